"""The image as a careful host runs it: how soon it serves, what it sends, how it ends.

    python benchmarks/image.py [--engine docker] [--watched] IMAGE

`scripts/try_image.sh` builds the image and calls this. The clock starts with the
container, and the first picture is there when the lesson's player carries its
signature. Each page of the app is opened once. A figure beyond its goal is said to be;
whatever else is not as it should be ends the script with 1.
"""

import argparse
import contextlib
import json
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

from app_server import ROOT, chromium_page, free_port

NAME = "paretoscope-trial"
PATIENCE = 120  # seconds; a machine that does other things as well is slow now and then
SETTLING = 6  # seconds
PICTURE = "[data-testid=loss-player][data-signature]"
DONE = "[data-testid=stApp][data-test-script-state=notRunning]"
CAREFUL = [
    "--read-only",
    "--tmpfs=/tmp",
    "--cap-drop=ALL",
    "--security-opt=no-new-privileges",
]
# As another user than root, in a root that is read-only, none of them can be written.
WRITE = "for it in / /app /etc /home/* /usr; do touch $it/new && echo $it; done"
SEND = "from socket import *; socket(type=SOCK_DGRAM).sendto(b'', ('192.0.2.2', 9))"


def say(what, seconds, goal):
    missed = "" if seconds <= goal else "   MISSED"
    print(f"Image: {what:<34} {seconds:6.1f} s   goal {goal:.0f} s{missed}")


def check(holds, what):
    if not holds:
        raise SystemExit(f"Image: {what}")


def packets():
    """How many the user of the app has sent elsewhere; `scripts/try_image.sh` counts."""
    command = ["nft", "--json", "list", "counter", "inet", "trial", "sent"]
    found = json.loads(subprocess.check_output(command))["nftables"]
    return next(it["counter"]["packets"] for it in found if "counter" in it)


def serves(url):
    with contextlib.suppress(OSError), urllib.request.urlopen(url, timeout=5) as answer:
        return answer.status == 200
    return False


class Container:
    """The image as it runs, in the foreground of a process of its own."""

    def __init__(self, engine, image, port):
        self.engine = engine
        # What one that was broken off has left.
        self.call("rm", NAME)
        options = ["--name", NAME, "--publish", f"127.0.0.1:{port}:8501", *CAREFUL]
        made = self.call("create", *options, image)
        check(made.returncode == 0, f"no container can be made of it: {made.stderr}")

    def call(self, *arguments):
        return subprocess.run(
            [self.engine, *arguments],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )

    def start(self, log):
        command = [self.engine, "start", "--attach", NAME]
        self.process = subprocess.Popen(
            command, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT
        )

    def wait_until_serving(self, url):
        end = time.monotonic() + PATIENCE
        while not serves(url):
            check(self.process.poll() is None, "ended before it served a page")
            check(time.monotonic() < end, f"does not serve within {PATIENCE} s")
            time.sleep(0.05)

    def inside(self, *command):
        return self.call("exec", NAME, *command)

    def end(self):
        self.process.terminate()
        return self.process.wait(timeout=PATIENCE)


def look_at_pages(page, url):
    """Open each page of the app; what the browser asked for, and what went wrong."""
    asked, errors = set(), []
    page.on("request", lambda request: asked.add(request.url))
    page.on("websocket", lambda socket: asked.add(socket.url.replace("ws:", "http:", 1)))
    page.on("pageerror", lambda error: errors.append(str(error)))
    names = [file.stem.partition("_")[2] for file in sorted(ROOT.glob("pages/*.py"))]
    for name in ["", *names]:
        page.goto(url + name)
        page.wait_for_selector("h1, h2, h3", timeout=PATIENCE * 1000)
        page.wait_for_selector(DONE, timeout=PATIENCE * 1000)
        if page.locator("[data-testid=stException]").count():
            errors.append(f"an error is shown on the page '{name or 'Lab'}'")
    elsewhere = [it for it in asked if not it.startswith((url, f"blob:{url}", "data:"))]
    return elsewhere, errors


def try_it(engine, image, watched, log):
    # In a network of its own the container's port is as good as any.
    port = 8501 if watched else free_port()
    url = f"http://127.0.0.1:{port}/"
    container = Container(engine, image, port)
    with chromium_page() as page:
        page.goto("about:blank")
        # A browser that begins in a new network takes it for changed soon after, and
        # drops what it is loading then.
        page.wait_for_timeout(SETTLING * 1000)
        start = time.perf_counter()
        container.start(log)
        try:
            container.wait_until_serving(url)
            say("HTTP 200 after", time.perf_counter() - start, goal=6)
            page.goto(url, wait_until="commit")
            page.wait_for_selector(PICTURE, timeout=PATIENCE * 1000)
            say("first picture in a browser after", time.perf_counter() - start, goal=8)

            check_inside(container)
            elsewhere, errors = look_at_pages(page, url)
            check(not elsewhere, f"a page asks another server: {elsewhere}")
            check(not errors, f"does not show all pages: {errors}")
            print("Image: shows all pages, which ask no other server for anything")
            if watched:
                check_silence(container)
            start = time.perf_counter()
        finally:
            # With a session open, as when a host restarts in a lecture.
            ended = container.end()
        say("ended after SIGTERM within", time.perf_counter() - start, goal=5)
        check(ended in (0, 143), f"ended with {ended}")
        container.call("rm", NAME)
    log.seek(0)
    check("Traceback" not in log.read(), "has logged an error")


def check_inside(container):
    healthy = container.inside("python", "scripts/healthy.py")
    check(healthy.returncode == 0, f"is not healthy: {healthy.stderr}")
    ill = container.inside("env", "STREAMLIT_SERVER_PORT=1", "python", "scripts/healthy.py")
    check(ill.returncode != 0, "is healthy whether or not it serves")
    user = container.inside("stat", "--format", "%u", "/proc/1").stdout.strip()
    check(user == "10001", f"runs as user {user}")
    written = container.inside("sh", "-c", WRITE).stdout.split()
    check(not written, f"can write to {written}")
    kept = container.inside("du", "-sk", "/tmp").stdout.split()[0]
    print(f"Image: runs as user 10001, who can write to /tmp alone: {kept} kB")


def check_silence(container):
    sent = packets()
    check(sent == 0, f"{sent} packets were sent to other machines")
    container.inside("python", "-c", SEND)
    check(packets() == 1, "what it sends is not seen, so nothing is known of it")
    print("Image: sent nothing to any other machine")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("image")
    parser.add_argument("--engine", default="docker")
    parser.add_argument(
        "--watched", action="store_true", help="in a network where its packets are counted"
    )
    arguments = parser.parse_args()
    with tempfile.TemporaryFile("w+") as log:
        try:
            try_it(arguments.engine, arguments.image, arguments.watched, log)
        except BaseException:
            log.seek(0)
            print(*log.readlines()[-30:], sep="", file=sys.stderr)
            raise


if __name__ == "__main__":
    main()
