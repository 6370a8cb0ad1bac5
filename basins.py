"""Basins: parameter space divided by where a run from each start ends."""

from typing import NamedTuple

import numpy as np
from jaxtyping import Float, Int

from optimizers.base import Optimizer
from simulation import simulate
from toy_problems.base import QUARTER_TURN, Problem
from verdicts import Verdict, assess

Box = tuple[tuple[float, float], tuple[float, float]]

# Ends of different runs this close together in loss space are one end.
SAME_END = 0.05
# As many as there are colours. A run that ends elsewhere has no basin.
MOST_ENDS = 7
NO_END = -1
# A run that does one of these has not come to an end.
UNENDING = (Verdict.DIVERGED, Verdict.MOVING, Verdict.OSCILLATING)


class Grid(NamedTuple):
    """A grid of starts.

    Attributes:
        t1: The first parameter of each column, rising; the middle of the cell.
        t2: The second parameter of each row, rising.
    """

    t1: Float[np.ndarray, "columns"]
    t2: Float[np.ndarray, "rows"]

    def starts(self) -> Float[np.ndarray, "cells 2"]:
        """Parameters (t₁, t₂) of each cell, row by row."""
        return np.stack(np.meshgrid(*self), axis=-1).reshape(-1, 2)


class Ends(NamedTuple):
    """Where runs end.

    Attributes:
        losses: Both losses at the end; NaN for a run that comes to none.
        verdict: What became of each run.
    """

    losses: Float[np.ndarray, "runs 2"]
    verdict: np.ndarray


class Basins(NamedTuple):
    """Where the runs of a grid of starts end.

    Attributes:
        t1: The first parameter of each column, rising; the middle of the cell.
        t2: The second parameter of each row, rising.
        label: For each start the number of its end; −1 for a run that has none.
        centres: Both losses at each end, the mean of its runs; L₁ rises.
        verdict: What became of each run.
    """

    t1: Float[np.ndarray, "columns"]
    t2: Float[np.ndarray, "rows"]
    label: Int[np.ndarray, "rows columns"]
    centres: Float[np.ndarray, "ends 2"]
    verdict: np.ndarray


def basins(
    problem: Problem,
    method: Optimizer,
    num_steps: int = 1000,
    *,
    columns: int = 40,
    rows: int = 25,
    box: Box | None = None,
) -> Basins:
    """Run a method from a grid of starts, and see which of them end together.

    Args:
        problem: The two losses.
        method: The method; each of its hyperparameters is one number.
        num_steps: Of each run.
        columns: How many different t₁, at least 1.
        rows: How many different t₂, at least 1.
        box: Intervals of t₁ and of t₂ that the cells fill; as a rule the whole angle, and
            from the front to the farthest of the problem's own starts.
    """
    cells = grid(problem, columns, rows, box)
    return divided(cells, ends(problem, method, cells.starts(), num_steps))


def grid(
    problem: Problem, columns: int = 40, rows: int = 25, box: Box | None = None
) -> Grid:
    """The grid of starts; its arguments are those of `basins`.

    Raises:
        ValueError: `columns` or `rows` is below 1.
    """
    if columns < 1 or rows < 1:
        raise ValueError(
            f"`columns` and `rows` should be at least 1. Found {columns} and {rows}."
        )
    along, away = box or _usual_box(problem)
    return Grid(_cells(along, columns), _cells(away, rows))


def ends(
    problem: Problem,
    method: Optimizer,
    starts: Float[np.ndarray, "runs 2"],
    num_steps: int = 1000,
) -> Ends:
    """Where runs end.

    Args:
        problem: The two losses.
        method: The method; each of its hyperparameters is one number.
        starts: Parameters (t₁, t₂).
        num_steps: Of each run.
    """
    run = simulate(problem, method, starts, num_steps)
    verdict = assess(problem, method, run).verdict
    unending = np.isin(verdict, UNENDING)[:, None]
    return Ends(np.where(unending, np.nan, run.losses[:, -1]), verdict)


def divided(cells: Grid, found: Ends) -> Basins:
    """The basins of a grid.

    Args:
        cells: The grid.
        found: Where the runs of all its starts end, in their order.
    """
    label, centres = cluster(found.losses)
    shape = len(cells.t2), len(cells.t1)
    return Basins(*cells, label.reshape(shape), centres, found.verdict.reshape(shape))


def ends_of(
    problem: Problem,
    method: Optimizer,
    starts: Float[np.ndarray, "runs 2"],
    centres: Float[np.ndarray, "ends 2"],
    num_steps: int = 1000,
) -> Int[np.ndarray, "runs"]:
    """The number of the end to which a run from each start comes; −1 for none of them.

    Args:
        problem: The two losses.
        method: The method; each of its hyperparameters is one number.
        starts: Parameters (t₁, t₂).
        centres: Both losses at each end, as in `Basins`.
        num_steps: Of each run.
    """
    losses = ends(problem, method, starts, num_steps).losses
    if not len(centres):
        return np.full(len(starts), NO_END)
    offset = losses[:, None] - centres
    distance = np.hypot(offset[..., 0], offset[..., 1])
    # A centre is the mean of ends that are as far apart as two of them may be.
    near = np.nan_to_num(distance.min(axis=1), nan=np.inf) <= 2 * SAME_END
    return np.where(near, distance.argmin(axis=1), NO_END)


def cluster(
    losses: Float[np.ndarray, "runs 2"],
) -> tuple[Int[np.ndarray, "runs"], Float[np.ndarray, "ends 2"]]:
    """Number the ends of runs, the same for all that are within 0.05 of each other.

    Where most runs end comes first: it takes all within 0.05 of it, then the next of the
    rest, up to seven. All that is left over, and NaN, has the number −1.

    Returns:
        The number of each run, and the mean of the runs of each number, L₁ rising.
    """
    label = np.full(len(losses), NO_END)
    left = np.isfinite(losses).all(axis=1)
    while left.any() and label.max() < MOST_ENDS - 1:
        # Rounded, so that runs on their last inch to the same place are counted together.
        places, counts = np.unique(losses[left].round(2), axis=0, return_counts=True)
        offset = losses - places[counts.argmax()]
        near = left & (np.hypot(offset[:, 0], offset[:, 1]) <= SAME_END)
        label[near] = label.max() + 1
        left &= ~near
    centres = np.array(
        [losses[label == end].mean(axis=0) for end in range(label.max() + 1)]
    )
    centres = centres.reshape(-1, 2)
    order = np.argsort(centres[:, 0], kind="stable")
    rank = np.append(np.argsort(order), NO_END)
    # Adding nought makes −0.0 a plain 0.
    return rank[label], centres[order] + 0.0


def _usual_box(problem: Problem) -> Box:
    farthest = problem.theta_from_losses(problem.starts)[:, 1].max()
    return (0.0, QUARTER_TURN), (0.0, float(farthest))


def _cells(extent: tuple[float, float], count: int) -> Float[np.ndarray, "count"]:
    """Middles of so many cells that fill an interval."""
    low, high = extent
    return low + (high - low) * (np.arange(count) + 0.5) / count
