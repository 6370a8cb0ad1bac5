"""442 patients with diabetes, and how it went on within a year."""

from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from jaxtyping import Float

FILE = Path(__file__).with_suffix(".csv")


class Patients(NamedTuple):
    """Standardized: of each column the mean is 0 and the standard deviation 1.

    Attributes:
        features: Age, sex, body mass index, blood pressure, and six blood values.
        progression: Of the disease, a year later.
    """

    features: Float[np.ndarray, "patients 10"]
    progression: Float[np.ndarray, "patients"]


@cache
def patients() -> Patients:
    """All of them."""
    table = np.loadtxt(FILE, delimiter=",", skiprows=1)
    table = (table - table.mean(axis=0)) / table.std(axis=0)
    return Patients(table[:, :-1], table[:, -1])


@cache
def names() -> tuple[str, ...]:
    """Of the features, as in the file."""
    with FILE.open(encoding="utf-8") as file:
        return tuple(file.readline().strip().split(",")[:-1])
