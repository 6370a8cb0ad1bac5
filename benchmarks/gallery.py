"""From the request for the gallery to all of its pictures drawn.

    python benchmarks/gallery.py [--times 5]

Each reading has a new browser, running already when the clock starts, and a server that
answers but has shown nobody a page yet, so that it still has to import JAX. It is

    empty     with an empty folder of compiled code and pictures,
    compiled  with compiled code and no pictures,
    kept      with all that the start before has left there,
    warm      the gallery once more, from the same server and another browser,
    other     the page of sources from there: what any page costs on this machine.
"""

import argparse
import shutil
import statistics
import tempfile
import time
from pathlib import Path

from app_server import app_server, chromium_page

DRAWN = """() => {
  const all = [...document.querySelectorAll("[data-testid=card] img")];
  const opens = document.querySelectorAll("[class*=st-key-open-] button");
  const isThere = (image) => image.complete && image.naturalWidth > 0;
  const { testScriptState } = document.querySelector("[data-testid=stApp]")?.dataset ?? {};
  return all.length > 0 && all.length === opens.length && all.every(isThere)
    && testScriptState === "notRunning";
}"""
OTHER = """() => document.body.innerText.includes("Sources and notation")
  && document.querySelector("[data-testid=stApp]").dataset.testScriptState === "notRunning"
"""


def seconds(url, name="Gallery", is_there=DRAWN):
    with chromium_page() as page:
        page.goto("about:blank")
        start = time.perf_counter()
        page.goto(f"{url}{name}", wait_until="commit")
        page.wait_for_function(is_there, timeout=120_000, polling=20)
        return time.perf_counter() - start


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=5)
    times = parser.parse_args().times
    readings = {kind: [] for kind in ("empty", "compiled", "kept", "warm", "other")}
    for _ in range(times):
        with tempfile.TemporaryDirectory() as folder:
            for kind in ("empty", "compiled", "kept"):
                if kind == "compiled":
                    shutil.rmtree(Path(folder) / "pictures")
                with app_server(PARETOSCOPE_CACHE=folder) as url:
                    readings[kind].append(seconds(url))
                    if kind == "kept":
                        readings["warm"].append(seconds(url))
                        readings["other"].append(seconds(url, "About", OTHER))
    print(f"{'':10} {'median s':>9}    min    max")
    for kind, found in readings.items():
        print(
            f"{kind:10} {statistics.median(found):9.1f} {min(found):6.1f} {max(found):6.1f}"
        )


if __name__ == "__main__":
    main()
