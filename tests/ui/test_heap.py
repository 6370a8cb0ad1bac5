"""One heap for all threads, as the C library itself counts them; what is free goes back."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# Threads that are there at the same time, each with memory of its own.
COUNTED = """
import ctypes, threading
from ui.heap import heap

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
# Blocks of 50 kB, so many megabytes; all are freed but the last, which keeps glibc from
# giving back the others by itself.
FREED = """
import ctypes
from ui.heap import heap, resident

libc = ctypes.CDLL(None)
libc.malloc.restype = ctypes.c_void_p
libc.malloc.argtypes = libc.free.argtypes = [ctypes.c_void_p]
heap.give_back()
before = resident()
blocks = [libc.malloc(50_000) for _ in range({megabytes} * 20)]
for block in blocks: ctypes.memset(ctypes.c_void_p(block), 1, 50_000)
for block in blocks[:-1]: libc.free(block)
heap.bound()
print(resident() - before)
"""
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="Only glibc has such heaps.")


def output(program):
    return subprocess.check_output([sys.executable, "-c", program], cwd=ROOT, text=True)


def heaps(shared):
    return output(COUNTED.format(shared=shared)).count("<heap nr=")


@on_linux
@pytest.mark.parametrize(("megabytes", "kept"), [(20, True), (60, False)])
def test_free_memory_goes_back_once_there_is_much(megabytes, kept):
    grown = int(output(FREED.format(megabytes=megabytes))) / 1e6
    assert grown > megabytes - 5 if kept else grown < 5


@on_linux
def test_threads_share_a_heap():
    assert heaps(shared=True) == 1
    assert heaps(shared=False) > 1
