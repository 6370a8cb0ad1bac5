"""How soon each application is open and trained, and how well mini-batches keep to a bound.

    python benchmarks/applications.py [--times 5]

For each application, in seconds, as medians: until all plots of its page are there when it
is opened by a link, and when it is chosen in the page; and a training from its first step,
with all compiled, as a script has it. Then how far off its bound, as a part of the slider,
the mean over the second half of a training is that sees a tenth of the examples a step.
"""

import argparse
import statistics
import sys
import time
from pathlib import Path

import numpy as np
from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).parent.parent))

from applications import APPLICATIONS
from benchmarks.app_server import FLAGS, app_server, chromium
from model_training import MINI_BATCH, trained
from ui.words import say

# Drawn by Plotly: the front is a canvas where it is a surface.
DRAWN = """(name) => {
  const charts = [...document.querySelectorAll('.plain-chart')];
  const isDrawn = (chart) => chart.querySelector('.main-svg, canvas');
  return document.querySelector(`[data-testid^='knob-${name}.']`)
    && charts.length === 4 && charts.every(isDrawn)
    && !document.querySelector('.stApp[data-test-script-state=running]');
}"""
LONGEST = 60_000


def opened(page, address, name):
    begun = time.perf_counter()
    page.goto(address)
    page.wait_for_function(DRAWN, arg=name, timeout=LONGEST)
    return time.perf_counter() - begun


def chosen(page, name):
    page.get_by_label(say("applications.application")).first.click()
    option = page.get_by_role("option", name=APPLICATIONS[name].label, exact=True)
    option.wait_for()
    begun = time.perf_counter()
    option.click()
    page.wait_for_function(DRAWN, arg=name, timeout=LONGEST)
    return time.perf_counter() - begun


def training(application, times):
    durations = []
    for _ in range(1 + times):
        begun = time.perf_counter()
        trained(application, application.kept_to())
        durations.append(time.perf_counter() - begun)
    return statistics.median(durations[1:])


def off_with_mini_batches(application):
    """The largest over its bounded losses."""
    losses = trained(application, application.kept_to(), batch_share=MINI_BATCH).losses
    late = losses[len(losses) // 2 :, 1:].mean(axis=0)
    bounded = application.bounded
    bounds = np.array([one.epsilon for one in bounded])
    return np.max(np.abs(late - bounds) / [one.high - one.low for one in bounded])


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=5)
    times = parser.parse_args().times
    in_browser = {}
    with app_server() as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        page = browser.new_page(viewport={"width": 1280, "height": 720})
        names = list(APPLICATIONS)
        for name, other in zip(names, names[1:] + names[:1], strict=True):
            address = f"{url}Applications?application={name}"
            links = [opened(page, address, name) for _ in range(1 + times)][1:]
            choices = []
            for _ in range(times):
                chosen(page, other)
                choices.append(chosen(page, name))
            in_browser[name] = statistics.median(links), statistics.median(choices)
        browser.close()
    print(f"{'application':16} by a link   chosen  training  off with mini-batches")
    for name, kind in APPLICATIONS.items():
        application = kind()
        link, choice = in_browser[name]
        trains, off = training(application, times), off_with_mini_batches(application)
        print(f"{name:16} {link:9.2f} {choice:8.2f} {trains:9.2f} {off:12.3f}")


if __name__ == "__main__":
    main()
