"""The app as a process of its own, and a browser that a person would use."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

from benchmarks.app_server import FLAGS, ROOT, app_server, chromium
from tests.browser.console import Console
from tests.browser.windows import Windows

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
def windows(chromium_type, browser, tmp_path_factory):
    """Windows to open pages in."""
    usual = chromium_type.launch_persistent_context(
        tmp_path_factory.mktemp("profile"), executable_path=chromium(), args=list(FLAGS)
    )
    yield Windows(browser, usual)
    usual.close()


@pytest.fixture
def open_window(windows):
    """Gives a window at no address, which is taken back afterwards."""
    taken = []

    def open_window(width=1280, height=720, **options):
        taken.append(windows.take(width, height, **options))
        return taken[-1]

    yield open_window
    for page in taken:
        windows.give_back(page)


@pytest.fixture
def open_page(open_window, server):
    """Opens the app in a window; afterwards the console must have stayed silent."""
    console = Console()
    opened = []

    def open_page(
        path="", width=1280, height=720, wait=PLAYER, url=None, media=None, **options
    ):
        page = open_window(width, height, **options)
        opened.append(page)
        if media:
            page.emulate_media(**media)
        console.listen(page)
        page.goto(url or server[0] + path)
        page.wait_for_selector(wait, timeout=60_000)
        return page

    yield open_page
    for page in opened:
        console.leave(page)
    assert console.said == []


@pytest.fixture
def open_lab(open_page):
    def open_lab(**options):
        page = open_page(**options)
        page.get_by_text("The Lab", exact=True).click()
        page.wait_for_selector(f"[data-panels='1']{PLAYER}", timeout=30_000)
        return page

    return open_lab
