"""How far what is on the screen jumps while a page loads, and what jumps.

    python benchmarks/layout_shift.py [--loads 3] [--pages lab sweep] [--url ADDRESS]

Starts the app and opens each page in a new window of headless Chromium, in the sizes of a
projector and of a phone, and a figure in a frame of 480×270. The number is the sum of all
layout shifts that the browser itself reports, as it defines them: of each, the part of the
window that moved times how far, as a part of the window. Each page is opened once before,
so that the server has computed what it shows. Below each line stand the elements that moved
the most in the load of the median.
"""

import argparse
import contextlib
from typing import NamedTuple

from app_server import FLAGS, app_server, chromium
from playwright.sync_api import sync_playwright

PANELS = "law", "oscillator", "trade_off", "matrix", "example", "notation", "inequality"
PAGES = {
    "lesson": "",
    "lab": "?view=lab",
    "story": "Story",
    "gallery": "Gallery",
    "compare": "Compare",
    "sweep": "Sweep",
    "plane": "Plane",
    "basins": "Basins",
    **{panel: f"Damping?panel={panel}" for panel in PANELS},
    "applications": "Applications",
    "about": "About",
}
SIZES = (1280, 720), (393, 851)
FRAMED, FRAME = "?fig=mdmm-concave&view=figure", (480, 270)
# Nothing has moved, and the document has kept its height, for this long: it has loaded.
QUIET, LONGEST = 1500, 15_000
LEAST = 0.005
# Gathers the shifts from the first one on, with their elements and from where to where.
WATCH = """
window.layoutShifts = [];
const named = (node) => {
  const element = node?.nodeType === Node.TEXT_NODE ? node.parentElement : node;
  if (!element) return 'gone';
  const key = element.closest('[class*=st-key]')?.className.match(/st-key-\\S+/)?.[0] ?? '';
  const name = element.dataset?.testid || element.className || element.nodeName;
  return `${String(name).slice(0, 40)} ${key}`;
};
const rounded = (box) =>
  [box.x, box.y, box.width, box.height].map(Math.round).join(' ');
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) {
    const moves = entry.sources.map(({ node, previousRect, currentRect }) =>
      `${named(node)}: ${rounded(previousRect)} → ${rounded(currentRect)}`);
    window.layoutShifts.push({ at: entry.startTime, value: entry.value, moves });
  }
}).observe({ type: 'layout-shift', buffered: true });
"""
SETTLED = """([quiet, longest]) => {
  const page = window;
  const find = (css) => document.querySelector(css);
  const height = find('[data-testid=stMain]')?.scrollHeight ?? 0;
  const state = `${height} ${page.layoutShifts.length}`;
  const waits = !find('.stElementContainer') || find('[data-testid=stSkeleton]')
    || find('.stApp[data-test-script-state=running]');
  const now = performance.now();
  if (waits || state !== page.settledState) {
    [page.settledState, page.settledAt] = [state, now];
  }
  return now - page.settledAt > quiet || now > longest;
}"""


class Load(NamedTuple):
    """The sum of the layout shifts of a page that was opened, and each of them."""

    total: float
    shifts: list[dict]


def load(browser, address, size, *, framed):
    width, height = size
    context = browser.new_context(viewport={"width": width, "height": height})
    page = context.new_page()
    page.add_init_script(WATCH)
    if framed:
        page.set_content(
            f"<iframe src='{address}' width={width} height={height} style='border:0'>"
        )
        frame = page.frames[1]
    else:
        page.goto(address)
        frame = page
    frame.wait_for_function(SETTLED, arg=[QUIET, LONGEST], polling=100, timeout=60_000)
    shifts = frame.evaluate("window.layoutShifts")
    context.close()
    return Load(sum(shift["value"] for shift in shifts), shifts)


def report(name, size, loads):
    loads = sorted(loads, key=lambda load: load.total)
    middle = loads[len(loads) // 2]
    width, height = size
    spread = f"{loads[0].total:7.3f} {loads[-1].total:7.3f}"
    print(f"{name:12} {f'{width}×{height}':>9} {middle.total:7.3f} {spread}", flush=True)
    for shift in middle.shifts:
        if shift["value"] >= LEAST:
            print(f"    {shift['at']:6.0f} ms {shift['value']:.3f}")
            print("\n".join(f"        {move}" for move in shift["moves"]))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--loads", type=int, default=3)
    parser.add_argument("--pages", nargs="+", default=[*PAGES, "figure"])
    parser.add_argument("--url", help="of an app that runs already")
    arguments = parser.parse_args()
    app = contextlib.nullcontext(arguments.url) if arguments.url else app_server()
    print(f"{'page':12} {'size':>9}  median     min     max")
    with app as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        for name in arguments.pages:
            framed = name == "figure"
            address = url + (FRAMED if framed else PAGES[name])
            for size in (FRAME,) if framed else SIZES:
                _, *loads = [
                    load(browser, address, size, framed=framed)
                    for _ in range(1 + arguments.loads)
                ]
                report(name, size, loads)
        browser.close()


if __name__ == "__main__":
    main()
