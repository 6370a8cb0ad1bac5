"""Runs that end on a bound with room to spare, and whether λ or the damping holds them."""

from typing import NamedTuple

import numpy as np
from jaxtyping import Bool

from optimizers.base import Optimizer
from simulation import Trajectory
from toy_problems.base import Problem
from verdicts import AT_OPTIMUM, constrained_optimum

# A force or a λ this far below zero is no rounding.
CLEAR = 1e-3


class Held(NamedTuple):
    """What became of runs whose bound has room to spare; all False where it has none.

    Attributes:
        pulled: On the bound at the end, after a force that pulled L₂ up, λ being no less
            than 0: a bias, from wherever a run starts.
        trapped: On the bound at the end, after a λ below 0, which only the multiplier of an
            equality can be.
        free: With the least L₁, the bound kept, and neither of these.
    """

    pulled: Bool[np.ndarray, "runs"]
    trapped: Bool[np.ndarray, "runs"]
    free: Bool[np.ndarray, "runs"]


def held(problem: Problem, method: Optimizer, run: Trajectory) -> Held:
    """Tell apart the runs of a method with a bound; its numbers are the same in all."""
    epsilon = np.asarray(getattr(method, "epsilon", np.nan), float)
    least_loss_1, at_loss_2 = constrained_optimum(problem, epsilon.reshape(1))[0]
    ends = run.losses[:, -1]
    room = np.full(len(ends), bool(at_loss_2 < epsilon - AT_OPTIMUM))
    on_bound = room & (np.abs(ends[:, 1] - epsilon) < AT_OPTIMUM)
    trapped = on_bound & (run.multiplier.min(axis=1) < -CLEAR)
    pulled = (
        on_bound
        & ~trapped
        & (method.force(run.losses, run.multiplier).min(axis=1) < -CLEAR)
    )
    least = np.abs(ends[:, 0] - least_loss_1) < AT_OPTIMUM
    kept = ends[:, 1] < epsilon + AT_OPTIMUM
    return Held(pulled, trapped, room & least & kept & ~trapped & ~pulled)
