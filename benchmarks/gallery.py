"""From the request for the gallery to all of its cards, and to all of its pictures.

    python benchmarks/gallery.py [--times 5]

Each reading has a new browser, running already when the clock starts, and a server that
answers but has shown nobody a page yet, so that it still has to import JAX. It is

    empty     with an empty folder of compiled code and pictures,
    compiled  with compiled code and no pictures,
    kept      with all that the start before has left there,
    warm      the gallery once more, from the same server and another browser,
    inside    from the Lab, by a click: no page is loaded,
    other     the page of sources instead: what any page costs on this machine.
"""

import argparse
import shutil
import statistics
import tempfile
import time
from pathlib import Path

from app_server import app_server, chromium_page

CARDS = "() => document.querySelector('[data-testid=card]:last-child')"
DRAWN = """() => {
  const all = [...document.querySelectorAll("[data-testid=card]")];
  const isThere = (card) => card.querySelector("img")?.complete;
  return all.length > 0 && all.every(isThere);
}"""
OTHER = "() => document.body.innerText.includes('Sources and notation')"
LAB = "[data-testid=loss-player][data-signature]"
KINDS = ("empty", "compiled", "kept", "warm", "inside", "other")


def seconds(page, start, *conditions):
    """When each condition holds, one after the other."""
    found = []
    for condition in conditions:
        page.wait_for_function(condition, timeout=120_000, polling=20)
        found.append(time.perf_counter() - start)
    return found


def opened(url, *conditions):
    with chromium_page() as page:
        page.goto("about:blank")
        start = time.perf_counter()
        page.goto(url, wait_until="commit")
        return seconds(page, start, *conditions)


def inside(url):
    with chromium_page() as page:
        page.goto(f"{url}?view=lab")
        page.wait_for_selector(LAB)
        page.wait_for_timeout(1000)
        start = time.perf_counter()
        page.get_by_role("link", name="Gallery").click(no_wait_after=True)
        return seconds(page, start, CARDS, DRAWN)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=5)
    times = parser.parse_args().times
    readings = {kind: [] for kind in KINDS}
    for _ in range(times):
        with tempfile.TemporaryDirectory() as folder:
            for kind in ("empty", "compiled", "kept"):
                if kind == "compiled":
                    shutil.rmtree(Path(folder) / "pictures")
                with app_server(PARETOSCOPE_CACHE=folder) as url:
                    readings[kind].append(opened(f"{url}Gallery", CARDS, DRAWN))
                    if kind == "kept":
                        readings["warm"].append(opened(f"{url}Gallery", CARDS, DRAWN))
                        readings["inside"].append(inside(url))
                        readings["other"].append(opened(f"{url}About", OTHER))
    print(f"{'seconds to':10} {'cards':>7} {'pictures':>9}    min    max")
    for kind, found in readings.items():
        first, last = ([one[end] for one in found] for end in (0, -1))
        cards, pictures = map(statistics.median, (first, last))
        print(f"{kind:10} {cards:7.1f} {pictures:9.1f} {min(last):6.1f} {max(last):6.1f}")


if __name__ == "__main__":
    main()
