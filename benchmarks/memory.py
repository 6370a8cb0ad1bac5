"""Whether memory grows with all that people try: many distinct settings in one process.

    python benchmarks/memory.py [--settings 10000] [--every 500] [--seed 0]

A session opens a figure of the gallery, or a state drawn at random, changes some of it
fifty times, on this page or that, and leaves: problem, method, numbers, starts, weights,
noise, plots, sweeps. What counts is how much memory grows after the first settings, in
which all that is needed once is loaded.
"""

import argparse
import gc
import math
import random
import sys
import time
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from streamlit.testing.v1 import AppTest  # noqa: E402, TID251

from result_memory import keep_none  # noqa: E402
from ui import heap, limits  # noqa: E402
from ui.link import read  # noqa: E402
from ui.presets import PRESETS  # noqa: E402
from ui.session import KEY  # noqa: E402
from ui.state import CHOICES, CUSTOM, FLAGS, RANGED, WHOLES, State  # noqa: E402

LAB = "app.py"
# How often a setting is of each page; a sweep takes a hundred times as long as the Lab.
PAGES = {
    LAB: 80,
    "pages/3_Compare.py": 3,
    "pages/4_Sweep.py": 3,
    "pages/5_Plane.py": 5,
    "pages/6_Basins.py": 3,
    "pages/7_Damping.py": 6,
}
# Settings that one session looks at.
STAY = 50


def first_state(draw):
    """Where a session begins: at a figure of the gallery, or anywhere."""
    if draw.random() < 0.3:
        return read(f"fig={draw.choice(list(PRESETS))}").state
    return with_choices(draw, State(), list(CHOICES))


def next_state(draw, state):
    """Another state: some numbers drawn anew, and now and then a choice or two."""
    if draw.random() < 0.4:
        state = with_choices(draw, state, draw.sample(list(CHOICES), 2))
    if draw.random() < 0.1:
        weights = tuple(round(draw.uniform(0.1, 5), 3) for _ in range(draw.randint(0, 7)))
        state = replace(state, weights=weights)
    if draw.random() < 0.2:
        flag = draw.choice(FLAGS)
        state = replace(state, **{flag: not getattr(state, flag)})
    return replace(state, numbers=with_numbers(draw, dict(state.numbers)))


def with_choices(draw, state, names):
    choices = {name: draw.choice(CHOICES[name]) for name in names}
    if choices.get("starts") == CUSTOM:
        choices["custom_starts"] = tuple(
            (round(draw.uniform(1, 2), 3), round(draw.uniform(1, 2), 3))
            for _ in range(draw.randint(1, 12))
        )
    return replace(state, **choices)


def with_numbers(draw, found):
    """Three numbers anew, evenly along their sliders; noise and nudges now and then."""
    for name in draw.sample(sorted(found), 3):
        ends = WHOLES[name] if name in WHOLES else RANGED[name][0]
        value = draw.uniform(ends.low, ends.high)
        if ends.scale == "log":
            value = ends.low * (ends.high / ends.low) ** draw.random()
        if name in ("noise", "jitter") and draw.random() < 0.7:
            value = 0.0
        found[name] = float(round(value)) if name in WHOLES else round(value, 4)
    return tuple(sorted(found.items()))


def resident_megabytes():
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


def show(settings, every, seed):
    # As a server does.
    heap.keep_small()
    keep_none()
    # One after another without a pause, they are more than a session may ask for.
    limits.BUDGET = math.inf
    draw, started, seen = random.Random(seed), time.perf_counter(), set()
    first = most = None
    state, app = State(), AppTest.from_file(ROOT / LAB, default_timeout=300)
    print(f"{'settings':>8} {'RSS MB':>8} {'after the first':>16} {'s':>6}")
    for count in range(1, settings + 1):
        if count % STAY == 1:
            app = AppTest.from_file(ROOT / LAB, default_timeout=300).run()
            state = first_state(draw)
        state = next_state(draw, state)
        seen.add(state)
        (page,) = draw.choices(list(PAGES), list(PAGES.values()))
        app.session_state[KEY] = state
        app.switch_page(str(ROOT / page)).run()
        if app.exception:
            raise RuntimeError(f"{page} should show {state}. Found {app.exception[0]}.")
        if count % every == 0:
            gc.collect()
            now = resident_megabytes()
            first = first or now
            most = max(most or 0, now - first)
            taken = time.perf_counter() - started
            print(f"{count:8} {now:8.0f} {now - first:+16.0f} {taken:6.0f}", flush=True)
    print(f"{len(seen)} distinct settings; grown by {most:.0f} MB at most after {every}.")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--settings", type=int, default=10_000)
    parser.add_argument("--every", type=int, default=500)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    show(arguments.settings, arguments.every, arguments.seed)


if __name__ == "__main__":
    main()
