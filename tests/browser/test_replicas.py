"""Two processes of the app behind a proxy, one of which is killed."""

import re
import subprocess
import sys
import time

import pytest
from playwright.sync_api import expect

from benchmarks.app_server import ROOT, free_port, wait_until_healthy
from tests.browser.steps import press, sentence, signature, type_number, wait_for_new_runs
from tests.serving.proxies import HOSTS, asked, before, program

pytestmark = pytest.mark.browser

PROXIES = ["haproxy", pytest.param("nginx", marks=pytest.mark.slow)]


class Replica:
    """One process of the app, which can be killed and started anew."""

    def __init__(self, host, port):
        self.host, self.port, self.url = host, port, f"http://{host}:{port}/"
        self.start()

    def start(self):
        command = [sys.executable, "-m", "streamlit", "run", "app.py"]
        self.process = subprocess.Popen(
            [*command, f"--server.address={self.host}", f"--server.port={self.port}"],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.STDOUT,
        )

    def kill(self):
        self.process.kill()
        self.process.wait()

    def sessions(self):
        """How many browsers are connected to it."""
        metrics = asked(self.url + "_stcore/metrics").body
        return int(re.search(r"^active_sessions (\d+)$", metrics, re.M).group(1))


@pytest.fixture(params=PROXIES)
def replicas(request, tmp_path):
    """Two of them, and the address of the proxy before them."""
    program(request.param)
    port = free_port()
    both = [Replica(host, port) for host in HOSTS]
    try:
        with before(request.param, both, tmp_path) as url:
            for replica in both:
                wait_until_healthy(replica.url, replica.process)
            yield *both, url
    finally:
        for replica in both:
            replica.kill()


@pytest.fixture
def visit(browser, replicas):
    """Opens the Lab as somebody who was never there before."""
    contexts = []

    def visit():
        contexts.append(browser.new_context(viewport={"width": 1280, "height": 720}))
        page = contexts[-1].new_page()
        page.goto(f"{replicas[-1]}?view=lab")
        page.wait_for_selector("[data-testid=loss-player][data-signature]", timeout=60_000)
        return page

    yield visit
    for context in contexts:
        context.close()


def wait_until(holds):
    end = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < end, "It should be so within a minute."
        time.sleep(0.1)


def test_a_killed_replica_leaves_its_visitors_to_the_other_with_their_state(
    replicas, visit
):
    page = visit()
    before = signature(page)
    type_number(page, "epsilon", 0.45)
    type_number(page, "damping", 12)
    wait_for_new_runs(page, before)
    expect(sentence(page)).to_contain_text("ε = 0.45, δ = 12")
    holder, other = sorted(replicas[:2], key=Replica.sessions, reverse=True)
    assert (holder.sessions(), other.sessions()) == (1, 0)

    # The other one has not yet drawn a page, which is when most can go wrong.
    holder.kill()
    wait_until(lambda: other.sessions() == 1)
    visit()
    assert other.sessions() == 2
    app = page.locator("[data-test-script-state]")
    expect(app).to_have_attribute("data-test-script-state", "notRunning")
    expect(sentence(page)).to_contain_text("ε = 0.45, δ = 12")
    shown = signature(page)
    press(page, "epsilon", "ArrowLeft")
    wait_for_new_runs(page, shown)
    expect(sentence(page)).to_contain_text("δ = 12")

    holder.start()
    wait_until_healthy(holder.url, holder.process)
    # Not before the proxy has seen it; and nginx leads new visitors by chance.
    wait_until(lambda: visit() and holder.sessions() == 1)
    assert other.sessions() >= 2
