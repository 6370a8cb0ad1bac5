"""From the start of the process to the first picture, with and without compiled code.

    python benchmarks/startup.py [--starts 5]

Each start is a new process and a new browser, which is already running when the clock
starts. The first picture is there when the lesson's player carries a `data-signature`.
Cold: the folder of compiled code is empty. Warm: it is as the start before has left it.
"""

import argparse
import statistics
import tempfile
import time

from app_server import app_server, chromium_page


def seconds_to_first_picture(cache):
    with chromium_page() as page:
        page.goto("about:blank")
        start = time.perf_counter()
        with app_server(PARETOSCOPE_CACHE=cache) as url:
            served = time.perf_counter()
            page.goto(url, wait_until="commit")
            page.wait_for_selector(
                "[data-testid=loss-player][data-signature]", timeout=60_000
            )
            return served - start, time.perf_counter() - start


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--starts", type=int, default=5)
    arguments = parser.parse_args()
    print(f"{'code':14} {'served s':>9} {'picture s':>10}    min    max")
    for kind in ("cold", "warm"):
        readings = []
        with tempfile.TemporaryDirectory() as kept:
            if kind == "warm":
                seconds_to_first_picture(kept)
            for _ in range(arguments.starts):
                with tempfile.TemporaryDirectory() as empty:
                    cache = kept if kind == "warm" else empty
                    readings.append(seconds_to_first_picture(cache))
        served, pictures = zip(*readings, strict=True)
        middle = f"{statistics.median(served):9.1f} {statistics.median(pictures):10.1f}"
        print(f"{kind:14} {middle} {min(pictures):6.1f} {max(pictures):6.1f}")


if __name__ == "__main__":
    main()
