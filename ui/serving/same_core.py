"""Keeps a process with many visitors to one core at a time: whichever has room for it.

Of Python's threads one runs at a time. On two cores each waits to be woken on the other one
whenever they take turns, which takes up to a tenth of the time of a move of a slider, and
took half of it before sessions stood in line. With few visitors, runs are computed on all
cores.
"""

import asyncio
import os
from contextlib import suppress
from pathlib import Path

from streamlit.runtime import get_instance

# Sessions from which on there is something to gain.
MANY = 8
# Seconds between two looks for a core with more room, and how long a look takes.
STAYS, LOOKS = 1.0, 0.02
# Of the numbers that Linux gives of a thread, after its name.
PROCESSOR = 36
FAMILY = "active_sessions"


async def stay_on_one_core() -> None:
    """Keep all threads to the core that the serving one is on, for ever.

    Each second the system may choose another core, so that each of several processes comes
    to one that no other is on. On other systems than Linux nothing is done.
    """
    if not hasattr(os, "sched_setaffinity"):
        return
    allowed = os.sched_getaffinity(0)
    while len(allowed) > 1:
        _keep_to(allowed)
        await asyncio.sleep(LOOKS)
        if visitors() >= MANY:
            _keep_to({_core()})
        await asyncio.sleep(STAYS)


def visitors() -> int:
    """How many sessions are open."""
    (active,) = get_instance().stats_mgr.get_stats((FAMILY,))[FAMILY]
    return int(active.value)  # type: ignore[attr-defined]


def _keep_to(cores: set[int]) -> None:
    for thread in os.listdir("/proc/self/task"):
        # It may have ended meanwhile.
        with suppress(OSError):
            os.sched_setaffinity(int(thread), cores)


def _core() -> int:
    """The core that this thread is on."""
    stat = Path("/proc/thread-self/stat").read_text(encoding="utf-8")
    return int(stat.rpartition(")")[2].split()[PROCESSOR])
