"""What every public function asks of numbers that come from outside."""

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


def _short(values: object) -> str:
    text = repr(values)
    return text if len(text) <= 80 else text[:79] + "…"
