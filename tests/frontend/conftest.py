"""Our JavaScript in a real browser, without the app around it."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from playwright.sync_api import sync_playwright

from benchmarks.app_server import FLAGS, chromium
from ui.assets import FRONTEND

ADDRESS = "http://frontend.test/"


def answer(route):
    """Front-end files at an address that exists in this browser only."""
    name = route.request.url.removeprefix(ADDRESS)
    if not name:
        route.fulfill(content_type="text/html", body="<!doctype html><title>Test</title>")
    elif (FRONTEND / name).is_file():
        route.fulfill(path=FRONTEND / name, content_type="text/javascript")
    else:
        route.abort()


@pytest.fixture(scope="session")
def page_thread():
    """A page, and the one thread that may speak to it.

    Playwright runs once in a thread, and other tests may have it run in theirs.
    """
    with ThreadPoolExecutor(1) as thread:
        playwright = thread.submit(sync_playwright().start).result()

        def open_page():
            browser = playwright.chromium.launch(
                executable_path=chromium(), args=list(FLAGS)
            )
            page = browser.new_page()
            page.route("**/*", answer)
            return page

        page = thread.submit(open_page).result()
        yield page, thread
        thread.submit(page.context.browser.close).result()
        thread.submit(playwright.stop).result()


@pytest.fixture
def evaluate(page_thread):
    """Runs the body of an async JavaScript function in a new document; `given` is there."""
    page, thread = page_thread
    thread.submit(page.goto, ADDRESS).result()

    def evaluate(body, given=None):
        return thread.submit(
            page.evaluate, f"async (given) => {{ {body} }}", given
        ).result()

    return evaluate
