"""Positions of runs in few bytes: fewer frames, coarser wholes, differences, deflated.

    code = 0 for nothing, else 1 + round(whole / quantum)

Runs move smoothly, and nearly alike at one value of the slider and at the next. So what is
sent of the codes are second differences over the frames of first differences over the
values: mostly zeros. They are zigzag, 0, −1, 1, −2 … as 0, 1, 2, 3 …, and all low bytes
come before all high ones. The other way round is in `ui/frontend/twin_data.js`.
"""

import zlib

import numpy as np
from jaxtyping import Int, UInt16

from ui.player import NOTHING

# Where a run is fast.
ALL_OF_THE_FIRST = 24


def frames(steps: int, most: int) -> Int[np.ndarray, "frames"]:
    """Steps that are kept: the first ones, then each so manieth, and the last.

    Args:
        steps: Number of the last step.
        most: How many are kept, or a few more.
    """
    every = max(1, -(-steps // most))
    first = np.arange(min(steps, ALL_OF_THE_FIRST))
    return np.unique([*first, *range(0, steps + 1, every), steps])


def differences(
    wholes: UInt16[np.ndarray, "values series frames"], quantum: int
) -> UInt16[np.ndarray, "values series frames"]:
    """Zigzag differences of codes, as this module's text says.

    Args:
        wholes: Of all values of the slider; `NOTHING` where there is nothing.
        quantum: So many of the app's own quanta are one.
    """
    codes = 1 + (wholes.astype(np.int32) + quantum // 2) // quantum
    codes = np.where(wholes == NOTHING, 0, codes)
    found = np.diff(codes, axis=0, prepend=0)
    for _ in range(2):
        found = np.diff(found, axis=2, prepend=0)
    # Modulo 65536, as the browser adds them up.
    small = found.astype(np.uint16).view(np.int16).astype(np.int32)
    return np.where(small < 0, -2 * small - 1, 2 * small).astype(np.uint16)


def planes(array: np.ndarray) -> bytes:
    """The bytes of an array, first the lowest of all numbers, then the next of all."""
    wide = np.ascontiguousarray(array).astype(array.dtype.newbyteorder("<"))
    rows = wide.reshape(-1).view(np.uint8).reshape(-1, wide.dtype.itemsize)
    return np.ascontiguousarray(rows.T).tobytes()


def deflated(data: bytes, level: int = 9) -> bytes:
    """As a browser's `DecompressionStream("deflate")` takes it.

    Args:
        data: Any bytes.
        level: Of zlib, from 1, fast, to 9, small.
    """
    return zlib.compress(data, level)
