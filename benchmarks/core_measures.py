"""What benchmarks/core.py measures: time in turn, agreement, memory and compilation."""

import gc
import statistics
import time
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from benchmarks.rivals.case import Case, Rival
from simulation import Trajectory

# Seconds that each rival is given at each size, and how often it runs within them.
ENOUGH_SECONDS = 0.4
FEWEST_TIMES, MOST_TIMES = 3, 15
TOLERANCE = 1e-9


@dataclass(frozen=True)
class Reading:
    """Seconds of one rival at one size, each call on its own."""

    seconds: tuple[float, ...]

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)

    @property
    def spread(self) -> float:
        """Half the distance of the quartiles, for each unit of the median."""
        low, high = np.quantile(self.seconds, [0.25, 0.75])
        return float(high - low) / 2 / self.median


def in_turn(
    rivals: Mapping[str, Rival], case: Case, theta0: np.ndarray, num_steps: int
) -> dict[str, Reading]:
    """Each rival in turn, again and again; before that, each once, so that it is compiled.

    What a call returns is freed after the clock has stopped.
    """
    seconds: dict[str, list[float]] = {name: [] for name in rivals}
    for rival in rivals.values():
        _seconds(rival, case, theta0, num_steps)
    for _ in range(MOST_TIMES):
        for name, rival in rivals.items():
            if len(seconds[name]) < FEWEST_TIMES or sum(seconds[name]) < ENOUGH_SECONDS:
                seconds[name].append(_seconds(rival, case, theta0, num_steps))
    return {name: Reading(tuple(readings)) for name, readings in seconds.items()}


def _seconds(rival: Rival, case: Case, theta0: np.ndarray, num_steps: int) -> float:
    gc.collect()
    start = time.perf_counter()
    made = rival(case, theta0, num_steps)
    end = time.perf_counter()
    del made
    return end - start


def farthest(one: Trajectory, other: Trajectory) -> float:
    """The largest difference between any two numbers of the two, NaN being NaN's equal.

    Raises:
        ValueError: One has a NaN, or a shape, that the other has not.
    """
    largest = 0.0
    for left, right in zip(one, other, strict=True):
        if left.shape != right.shape:
            raise ValueError(f"Shapes differ: {left.shape} and {right.shape}.")
        if (np.isnan(left) != np.isnan(right)).any():
            raise ValueError("One has a NaN where the other has a number.")
        apart = np.abs(left - right)
        largest = max(largest, float(np.nan_to_num(apart).max()))
    return largest
