"""Memory for large results: that of the last one that nobody has any more, if it fits.

A system clears what it hands out. For many runs that takes half as long as to simulate
them, and several times as long while the system puts its own memory in order.
"""

import math
import weakref
from collections import deque

import numpy as np
from numpy.typing import DTypeLike

# Less than this a process hands out itself, of what it has; more than this is not kept.
LEAST_BYTES = 2**22
MOST_BYTES = 2**30

_kept: deque[memoryview] = deque(maxlen=1)


def room(shape: tuple[int, ...], kind: DTypeLike) -> np.ndarray:
    """An array that nobody else has, with anything in it.

    Its memory is free for the next one as soon as neither it nor any view of it is left.
    """
    num_bytes = math.prod(shape) * np.dtype(kind).itemsize
    if not LEAST_BYTES <= num_bytes <= MOST_BYTES:
        return np.empty(shape, kind)
    block = _taken(num_bytes) or np.empty(num_bytes, np.uint8).data
    # All views refer to this array, and none of them to what is below it.
    whole = np.frombuffer(block, kind)
    weakref.finalize(whole, _keep, block)
    return whole.reshape(shape)


def keep_none() -> None:
    """Keep nothing from now on, in a process that is to be small rather than quick."""
    global _kept
    _kept = deque(maxlen=0)


def give_up() -> None:
    """Have the system take back what is kept now."""
    _kept.clear()


def _taken(num_bytes: int) -> memoryview | None:
    """What is kept, which goes to the system if its size is another."""
    try:
        block = _kept.pop()
    except IndexError:
        return None
    return block if block.nbytes == num_bytes else None


def _keep(block: memoryview) -> None:
    _kept.append(block)
