"""The law as a map over (ε, δ): where runs come to rest, found by running them."""

import dataclasses
from typing import Any, NamedTuple

import numpy as np
from jaxtyping import Bool, Float

from damping.attraction import attraction
from damping.law import damping_threshold
from front_coverage import middles
from optimizers.base import Optimizer
from simulation import simulate
from toy_problems.base import FRONT_POINTS, Problem
from verdicts import Verdict, assess

# Cells nearer to the threshold than this part of it are not counted: there a run takes
# longer to show what it does than anybody waits.
MARGIN = 0.1


class Grid(NamedTuple):
    """Where the cells of a map are.

    Attributes:
        epsilon: Of the columns, rising.
        damping: Of the rows, rising.
    """

    epsilon: Float[np.ndarray, "columns"]
    damping: Float[np.ndarray, "rows"]


def grid(problem: Problem, most_damping: float, columns: int = 41, rows: int = 41) -> Grid:
    """Cells that fill a map; ε between the ends of the front, δ from 0 to the most.

    Both are in the middle of their cell, so that neither an end of the front, where F″ may
    be infinite, nor δ = 0 is among them.
    """
    least, most = problem.front_ends()
    return Grid(
        epsilon=_middles(least, most, columns),
        damping=_middles(0.0, most_damping, rows),
    )


def near_map(
    problem: Problem, method: Optimizer, cells: Grid, num_steps: int = 4000
) -> Bool[np.ndarray, "rows columns"]:
    """Whether runs that start beside the optimum come closer to it, in each cell.

    Args:
        problem: The two losses.
        method: A method with a bound and a damping, which are those of the cells; its other
            numbers are its own.
        cells: Of the map.
        num_steps: Of each run.
    """
    epsilon, damping = _flat(cells)
    batch = _with(method, epsilon=epsilon, damping=damping)
    found = attraction(problem, batch, num_steps)
    return found.attracts.reshape(len(cells.damping), len(cells.epsilon))


def far_map(
    problem: Problem, method: Optimizer, cells: Grid, num_steps: int = 400
) -> Float[np.ndarray, "rows columns"]:
    """The share of the seven starts, far from the front, that settle, in each cell."""
    starts = problem.theta_from_losses(problem.starts)
    epsilon, damping = (np.repeat(values, len(starts)) for values in _flat(cells))
    batch = _with(method, epsilon=epsilon, damping=damping)
    num_cells = len(cells.damping) * len(cells.epsilon)
    run = simulate(problem, batch, np.tile(starts, (num_cells, 1)), num_steps)
    settled = assess(problem, batch, run).verdict == Verdict.SETTLED
    share = settled.reshape(num_cells, len(starts)).mean(axis=1)
    return share.reshape(len(cells.damping), len(cells.epsilon))


def threshold_curve(
    problem: Problem, method: Optimizer, points: int = FRONT_POINTS
) -> Float[np.ndarray, "points 2"]:
    """The law as a curve of points (ε, δ), close together where the front bends most."""
    front = np.asarray(problem.front_curve(FRONT_POINTS))
    epsilon = middles(front, points)[::-1, 1]
    threshold = damping_threshold(problem, _with(method, epsilon=epsilon))
    return np.stack([epsilon, threshold], axis=1)


def agreement(
    problem: Problem,
    method: Optimizer,
    cells: Grid,
    attracts: Bool[np.ndarray, "rows columns"],
) -> tuple[int, int]:
    """In how many cells the law is right, of how many that are not close to it."""
    threshold = damping_threshold(problem, _with(method, epsilon=cells.epsilon))
    damping = cells.damping[:, None]
    clear = np.abs(damping - threshold) > MARGIN * np.abs(threshold)
    right = attracts == (damping > threshold)
    return int((right & clear).sum()), int(clear.sum())


def _with(method: Optimizer, **numbers: Any) -> Optimizer:
    return dataclasses.replace(method, **numbers)


def _flat(cells: Grid) -> tuple[np.ndarray, np.ndarray]:
    """ε and δ of each cell, row by row."""
    epsilon, damping = np.meshgrid(cells.epsilon, cells.damping)
    return epsilon.ravel(), damping.ravel()


def _middles(low: float, high: float, count: int) -> Float[np.ndarray, "count"]:
    edges = np.linspace(low, high, count + 1)
    return (edges[:-1] + edges[1:]) / 2
