"""The proxies of deploy/ as processes of their own, before whatever replicas there are."""

import contextlib
import os
import shutil
import subprocess
import sys
import urllib.error
import urllib.request

import pytest

from benchmarks.app_server import ROOT, free_port, wait_until_healthy
from tests.serving.names import Names

DEPLOY = ROOT / "deploy"
# Two addresses of this machine, so that both can have the same port, as containers have.
HOSTS = ("127.0.0.2", "127.0.0.3")


class Answer:
    """What came back, also where it says that something is not there."""

    def __init__(self, response):
        self.status, self.headers = response.status, response.headers
        self.body = response.read().decode()


def asked(url, **headers):
    """What comes back to somebody who has no cookies but those in `headers`."""
    request = urllib.request.Request(url, headers=headers)
    try:
        return Answer(urllib.request.urlopen(request, timeout=20))
    except urllib.error.HTTPError as error:
        return Answer(error)


def program(name):
    """Where a proxy is; the test is skipped where it is missing."""
    if sys.platform != "linux":
        pytest.skip("Elsewhere than on Linux, 127.0.0.2 is not an address of the machine.")
    # Debian puts it where only root looks.
    found = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin")
    if not found:
        pytest.skip(f"{name} is missing; on Debian, apt-get install {name} brings it.")
    return found


def before(name, replicas, folder):
    """The proxy of a name before replicas, as a context of its address.

    Args:
        name: `haproxy` or `nginx`.
        replicas: Two with a `host` of `HOSTS` and the same `port`.
        folder: Where it may write.
    """
    return {"haproxy": _haproxy, "nginx": _nginx}[name](replicas, folder)


@contextlib.contextmanager
def _haproxy(replicas, folder):
    """The very file of compose.yaml, with other addresses in the environment."""
    port, names = free_port(), Names([replica.host for replica in replicas])
    environment = {
        "BIND": f"127.0.0.1:{port}",
        "RESOLVER": f"127.0.0.1:{names.port}",
        "REPLICAS": f"app:{replicas[0].port}",
    }
    command = [program("haproxy"), "-db", "-f", str(DEPLOY / "haproxy.cfg")]
    with contextlib.closing(names), _running(command, folder, port, environment) as url:
        yield url


@contextlib.contextmanager
def _nginx(replicas, folder):
    """The site of deploy/ with other addresses, in the least that makes it a whole."""
    port, site = free_port(), (DEPLOY / "nginx.conf").read_text()
    for replica, standing in zip(replicas, (8501, 8502), strict=True):
        site = _instead(site, f"127.0.0.1:{standing}", f"{replica.host}:{replica.port}")
    site = _instead(site, "listen 80;", f"listen 127.0.0.1:{port};")
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    places = "".join(f"{kind}_temp_path {folder}/{kind};\n" for kind in kinds)
    whole = folder / "nginx.conf"
    whole.write_text(
        f"daemon off;\npid {folder}/pid;\nevents {{}}\n"
        f"http {{\naccess_log off;\n{places}{site}}}\n"
    )
    command = [program("nginx"), "-e", str(folder / "errors.txt"), "-c", str(whole)]
    with _running(command, folder, port, {}) as url:
        yield url


@contextlib.contextmanager
def _running(command, folder, port, environment):
    with (folder / "proxy.txt").open("w") as log:
        process = subprocess.Popen(
            command, stdout=log, stderr=log, env={**os.environ, **environment}
        )
    try:
        url = f"http://localhost:{port}/"
        wait_until_healthy(url, process)
        yield url
    finally:
        process.terminate()
        process.wait(timeout=20)


def _instead(text, old, new):
    assert text.count(old) == 1, old
    return text.replace(old, new)
