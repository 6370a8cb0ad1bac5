"""How long people wait for the first picture, and behind what; and what is imported for it.

    python benchmarks/startup.py [--starts 5] [--pages]

Each start is a new process and a new browser, which is already running when the clock
starts. The front is there when the still one is seen that stands in for the plots, the
picture when the player carries a `data-signature`. Cold: the folder of compiled code is
empty, and nothing has been compiled before. Warm: it is as `python -m ui.warming` has left
it.

With `--pages`: from opening each page, and each method in the Lab, of a server that runs
for some seconds, again with an empty folder, to the front and to the picture.
"""

import argparse
import contextlib
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time

from app_server import ROOT, app_server, chromium_page

# Notes when what is looked for is first seen, in seconds from the opening of the page.
WATCH = """
window.seen = {};
const looked_for = {
  front: ".skeleton img, .player[data-signature]",
  picture: ".player[data-signature], .main-svg, .gl-container canvas",
};
const look = () => {
  for (const [name, selector] of Object.entries(looked_for)) {
    const found = document.querySelector(selector);
    if (found && !(name in window.seen)) window.seen[name] = performance.now() / 1000;
  }
  requestAnimationFrame(look);
};
look();
"""
PICTURE = ".player[data-signature], .main-svg, .gl-container canvas"
VIEWS = ("", "?view=lab", "?view=figure")
PAGES = ("Story", "Compare", "Sweep", "Plane", "Basins", "Damping", "Applications")
METHODS = sorted(file.stem for file in (ROOT / "optimizers").glob("[!_]*.py"))
IMPORTS = ("streamlit", "jax", "pandas", "plotly.graph_objects", "ui.views")


def opened(page, url):
    """Seconds from opening an address to the front, and to the picture."""
    page.goto(url, wait_until="commit")
    page.wait_for_selector(PICTURE, timeout=120_000)
    seen = page.evaluate("window.seen")
    return seen.get("front", seen["picture"]), seen["picture"]


@contextlib.contextmanager
def watching_page():
    with chromium_page() as page:
        page.add_init_script(WATCH)
        page.goto("about:blank")
        yield page


def one_start(cache):
    with watching_page() as page:
        start = time.perf_counter()
        with app_server(PARETOSCOPE_CACHE=cache) as url:
            served = time.perf_counter() - start
            front, picture = opened(page, url)
            return served, served + front, served + picture


def show_starts(count):
    print(f"{'code':8} {'served s':>9} {'front s':>9} {'picture s':>10}    min    max")
    with tempfile.TemporaryDirectory() as warmed:
        environment = {**os.environ, "PARETOSCOPE_CACHE": warmed}
        command = [sys.executable, "-m", "ui.warming"]
        start = time.perf_counter()
        subprocess.run(command, cwd=ROOT, env=environment, check=True)
        took = time.perf_counter() - start
        for kind in ("cold", "warm"):
            readings = []
            for _ in range(count):
                with tempfile.TemporaryDirectory() as empty:
                    readings.append(one_start(warmed if kind == "warm" else empty))
            served, front, picture = (
                statistics.median(of) for of in zip(*readings, strict=True)
            )
            ends = [reading[-1] for reading in readings]
            said = f"{kind:8} {served:9.1f} {front:9.1f} {picture:10.1f}"
            print(f"{said} {min(ends):6.1f} {max(ends):6.1f}")
    print(f"Warming took {took:.0f} s.")


def show_pages():
    print(f"\n{'opened':32} {'front s':>9} {'picture s':>10} {'behind it s':>12}")
    for address in (
        *VIEWS,
        *PAGES,
        *(f"?view=lab&m={name}" for name in METHODS if name != "base"),
    ):
        with tempfile.TemporaryDirectory() as empty, watching_page() as page:
            with app_server(PARETOSCOPE_CACHE=empty) as url:
                # Its first page is being made ready meanwhile.
                time.sleep(5)
                front, picture = opened(page, url + address)
            behind = picture - front
            print(f"{address or 'lesson':32} {front:9.2f} {picture:10.2f} {behind:12.2f}")


def show_imports():
    """Import times of packages, each with all that it imports itself."""
    command = [sys.executable, "-X", "importtime", "-c", "import streamlit, ui.views"]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True).stderr
    print(f"\n{'imported':24} {'s':>6}")
    for name in IMPORTS:
        found = re.search(rf"\| +(\d+) \| +{re.escape(name)}$", said, re.M)
        if found:
            print(f"{name:24} {int(found[1]) / 1e6:6.2f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--starts", type=int, default=5)
    parser.add_argument("--pages", action="store_true")
    arguments = parser.parse_args()
    show_imports()
    if arguments.starts:
        show_starts(arguments.starts)
    if arguments.pages:
        show_pages()


if __name__ == "__main__":
    main()
