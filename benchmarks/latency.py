"""From a slider's key press to the new runs painted, and frames a second, in the real app.

    python benchmarks/latency.py [--runs 7 64 256 1024 4096] [--presses 15]

Starts the app, opens the Lab in headless Chromium at 1280×720 with 200 steps, and for each
number of runs presses an arrow key on the ε slider again and again. A press ends when the
browser has painted the first picture whose `data-signature` is another one. Then it plays
from the start and reads `data-fps` each quarter of a second.
"""

import argparse
import statistics

from app_server import app_server, chromium_page

WATCH = """() => {
  const root = document.querySelector('[data-testid=loss-player]');
  window.latencies = [];
  let pressed = null;
  window.pressNow = () => { pressed = performance.now(); };
  addEventListener('keydown', window.pressNow, true);
  new MutationObserver(() => {
    if (pressed === null) return;
    const since = pressed;
    pressed = null;
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => window.latencies.push(performance.now() - since);
      channel.port2.postMessage(0);
    });
  }).observe(root, { attributes: true, attributeFilter: ['data-signature'] });
}"""


def set_number(page, name, value):
    box = page.locator(f"[data-testid=knob-{name}] .knob-number")
    box.fill(str(value))
    box.press("Enter")


def open_lab(page, url):
    page.goto(url)
    page.wait_for_selector("[data-testid=loss-player][data-signature]")
    page.get_by_text("The Lab", exact=True).click()
    page.wait_for_selector("[data-panels='1'][data-signature]")
    page.get_by_text("Rates, steps, noise").click()
    set_number(page, "num_steps", 200)
    page.wait_for_selector("[data-testid=loss-player][data-frames='200']")


def choose_runs(page, num_runs):
    if num_runs == 7:
        return
    if not page.locator("[data-testid=knob-num_runs]").count():
        page.get_by_role("combobox", name="Starts").click()
        page.get_by_role("option", name="Random").click()
        page.wait_for_selector("[data-testid=knob-num_runs]")
    set_number(page, "num_runs", num_runs)
    page.wait_for_selector(f"[data-testid=loss-player][data-runs='{num_runs}']")


def measure(page, presses):
    slider = page.get_by_role("slider", name="ε, bound on loss 2")
    slider.focus()
    page.evaluate("window.latencies = []")
    for press in range(presses):
        before = page.evaluate("window.latencies.length")
        slider.press("ArrowRight" if press % 2 else "ArrowLeft")
        page.wait_for_function(f"window.latencies.length > {before}", timeout=20_000)
        page.wait_for_timeout(250)
    return page.evaluate("window.latencies")[2:]


def frames_per_second(page):
    page.get_by_role("button", name="To the start (Home)").click()
    page.get_by_role("button", name="Play (Space)").click()
    root = page.locator("[data-testid=loss-player]")
    readings = []
    page.wait_for_timeout(1000)
    while root.get_attribute("data-state") == "playing":
        readings.append(float(root.get_attribute("data-fps")))
        page.wait_for_timeout(250)
    return statistics.median(readings)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, nargs="+", default=[7, 64, 256, 1024, 4096])
    parser.add_argument("--presses", type=int, default=15)
    arguments = parser.parse_args()
    print(f"{'runs':>6} {'median ms':>10} {'min':>6} {'max':>6} {'frames/s':>9}")
    with app_server() as url, chromium_page() as page:
        open_lab(page, url)
        page.evaluate(WATCH)
        for num_runs in arguments.runs:
            choose_runs(page, num_runs)
            page.wait_for_timeout(1000)
            latencies = measure(page, arguments.presses)
            middle, low, high = statistics.median(latencies), min(latencies), max(latencies)
            fps = frames_per_second(page)
            print(
                f"{num_runs:6} {middle:10.0f} {low:6.0f} {high:6.0f} {fps:9.1f}", flush=True
            )


if __name__ == "__main__":
    main()
