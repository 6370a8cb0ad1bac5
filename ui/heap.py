"""The heap of the C library: small, one for all threads, and given back where it is free.

Each run of a page is a thread of its own. To its threads glibc gives up to eight heaps for
each core, one after the other, and keeps each as large as it ever had to be: a process grew
by 300 MB within 3,500 settings, of which a fifth was in use.
"""

import ctypes
import sys
from contextlib import suppress

# Of `mallopt`, in glibc's malloc.h.
_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8
# In bytes: blocks from here on lie outside of the heap, and go back as soon as they are
# free. Glibc raises this up to 32 MB with each block that is freed.
LARGE = 2_000_000
# In bytes: what may be free at the end of the heap. Once the other is set, glibc has
# 128 kB, which a page of the Lab takes and frees again with each move.
FREE = 32_000_000


def keep_small() -> None:
    """Have large blocks lie outside, and all threads still to come share what is there."""
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            mallopt = ctypes.CDLL(None).mallopt
            mallopt(_ARENA_MAX, 1)
            mallopt(_MMAP_THRESHOLD, LARGE)
            mallopt(_TRIM_THRESHOLD, FREE)


def give_back() -> None:
    """Have free memory returned to the system, which glibc does not do by itself.

    Programs lie on the heap among what is still in use: a gigabyte was still held after
    600 of them had been dropped.
    """
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).malloc_trim(0)
