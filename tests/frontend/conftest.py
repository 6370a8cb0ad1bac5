"""Our JavaScript in a real browser, without the app around it."""

import mimetypes
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import sync_playwright

from benchmarks.app_server import FLAGS, chromium
from ui.assets import FRONTEND

ADDRESS = "http://frontend.test/"
HERE = Path(__file__).parent
# What the quantized 0 and 65534 stand for.
LOW, HIGH = -1.0, 5.0


def answer(route):
    """Front-end files, and what helps to test them, at an address of this browser only."""
    name = route.request.url.removeprefix(ADDRESS).partition("?")[0]
    found = [folder / name for folder in (FRONTEND, HERE) if (folder / name).is_file()]
    if not name:
        route.fulfill(content_type="text/html", body="<!doctype html><title>Test</title>")
    elif found:
        route.fulfill(path=found[0], content_type=mimetypes.guess_type(name)[0])
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


@pytest.fixture
def mouse(page_thread):
    """Does something with the mouse: `mouse("move", 10, 20)`."""
    page, thread = page_thread
    thread.submit(page.mouse.move, 0, 0).result()

    def mouse(action, *numbers, **options):
        thread.submit(getattr(page.mouse, action), *numbers, **options).result()

    return mouse


class LossPlot:
    """A plot of loss space, `plot` in the page, and where its points are in the window."""

    corner = 30, 20
    place = {  # noqa: RUF012 - nobody changes it
        "left": 40,
        "top": 10,
        "width": 300,
        "height": 240,
        "x": [0, 1.5],
        "y": [-0.5, 2.5],
    }

    def __init__(self, evaluate, losses, every=1):
        """Show losses of shape (runs, iterates, 2)."""
        runs, iterates, _ = np.shape(losses)
        wholes = np.round((np.array(losses) - LOW) / (HIGH - LOW) * 65534)
        view = {
            "kind": "loss",
            "coordinates": 2,
            "ranges": [[LOW, HIGH], [LOW, HIGH]],
            "every": every,
            "runs": runs,
            "steps": iterates - 1,
            "positions": wholes.transpose(1, 2, 0).astype(int).ravel().tolist(),
        }
        given = {"corner": self.corner, "place": self.place, "view": view}
        evaluate(
            """const { lossPlot } = await import("/loss_plot.js");
            globalThis.plot = await lossPlot(given);""",
            given,
        )

    def window(self, loss_1, loss_2):
        """Where a point of loss space is in the window."""
        (left, top), place = self.corner, self.place
        (west, east), (south, north) = place["x"], place["y"]
        across = place["width"] * (loss_1 - west) / (east - west)
        down = place["height"] * (north - loss_2) / (north - south)
        return left + place["left"] + across, top + place["top"] + down


@pytest.fixture
def loss_plot(evaluate):
    """Shows losses of shape (runs, iterates, 2) in a plot of loss space."""
    return lambda losses, **others: LossPlot(evaluate, losses, **others)
