"""From a move of the ε line to the new runs painted, and frames a second of the line.

    python benchmarks/drag.py [--runs 7 64] [--moves 40]

Starts the app, opens the Lab in headless Chromium at 1280×720 with 200 steps, takes hold of
the line and moves it by a few pixels again and again. A move ends when the browser has
painted the first picture whose `data-signature` is another one. Then the pointer goes up
and down without a rest, at each frame of the browser, while the runs follow as they can:
how long half of the frames took at most, how many of them came in time, and how far the
line was from the pointer at worst.
"""

import argparse
import itertools
import statistics

from app_server import app_server, chromium_page
from latency import WATCH, choose_runs, open_lab

# Milliseconds: a frame at 60 a second takes 16.7, and the next chance comes after 33.3.
IN_TIME = 25
LINE = "[data-testid=bound-line]"
# Moves the pointer at each frame for a while; returns when each frame came, and how far the
# line was from the pointer.
SWEEP = """async (milliseconds) => {
  const line = document.querySelector('[data-testid=bound-line]');
  const box = line.getBoundingClientRect();
  const [x, middle] = [box.x + 0.7 * box.width, box.y + box.height / 2];
  const move = (y) => line.dispatchEvent(new PointerEvent('pointermove',
    { clientX: x, clientY: y, pointerId: 1, bubbles: true, buttons: 1 }));
  line.classList.add('dragged');
  const times = [], gaps = [];
  const begun = performance.now();
  let y = middle;
  for (let now = begun; now < begun + milliseconds;) {
    y = middle + 60 * Math.sin((now - begun) / 300);
    move(y);
    now = await new Promise(requestAnimationFrame);
    times.push(now);
    const { top, height } = line.getBoundingClientRect();
    gaps.push(Math.abs(top + height / 2 - y));
  }
  line.classList.remove('dragged');
  return { times, gaps };
}"""


def grip(page):
    box = page.locator(LINE).bounding_box()
    return box["x"] + 0.7 * box["width"], box["y"] + box["height"] / 2


def measure(page, moves):
    x, y = grip(page)
    page.mouse.move(x, y)
    page.mouse.down()
    page.evaluate("window.latencies = []")
    for move in range(moves):
        before = page.evaluate("window.latencies.length")
        page.evaluate("window.pressNow()")
        page.mouse.move(x, y + (4 if move % 2 else -4))
        page.wait_for_function(f"window.latencies.length > {before}", timeout=20_000)
        page.wait_for_timeout(150)
    page.mouse.up()
    return page.evaluate("window.latencies")[2:]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, nargs="+", default=[7, 64])
    parser.add_argument("--moves", type=int, default=40)
    arguments = parser.parse_args()
    heads = f"{'runs':>6} {'median ms':>10} {'min':>6} {'max':>6}"
    print(f"{heads} {'frame ms':>9} {'in time':>8} {'gap px':>7}")
    with app_server() as url, chromium_page() as page:
        open_lab(page, url)
        page.evaluate(WATCH)
        for num_runs in arguments.runs:
            choose_runs(page, num_runs)
            page.wait_for_timeout(1000)
            latencies = measure(page, arguments.moves)
            page.wait_for_timeout(1000)
            swept = page.evaluate(SWEEP, 4000)
            spans = [later - time for time, later in itertools.pairwise(swept["times"])]
            in_time = sum(span < IN_TIME for span in spans) / len(spans)
            print(
                f"{num_runs:6} {statistics.median(latencies):10.0f} {min(latencies):6.0f} "
                f"{max(latencies):6.0f} {statistics.median(spans):9.1f} {in_time:8.0%} "
                f"{max(swept['gaps']):7.2f}",
                flush=True,
            )


if __name__ == "__main__":
    main()
