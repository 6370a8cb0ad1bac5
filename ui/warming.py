"""Has compiled, before anybody asks for it, what the app calls: visits all its pages.

    python -m ui.warming [PROCESS]       for as long as that one, or the caller, runs

A server has it done when it starts, an image has it done when it is built.
"""

import fcntl
import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

# Streamlit's way to test apps: it shows a page to nobody.
from streamlit.testing.v1 import AppTest

from applications import APPLICATIONS
from optimizers import OPTIMIZERS
from toy_problems import PROBLEMS
from ui.changes import with_number
from ui.folders import CACHE
from ui.header import ROOT, pages
from ui.link import read
from ui.pictures import Drawing
from ui.presets import PRESETS
from ui.programs import bound_disk
from ui.readiness import mark_warm
from ui.session import KEY
from ui.state import PANELS, SWEPT, State

FIRST = "app.py"
# Seconds after which a page is given up.
LONGEST = 300


def visits() -> Iterator[tuple[str, State]]:
    """Pages and states that between them call all that is usual; what is likely first."""
    lab = State(view="lab")
    yield FIRST, State()
    yield FIRST, lab
    yield from ((page, lab) for page in pages())
    every = [
        replace(lab, problem=problem, optimizer=method)
        for problem in PROBLEMS
        for method in OPTIMIZERS
    ]
    yield from ((FIRST, state) for state in every)
    yield from ((FIRST, read(f"fig={name}").state) for name in PRESETS)
    for problem in PROBLEMS:
        state = replace(lab, problem=problem)
        yield from ((page, state) for page in pages())
        yield from (("pages/4_Sweep.py", replace(state, swept=name)) for name in SWEPT)
        yield from (("pages/7_Damping.py", replace(state, panel=name)) for name in PANELS)
    # Not as they open, where nothing is trained.
    again, _ = with_number(lab, "seed", 1)
    for application in APPLICATIONS:
        for way in ("value", "weight"):
            state = replace(again, application=application, way=way)
            yield "pages/8_Applications.py", state
    for state in every:
        yield "pages/6_Basins.py", state
        # As many starts as the slider begins with are a larger batch than the seven.
        yield FIRST, replace(state, starts="random")


def warm(asker: int) -> int:
    """Visit all pages and draw all pictures; returns how many pages have failed.

    Args:
        asker: The process that has asked for it; when that has gone, this stops.
    """
    bound_disk()
    failed = 0
    for page, state in visits():
        if os.getppid() != asker:
            return failed
        # Each is a session of its own: all this is more than one of them may ask for.
        app = AppTest.from_file(ROOT / FIRST, default_timeout=LONGEST)
        app.session_state[KEY] = state
        app.switch_page(str(ROOT / page)).run()
        failed += bool(app.exception)
    Drawing().run()
    if not failed:
        mark_warm()
    return failed


@contextmanager
def the_only_one() -> Iterator[bool]:
    """Whether no other process, such as that of a second server, is at the same folder."""
    CACHE.mkdir(parents=True, exist_ok=True)
    with (CACHE / "warming").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


if __name__ == "__main__":
    logging.disable(logging.WARNING)
    with the_only_one() as is_first:
        # Who asks may have gone before this line is reached.
        asker = int(sys.argv[1]) if sys.argv[1:] else os.getppid()
        failed = warm(asker) if is_first else 0
    sys.exit(f"{failed} pages have failed." if failed else 0)
