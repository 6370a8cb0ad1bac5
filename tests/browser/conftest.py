"""The app as a process of its own, and a browser that a person would use."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

from benchmarks.app_server import FLAGS, ROOT, app_server, chromium

# A machine that compiles, tests and draws at once on two cores is slow now and then.
expect.set_options(timeout=20_000)

PLAYER = "[data-testid=loss-player][data-signature]"


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """Address of a running app, and the file with what it has logged."""
    log = tmp_path_factory.mktemp("server") / "log.txt"
    with log.open("w") as output, app_server(log=output) as url:
        yield url, log


@pytest.fixture
def slow_server():
    """Address of an app whose sweeps and trainings take some seconds on any machine."""
    path = os.pathsep.join(map(str, [Path(__file__).with_name("slow_work"), ROOT]))
    with app_server(PYTHONPATH=path) as url:
        yield url


@pytest.fixture(scope="session")
def chromium_type():
    """Playwright's way to a browser."""
    with sync_playwright() as playwright:
        yield playwright.chromium


@pytest.fixture(scope="session")
def browser(chromium_type):
    browser = chromium_type.launch(executable_path=chromium(), args=list(FLAGS))
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def usual_context(chromium_type, tmp_path_factory):
    """Windows of a browser with a profile on disk, where it keeps what it has compiled.

    Without one each window compiles Streamlit's scripts anew, for a second.
    """
    context = chromium_type.launch_persistent_context(
        tmp_path_factory.mktemp("profile"), executable_path=chromium(), args=list(FLAGS)
    )
    yield context
    context.close()


@pytest.fixture
def open_page(browser, usual_context, server):
    """Opens the app in a new window; afterwards the console must have stayed silent."""
    opened, said = [], []

    def listen(message):
        # Opened at the address of a page, Streamlit looks for its server below that address
        # first, and the browser tells of it.
        if message.location["url"].endswith(("/_stcore/health", "/host-config")):
            return
        # Of how Plotly reads its own pixels, where there is no graphics card.
        if "ReadPixels" not in message.text and "getImageData" not in message.text:
            said.append(f"{message.type}: {message.text}")

    def open_page(
        path="", width=1280, height=720, wait=PLAYER, url=None, media=None, **options
    ):
        viewport = {"width": width, "height": height}
        if options:
            context = browser.new_context(viewport=viewport, **options)
            opened.append(context)
            page = context.new_page()
        else:
            page = usual_context.new_page()
            page.set_viewport_size(viewport)
            opened.append(page)
        if media:
            page.emulate_media(**media)
        page.on("console", listen)
        page.on("pageerror", lambda error: said.append(f"page error: {error}"))
        page.on("requestfailed", lambda request: said.append(f"failed: {request.url}"))
        page.goto(url or server[0] + path)
        page.wait_for_selector(wait, timeout=60_000)
        return page

    yield open_page
    for one in opened:
        one.close()
    assert said == []


@pytest.fixture
def open_lab(open_page):
    def open_lab(**options):
        page = open_page(**options)
        page.get_by_text("The Lab", exact=True).click()
        page.wait_for_selector(f"[data-panels='1']{PLAYER}", timeout=30_000)
        return page

    return open_lab
