"""The heap of the C library: one for all threads, and what is free of it is given back.

Each run of a page is a thread of its own. To its threads glibc gives up to eight heaps for
each core, one after the other, and keeps each as large as it ever had to be: a process grew
by 300 MB within 3,500 settings, of which a fifth was in use.
"""

import ctypes
import gc
import sys
import time
from contextlib import suppress
from mmap import PAGESIZE
from pathlib import Path

# Of `mallopt`, in glibc's malloc.h.
_ARENA_MAX = -8
# In bytes. A page of the Lab takes some megabytes for a moment, a sweep up to 90.
GROWTH = 32_000_000
# Seconds from one look at how much it is to the next.
PAUSE = 10.0


class Heap:
    """The heap of this process, and how large the process was without what is free."""

    def __init__(self) -> None:
        """Nothing was given back yet."""
        self.trimmed, self._due = 0, 0.0

    def share(self) -> None:
        """Have all threads that are still to come use the heap of those that are there.

        No more is set. Where large blocks are told to lie outside of it, and so go back
        once they are free, 40 people who move sliders wait for several times as long.
        """
        if sys.platform == "linux":
            with suppress(OSError, AttributeError):
                ctypes.CDLL(None).mallopt(_ARENA_MAX, 1)

    def give_back(self) -> None:
        """Have free memory returned to the system, which glibc does not do by itself.

        Programs refer to themselves in a circle, and lie on the heap among what is still in
        use: a gigabyte was still held after 600 of them had been dropped.
        """
        gc.collect()
        if sys.platform == "linux":
            with suppress(OSError, AttributeError):
                ctypes.CDLL(None).malloc_trim(0)
        self.trimmed = resident()

    def bound(self) -> None:
        """Give back what is free once the process has grown much since it last was.

        Garbage takes some 30 ms, and the heap 4 ms, in which no other thread is given any
        memory: too long for each page.
        """
        now = time.monotonic()
        # To ask the system makes a thread wait for all others that have something to do.
        if now < self._due:
            return
        self._due = now + PAUSE
        if resident() > self.trimmed + GROWTH:
            self.give_back()


def resident() -> int:
    """Memory that this process has of the system, in bytes; 0 where it does not say."""
    with suppress(OSError):
        return int(Path("/proc/self/statm").read_text().split()[1]) * PAGESIZE
    return 0


heap = Heap()
