"""What every public function asks of numbers that come from outside."""

import math
import operator

import numpy as np
from jaxtyping import Float
from numpy.typing import ArrayLike

from precision import FLOAT


def as_numbers(values: ArrayLike, name: str) -> Float[np.ndarray, "..."]:
    """An array of floats; NaN and infinities are let through.

    Raises:
        ValueError: `values` is ragged, or holds text, dates, truth values, complex numbers
            or numbers too large for a float. The message calls it `name`.
    """
    try:
        found = np.asarray(values)
        # Python's integers of any size come as objects.
        number_like = found.dtype.kind in "iuf" or all(
            type(value) is int for value in found.flat
        )
        numbers = found.astype(np.dtype(FLOAT)) if number_like else None
    except (TypeError, ValueError, OverflowError):
        numbers = None
    if numbers is None:
        raise ValueError(f"`{name}` should hold real numbers only. Found {_short(values)}.")
    return numbers


def as_finite_numbers(values: ArrayLike, name: str) -> Float[np.ndarray, "..."]:
    """As `as_numbers`, but NaN and infinities are refused too.

    Raises:
        ValueError: As `as_numbers` does, or a number is not finite.
    """
    numbers = as_numbers(values, name)
    if not np.isfinite(numbers).all():
        raise ValueError(f"`{name}` should be finite. Found {_short(values)}.")
    return numbers


def as_count(value: int, name: str, most: float = math.inf) -> int:
    """An integer from 0 to `most`, both included.

    Raises:
        TypeError: `value` is not an integer.
        ValueError: It is out of range. The message calls it `name`.
    """
    try:
        count = operator.index(value)
    except TypeError:
        count = None
    # True is an index to Python, but hardly one that is meant.
    if count is None or isinstance(value, bool):
        raise TypeError(f"`{name}` should be an integer. Found {value!r}.")
    if count < 0:
        raise ValueError(f"`{name}` should be at least 0. Found {count}.")
    if count > most:
        raise ValueError(f"`{name}` should be at most {most}. Found {count}.")
    return count


def as_per_run(
    values: ArrayLike, name: str, num_runs: int, least: float
) -> Float[np.ndarray, "runs"] | Float[np.ndarray, ""]:
    """A number of at least `least`, or one for each run.

    Raises:
        ValueError: As `as_finite_numbers` does, or the shape is neither () nor
            (num_runs,), or a number is too small.
    """
    numbers = as_finite_numbers(values, name)
    if numbers.shape not in ((), (num_runs,)):
        raise ValueError(
            f"`{name}` should be a number or have shape ({num_runs},), one value per run. "
            f"Found shape {numbers.shape}."
        )
    if (numbers < least).any():
        raise ValueError(f"`{name}` should be at least {least:g}. Found {numbers.min():g}.")
    return numbers


def _short(values: object) -> str:
    text = repr(values)
    return text if len(text) <= 80 else text[:79] + "…"
