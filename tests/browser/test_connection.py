"""A server that dies while the picture plays, and comes back."""

import os
import signal
import subprocess
import sys

import pytest
from playwright.sync_api import expect

from benchmarks.app_server import ROOT, free_port, wait_until_healthy
from tests.browser.steps import (
    number,
    picture,
    player,
    press,
    sentence,
    signature,
    type_number,
    value,
    wait_for_new_runs,
)

pytestmark = pytest.mark.browser

NOTICE = "[data-testid=connection-notice]"


class Server:
    """The app on a port of its own, which can be killed and started anew."""

    def __init__(self):
        self.port = free_port()
        self.url = f"http://localhost:{self.port}/"
        self.start()

    def start(self):
        command = [sys.executable, "-m", "streamlit", "run", "app.py"]
        self.process = subprocess.Popen(
            [*command, f"--server.port={self.port}"],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.STDOUT,
        )
        wait_until_healthy(self.url, self.process)

    def kill(self):
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait()


@pytest.fixture
def mortal():
    server = Server()
    yield server
    server.kill()


@pytest.fixture
def open_mortal(mortal, browser):
    """Opens the app of the mortal server; its console may tell of the lost connection."""
    context = browser.new_context(viewport={"width": 1280, "height": 720})

    def open_mortal(path):
        page = context.new_page()
        page.goto(mortal.url + path)
        page.wait_for_selector("[data-testid=loss-player][data-signature]", timeout=60_000)
        return page

    yield open_mortal
    context.close()


def test_the_picture_goes_on_without_its_server_and_is_restored_with_it(
    mortal, open_mortal
):
    page = open_mortal("?view=lab")
    before = signature(page)
    type_number(page, "epsilon", 0.45)
    type_number(page, "damping", 12)
    wait_for_new_runs(page, before)
    expect(page.locator(NOTICE)).to_be_hidden()
    shown = picture(page)
    page.get_by_role("button", name="To the start (Home)").click()
    page.get_by_role("button", name="Play (Space)").click()
    page.wait_for_timeout(500)
    mortal.kill()
    expect(page.locator(NOTICE)).to_be_visible(timeout=15_000)
    expect(page.locator(NOTICE)).to_contain_text("The picture goes on")
    assert player(page).get_attribute("data-state") == "playing"
    reached = number(page, "frame")
    page.wait_for_timeout(500)
    assert number(page, "frame") > reached
    expect(player(page)).to_have_attribute("data-frame", "400")
    expect(player(page)).to_have_attribute("data-state", "paused")
    assert signature(page) == shown["player"]["signature"]
    mortal.start()
    expect(page.locator(NOTICE)).to_contain_text("Connected again")
    expect(sentence(page)).to_contain_text("ε = 0.45, δ = 12")
    assert picture(page) == shown
    assert (value(page, "epsilon"), value(page, "damping")) == (0.45, 12)
    expect(page.locator(NOTICE)).to_be_hidden(timeout=15_000)
    press(page, "epsilon", "ArrowLeft", times=2)
    wait_for_new_runs(page, shown["player"]["signature"])
    assert value(page, "epsilon") < 0.45
    assert value(page, "damping") == 12


def test_what_was_moved_without_a_server_counts_once_it_is_back(mortal, open_mortal):
    page = open_mortal("?view=lab")
    before = signature(page)
    mortal.kill()
    expect(page.locator(NOTICE)).to_be_visible(timeout=15_000)
    page.get_by_role("slider", name="Step", exact=True).fill("50")
    assert number(page, "frame") == 50
    mortal.start()
    expect(page.locator(NOTICE)).to_contain_text("Connected again", timeout=10_000)
    page.wait_for_timeout(500)
    assert number(page, "frame") == 50
    assert signature(page) == before
