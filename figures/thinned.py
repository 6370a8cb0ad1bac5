"""Runs of many iterates, of which a figure needs but some."""

import numpy as np
from jaxtyping import Bool, Float, Int

# Iterates of a run that are drawn, but for the ends of its parts.
MOST_POINTS = 80


def thinned(
    losses: Float[np.ndarray, "iterates 2"], extent: tuple[float, float]
) -> Float[np.ndarray, "some 2"]:
    """Some iterates of a run, about evenly spaced along it.

    Args:
        losses: Iterates in order.
        extent: Least and largest L₁ and L₂ that are drawn. What lies beyond is left out,
            with NaN between two parts; both ends of each part are kept.
    """
    shown = np.where(within(losses, extent)[:, None], losses, np.nan)
    return shown[_worth_drawing(shown)]


def within(
    losses: Float[np.ndarray, "... 2"], extent: tuple[float, float]
) -> Bool[np.ndarray, "..."]:
    """Whether both losses are in an interval; a rounding error beyond is not beyond."""
    low, high = extent[0] - 1e-9, extent[1] + 1e-9
    return np.all((losses >= low) & (losses <= high), axis=-1)


def _worth_drawing(losses: Float[np.ndarray, "iterates 2"]) -> Int[np.ndarray, "some"]:
    steps = np.hypot(*np.diff(losses, axis=0).T)
    length = np.append(0, np.nancumsum(steps))
    at = np.linspace(0, length[-1], MOST_POINTS)
    ends = np.flatnonzero(np.diff(np.isnan(losses[:, 0])))
    kept = [np.searchsorted(length, at), ends, ends + 1, [len(losses) - 1]]
    return np.unique(np.concatenate(kept))
