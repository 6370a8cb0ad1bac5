"""One heap for all threads, as the C library itself counts them."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# Threads that are there at the same time, each with memory of its own.
COUNTED = """
import ctypes, threading
from ui import heap

libc = ctypes.CDLL(None)
libc.fopen.restype = libc.malloc.restype = ctypes.c_void_p
libc.malloc.argtypes = [ctypes.c_size_t]
if {shared}:
    heap.share()
together = threading.Barrier(6)
def take():
    together.wait()
    libc.malloc(50_000)
    together.wait()
threads = [threading.Thread(target=take) for _ in range(6)]
for thread in threads: thread.start()
for thread in threads: thread.join()
file = ctypes.c_void_p(libc.fopen(b"/dev/stdout", b"w"))
libc.malloc_info(0, file)
libc.fflush(file)
"""


def heaps(shared):
    command = [sys.executable, "-c", COUNTED.format(shared=shared)]
    return subprocess.check_output(command, cwd=ROOT, text=True).count("<heap nr=")


@pytest.mark.skipif(sys.platform != "linux", reason="Only glibc has several heaps.")
def test_threads_share_a_heap():
    assert heaps(shared=True) == 1
    assert heaps(shared=False) > 1
