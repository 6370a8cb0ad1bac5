"""What benchmarks/core.py measures: time, agreement, memory, first call, float32."""

import gc
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import jax
import numpy as np

from benchmarks.rivals.case import Case, Rival, ours
from bounded_jit import forget
from result_memory import give_up
from simulation import Trajectory

# A rival is called at least and at most so often at each size, and no longer than it takes;
# one that takes very long, fewer times.
FEWEST_CALLS, MOST_CALLS = 3, 15
ENOUGH_SECONDS, TOO_MANY_SECONDS = 0.3, 5.0
# Two rivals agree if no two of their numbers are further apart.
TOLERANCE = 1e-9
# A rival, or what takes what a rival takes.
Timed = Callable[[Case, np.ndarray, int], object]
PROCESS = Path("/proc/self")
# What Linux takes for: forget how large the process has been.
FORGET_PEAK = "5"


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
    rivals: Mapping[str, Timed], case: Case, theta0: np.ndarray, num_steps: int
) -> dict[str, Reading]:
    """Each rival in turn, again and again; before that, each once, so that it is compiled.

    What a call returns is freed after its clock has stopped.
    """
    seconds: dict[str, list[float]] = {name: [] for name in rivals}
    for rival in rivals.values():
        rival(case, theta0, num_steps)
    gc.collect()
    for _ in range(MOST_CALLS):
        for name, rival in rivals.items():
            few = len(seconds[name]) < FEWEST_CALLS
            if sum(seconds[name]) < (TOO_MANY_SECONDS if few else ENOUGH_SECONDS):
                seconds[name].append(_seconds(rival, case, theta0, num_steps))
    return {name: Reading(tuple(readings)) for name, readings in seconds.items()}


def _seconds(rival: Timed, case: Case, theta0: np.ndarray, num_steps: int) -> float:
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
        largest = max(largest, float(np.nan_to_num(np.abs(left - right)).max()))
    return largest


def compile_seconds(case: Case, theta0: np.ndarray, num_steps: int) -> float:
    """How much longer our first call takes than the next, nothing being compiled yet."""
    forget()
    jax.clear_caches()
    first, *others = (_seconds(ours, case, theta0, num_steps) for _ in range(4))
    return first - statistics.median(others)


def peak_growth(rival: Rival, case: Case, theta0: np.ndarray, num_steps: int) -> float:
    """Bytes by which the process was larger during a call than before it; NaN off Linux."""
    rival(case, theta0, num_steps)
    gc.collect()
    give_up()
    try:
        (PROCESS / "clear_refs").write_text(FORGET_PEAK)
        before = _memory("VmRSS")
        rival(case, theta0, num_steps)
        return _memory("VmHWM") - before
    except OSError:
        return float("nan")


def _memory(name: str) -> float:
    for line in (PROCESS / "status").read_text().splitlines():
        if line.startswith(f"{name}:"):
            return 1024.0 * int(line.split()[1])
    raise OSError(f"This system does not tell {name}.")


def float32_error(rival: Rival, case: Case, theta0: np.ndarray, num_steps: int) -> float:
    """How far a rival's float32 runs come to be from its float64 runs, in θ and losses."""
    rounded = theta0.astype(np.float32)
    coarse = rival(case, rounded, num_steps)
    return _apart(rival(case, rounded.astype(np.float64), num_steps), coarse)


def chaos(case: Case, theta0: np.ndarray, num_steps: int) -> float:
    """How far float64 runs come to be from those of starts moved by a float32 rounding."""
    moved = theta0 * (1 + np.finfo(np.float32).eps / 2)
    moved[:, 0] = np.minimum(moved[:, 0], np.pi / 2)
    return _apart(ours(case, theta0, num_steps), ours(case, moved, num_steps))


def _apart(one: Trajectory, other: Trajectory) -> float:
    return float(
        max(np.abs(one.theta - other.theta).max(), np.abs(one.losses - other.losses).max())
    )
