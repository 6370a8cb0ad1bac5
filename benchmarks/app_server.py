"""The app as a process of its own, and a browser to look at it."""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parent.parent
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def chromium():
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    found = os.environ.get("PARETOSCOPE_CHROMIUM") or next(
        filter(None, map(shutil.which, names)), None
    )
    if not found:
        raise RuntimeError(
            "Chromium should be on the path. Found none; install `chromium`."
        )
    return found


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def app_server(log=subprocess.DEVNULL, port=None, **environment):
    """Start the app, on a free port unless told; yields its address once it answers."""
    port = port or free_port()
    with app_process(port, log, **environment):
        yield f"http://localhost:{port}/"


@contextlib.contextmanager
def app_process(port, log=subprocess.DEVNULL, **environment):
    """The same; yields the process."""
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "app.py", f"--server.port={port}"],
        cwd=ROOT,
        stdout=log,
        stderr=subprocess.STDOUT,
        env={**os.environ, **environment},
    )
    try:
        wait_until_healthy(f"http://localhost:{port}/", process)
        yield process
    finally:
        process.terminate()
        process.wait(timeout=20)


def wait_until_healthy(url, process, timeout=60):
    end = time.monotonic() + timeout
    while time.monotonic() < end:
        if process.poll() is not None:
            raise RuntimeError(
                f"The app should keep running. It ended with {process.returncode}."
            )
        with contextlib.suppress(OSError):
            urllib.request.urlopen(url + "_stcore/health", timeout=1)
            return
        time.sleep(0.05)
    raise RuntimeError(f"The app should answer within {timeout} s. It did not.")


@contextlib.contextmanager
def chromium_page(width=1280, height=720, **context):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        viewport = {"width": width, "height": height}
        yield browser.new_context(viewport=viewport, **context).new_page()
        browser.close()
