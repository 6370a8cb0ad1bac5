"""How soon a person whose process is killed goes on with the other one, behind HAProxy.

    .venv/bin/python -m benchmarks.failover [ROUNDS]

Prints the median and the longest of the times from the kill to the new connection, and to
runs that a moved slider asked the other process for; first where that one has drawn the
page before, then where it has only just started.
"""

import statistics
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import TimeoutError as Late

from benchmarks.app_server import chromium_page, free_port, wait_until_healthy
from tests.browser.steps import sentence, signature, type_number
from tests.browser.test_replicas import Replica
from tests.serving.proxies import HOSTS, before

# While the page is made anew there is no player.
NEW_RUNS = """before => {
  const player = document.querySelector('[data-testid=loss-player][data-signature]');
  return player && player.dataset.signature !== before;
}"""
IS_BACK = """() => {
  const app = document.querySelector('[data-test-connection-state]');
  const look = () => {
    const isConnected = app.getAttribute('data-test-connection-state') === 'CONNECTED';
    if (!isConnected) window.isLost = true;
    else if (window.isLost) window.isBack = true;
  };
  new MutationObserver(look).observe(app, { attributes: true });
}"""


def open_lab(page, url):
    page.goto(f"{url}?view=lab")
    page.wait_for_selector("[data-testid=loss-player][data-signature]", timeout=120_000)
    shown = signature(page)
    type_number(page, "damping", 12)
    page.wait_for_function(NEW_RUNS, arg=shown, timeout=60_000)
    # Until the address says so, too.
    page.wait_for_timeout(1000)


def killed(page, both):
    """Seconds until the page is connected again, and until its slider moves the runs."""
    (holder,) = (replica for replica in both if replica.sessions())
    page.evaluate(IS_BACK)
    shown = signature(page)
    holder.kill()
    start = time.perf_counter()
    page.wait_for_function("() => window.isBack", timeout=60_000)
    connected = time.perf_counter() - start
    value = 0.5
    while True:
        value = round(value + 0.001, 3)
        type_number(page, "epsilon", value)
        try:
            page.wait_for_function(NEW_RUNS, arg=shown, timeout=2000)
            break
        except Late:
            continue
    moved = time.perf_counter() - start
    assert "δ = 12" in sentence(page).text_content(), "Its state should be back."
    return connected, moved


def rounds(count, is_warm):
    """The times of `killed`, a row for each round, each with two new processes."""
    for _ in range(count):
        port = free_port()
        both = [Replica(host, port) for host in HOSTS]
        with tempfile.TemporaryDirectory() as folder:
            try:
                with before("haproxy", both, Path(folder)) as url, chromium_page() as page:
                    for replica in both:
                        wait_until_healthy(replica.url, replica.process)
                        if is_warm:
                            open_lab(page, replica.url)
                    page.goto("about:blank")
                    page.wait_for_timeout(2000)
                    open_lab(page, url)
                    yield killed(page, both)
            finally:
                for replica in both:
                    replica.kill()


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    for is_warm in (True, False):
        found = zip(*rounds(count, is_warm), strict=True)
        print("The other has drawn the page before:" if is_warm else "It has just started:")
        for name, seconds in zip(("connected", "slider moves"), found, strict=True):
            middle, most = statistics.median(seconds), max(seconds)
            print(f"  {name:12}  median {middle:.1f} s, longest {most:.1f} s, n = {count}")
