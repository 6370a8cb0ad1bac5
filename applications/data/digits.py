"""1,797 handwritten digits of 8×8 pixels."""

import gzip
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from jaxtyping import Float32, Int

FILE = Path(__file__).with_suffix(".csv.gz")


class Digits(NamedTuple):
    """Images, and what they show.

    Attributes:
        pixels: Row by row, from 0, which is paper, to 1, which is ink.
        labels: The digit, from 0 to 9.
    """

    pixels: Float32[np.ndarray, "images 64"]
    labels: Int[np.ndarray, "images"]


@cache
def digits() -> Digits:
    """All of them, in the order of the file, which mixes digits and hands."""
    with gzip.open(FILE, "rt", encoding="ascii") as file:
        table = np.loadtxt(file, delimiter=",", dtype=np.float32)
    return Digits(table[:, :-1] / 16, table[:, -1].astype(int))
