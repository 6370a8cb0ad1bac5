"""From a link or a click to each figure of the gallery painted in the Lab, server warm.

    python benchmarks/presets.py [--times 3] [--names mdmm-concave ...]

Each figure is opened once before the clock starts, so that its code is compiled. Then, in a
browser that has been here before, it is opened in two ways:

    link   `/?fig=name` in a new window, from the start of the navigation,
    click  its button in the gallery, from the click.

Either ends when the player has its `data-signature`: when all of its plots are painted.
"""

import argparse
import statistics
import sys
import tempfile
from pathlib import Path

from app_server import FLAGS, app_server, chromium
from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).parent.parent))

from ui.presets import PRESETS

PAINTED = "() => document.querySelector('[data-testid=loss-player][data-signature]')"
NOW = "() => performance.now()"
NOTE_CLICKS = """() => {
  addEventListener('click', () => { window.clicked = performance.now(); }, true);
}"""
# In milliseconds; readings above it are counted.
GOAL = 1000
# Polling with each frame, as often as anything can have been painted.
OFTEN = {"polling": "raf", "timeout": 120_000}


def by_link(context, url, name):
    page = context.new_page()
    page.goto(f"{url}?fig={name}", wait_until="commit")
    page.wait_for_function(PAINTED, **OFTEN)
    took = page.evaluate(NOW)
    page.close()
    return took


def by_click(page, url, name):
    page.goto(f"{url}Gallery", wait_until="commit")
    card = page.locator(f"#figure-{name}")
    button = card.get_by_role("link", name="Open in the Lab")
    button.wait_for(timeout=120_000)
    page.wait_for_function(
        "() => document.querySelector('[data-testid=stApp]').dataset.testScriptState"
        " === 'notRunning'"
    )
    page.evaluate(NOTE_CLICKS)
    button.click()
    page.wait_for_function(PAINTED, **OFTEN)
    return page.evaluate("() => performance.now() - window.clicked")


def report(kind, readings):
    """All readings together, then the figure whose median is the greatest."""
    medians = {name: statistics.median(found) for name, found in readings.items()}
    slowest = max(medians, key=lambda name: medians[name])
    every = [one for found in readings.values() for one in found]
    over = sum(median > GOAL for median in medians.values())
    print(
        f"{kind:6} {statistics.median(every):9.0f} {min(every):6.0f} {max(every):6.0f} "
        f"{over:6}  {slowest} ({medians[slowest]:.0f} ms)",
        flush=True,
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--names", nargs="+", default=list(PRESETS), choices=list(PRESETS))
    arguments = parser.parse_args()
    links = {name: [] for name in arguments.names}
    clicks = {name: [] for name in arguments.names}
    with (
        app_server() as url,
        sync_playwright() as playwright,
        tempfile.TemporaryDirectory() as profile,
    ):
        context = playwright.chromium.launch_persistent_context(
            profile,
            executable_path=chromium(),
            args=list(FLAGS),
            viewport={"width": 1280, "height": 720},
        )
        for name in arguments.names:
            by_link(context, url, name)
        page = context.new_page()
        for _ in range(arguments.times):
            for name in arguments.names:
                links[name].append(by_link(context, url, name))
                clicks[name].append(by_click(page, url, name))
        context.close()
    print(f"{'':6} {'median ms':>9} {'min':>6} {'max':>6} {'> 1 s':>6}  slowest figure")
    report("link", links)
    report("click", clicks)


if __name__ == "__main__":
    main()
