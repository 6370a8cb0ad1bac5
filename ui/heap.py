"""The heap of the C library: one for all threads, and given back where it is free.

Each run of a page is a thread of its own. To its threads glibc gives up to eight heaps for
each core, one after the other, and keeps each as large as it ever had to be: a process grew
by 300 MB within 3,500 settings, of which a fifth was in use.
"""

import ctypes
import sys
from contextlib import suppress

# Of `mallopt`, in glibc's malloc.h.
_ARENA_MAX = -8


def share() -> None:
    """Have all threads that are still to come use the heap of those that are there."""
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).mallopt(_ARENA_MAX, 1)


def give_back() -> None:
    """Have free memory returned to the system, which glibc does not do by itself.

    Programs lie on the heap among what is still in use: a gigabyte was still held after
    600 of them had been dropped.
    """
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).malloc_trim(0)
