"""One small heap for all threads, as the C library itself counts it."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BEGIN = """
import ctypes, threading
from ui import heap

libc = ctypes.CDLL(None)
libc.fopen.restype = libc.malloc.restype = ctypes.c_void_p
libc.malloc.argtypes = [ctypes.c_size_t]
libc.free.argtypes = [ctypes.c_void_p]
if {small}:
    heap.keep_small()
"""
# Threads that are there at the same time, each with memory of its own.
COUNTED = """
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
# Blocks of 4 MB, once glibc has seen that such blocks are freed; all but the last go.
FREED = """
def resident():
    return int(open("/proc/self/statm").read().split()[1]) * 4096

libc.free(libc.malloc(4_000_000))
before = resident()
blocks = [libc.malloc(4_000_000) for _ in range(16)]
for block in blocks: ctypes.memset(ctypes.c_void_p(block), 1, 4_000_000)
for block in blocks[:-1]: libc.free(block)
print(resident() - before)
"""
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Only glibc is like this.")


def output(program, small):
    command = [sys.executable, "-c", (BEGIN + program).replace("{small}", str(small))]
    return subprocess.check_output(command, cwd=ROOT, text=True)


def test_threads_share_a_heap():
    assert output(COUNTED, small=True).count("<heap nr=") == 1
    assert output(COUNTED, small=False).count("<heap nr=") > 1


def test_large_blocks_go_back_as_soon_as_they_are_free():
    assert int(output(FREED, small=True)) < 8e6
    assert int(output(FREED, small=False)) > 50e6
