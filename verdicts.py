"""What became of each run, by stated rules: settled, ignoring the constraint, and so on.

All rules look at loss space. The *tail* of a run is the last tenth of its iterates, ten
at least. A run *stands still* if neither loss varies by more than 0.01 over its tail.

    diverged      a loss or the multiplier is not finite, or a loss exceeds 1e6
    settled       stands still within 0.02 of the optimum
    chattering    does not stand still, but moves about the optimum within three step
                  lengths, the middle of its tail within 0.03
    ignored       stands still with L₂ > ε + 0.02, and the multiplier does not rise
    end           stands still within 0.05 of an end of the front, the constraint kept:
                  one loss is as small as can be, the other is ignored
    stuck         stands still anywhere else, or while the multiplier rises in vain
    oscillating   in its last half crosses the middle of its range twice or more, the
                  range of the last quarter above 0.05 and at least half of the range of
                  the quarter before
    moving        anything else

The optimum is (F(ε), ε), or the end of the front with the least L₁ where ε has room to
spare; there a run has also settled that stands still within 0.02 of the least L₁ and with
L₂ < ε − 0.02. A method without ε has settled when it stands still on the front between the
ends.
"""

from enum import StrEnum
from typing import NamedTuple

import numpy as np
from jaxtyping import Float, Int

from optimizers.base import Optimizer
from simulation import Trajectory
from toy_problems.base import FRONT_POINTS, Problem

STILL = 0.01
AT_OPTIMUM = 0.02
AROUND_OPTIMUM = 0.03
CHATTER_IN_STEPS = 3
AT_END = 0.05
OSCILLATION = 0.05
LARGEST_LOSS = 1e6


class Verdict(StrEnum):
    """What became of a run; the rules stand in the docstring of this module."""

    SETTLED = "settled"
    CHATTERING = "chattering"
    IGNORED = "ignored"
    END = "end"
    STUCK = "stuck"
    OSCILLATING = "oscillating"
    MOVING = "moving"
    DIVERGED = "diverged"


class Outcomes(NamedTuple):
    """How a batch of runs ended; NaN where a run diverged or a method has no such number.

    Attributes:
        verdict: One `Verdict` for each run.
        losses: Both losses at the last iterate.
        multiplier: λ at the last iterate.
        violation: h = L₂ − ε at the last iterate, positive if violated.
        front_distance: Distance of the last iterate from the nearest point of the front.
        settled_by: First step from which both losses are within 0.01 of their last values.
        optimum: (L₁, L₂) of the constrained optimum.
        num_steps: Of each run.
        gradient_evaluations: Spent by each run.
    """

    verdict: np.ndarray
    losses: Float[np.ndarray, "runs 2"]
    multiplier: Float[np.ndarray, "runs"]
    violation: Float[np.ndarray, "runs"]
    front_distance: Float[np.ndarray, "runs"]
    settled_by: Int[np.ndarray, "runs"]
    optimum: Float[np.ndarray, "runs 2"]
    num_steps: int
    gradient_evaluations: int


def assess(problem: Problem, optimizer: Optimizer, run: Trajectory) -> Outcomes:
    """Judge a batch of runs that `simulate` made of `problem` and `optimizer`."""
    num_runs, iterates, _ = run.losses.shape
    epsilon = np.broadcast_to(getattr(optimizer, "epsilon", np.nan), num_runs)
    front = np.asarray(problem.front_curve(FRONT_POINTS))
    optimum = constrained_optimum(problem, epsilon)

    # The largest of numbers of which one is NaN is NaN, and compares as False.
    finite = np.abs(run.losses).max(axis=(1, 2)) < LARGEST_LOSS
    finite &= np.isfinite(run.multiplier[:, -1]) | np.isnan(run.multiplier[:, 0])
    losses = run.losses if finite.all() else np.where(finite[:, None, None], run.losses, 0)

    tail = losses[:, -min(iterates, max(10, iterates // 10)) :]
    last = tail[:, -1]
    still = _range(tail) < STILL
    from_front = _front_distance(last, front)
    violated = last[:, 1] > epsilon + AT_OPTIMUM
    rising = _multiplier_rises(run.multiplier[:, -tail.shape[1] :])

    if optimizer.constrained:
        settled = np.abs(last - optimum).max(axis=1) < AT_OPTIMUM
        # With room to spare, any L₂ below the bound is as good as that of the optimum.
        inside = last[:, 1] < epsilon - AT_OPTIMUM
        settled |= (
            (epsilon > front[0, 1]) & inside & (last[:, 0] < front[0, 0] + AT_OPTIMUM)
        )
        settled &= still
        chattering = ~still & _chatters(tail, optimum)
    else:
        settled = still & (from_front < AT_OPTIMUM)
        chattering = np.zeros(num_runs, bool)
    at_end = _distances(last, front[[0, -1]]).min(axis=1) < AT_END
    if not optimizer.constrained:
        settled &= ~at_end

    verdict = np.select(
        [
            ~finite,
            settled,
            chattering,
            still & violated & ~rising,
            still & at_end & ~violated,
            still,
            _oscillates(losses),
        ],
        [
            Verdict.DIVERGED,
            Verdict.SETTLED,
            Verdict.CHATTERING,
            Verdict.IGNORED,
            Verdict.END,
            Verdict.STUCK,
            Verdict.OSCILLATING,
        ],
        Verdict.MOVING,
    )
    known = finite[:, None]
    return Outcomes(
        verdict=verdict,
        losses=np.where(known, last, np.nan),
        multiplier=np.where(finite, run.multiplier[:, -1], np.nan),
        violation=np.where(finite, last[:, 1] - epsilon, np.nan),
        front_distance=np.where(finite, from_front, np.nan),
        settled_by=_settled_by(losses),
        optimum=optimum,
        num_steps=iterates - 1,
        gradient_evaluations=optimizer.gradient_evaluations(iterates - 1),
    )


def constrained_optimum(
    problem: Problem, epsilon: Float[np.ndarray, "runs"]
) -> Float[np.ndarray, "runs 2"]:
    """(L₁, L₂) of min L₁ subject to L₂ ≤ ε; NaN where ε is infeasible or absent."""
    values, index = np.unique(epsilon, return_inverse=True)
    least_loss_1 = np.asarray(problem.front_curve(FRONT_POINTS))[0]
    loss_1 = problem.front_loss_1(values)
    active = np.stack([loss_1, np.where(np.isnan(loss_1), np.nan, values)], axis=1)
    inactive = values > least_loss_1[1]
    return np.where(inactive[:, None], least_loss_1, active)[index]


def _range(losses: Float[np.ndarray, "runs iterates 2"]) -> Float[np.ndarray, "runs"]:
    return np.ptp(losses, axis=1).max(axis=1)


def _chatters(
    tail: Float[np.ndarray, "runs iterates 2"], optimum: Float[np.ndarray, "runs 2"]
) -> np.ndarray:
    longest_step = np.abs(np.diff(tail, axis=1)).max(axis=(1, 2), initial=0.0)
    middle = (tail.max(axis=1) + tail.min(axis=1)) / 2
    around = np.abs(middle - optimum).max(axis=1) < AROUND_OPTIMUM
    return around & (_range(tail) <= CHATTER_IN_STEPS * longest_step)


def _multiplier_rises(tail: Float[np.ndarray, "runs iterates"]) -> np.ndarray:
    # A multiplier beyond all numbers may be so from the first on, and then rises no more.
    with np.errstate(invalid="ignore"):
        return tail[:, -1] - tail[:, 0] > 1e-3 * (1 + np.abs(tail[:, 0]))


def _oscillates(losses: Float[np.ndarray, "runs iterates 2"]) -> np.ndarray:
    iterates = losses.shape[1]
    if iterates < 4:
        return np.zeros(len(losses), bool)
    half, quarter = losses[:, iterates // 2 :], iterates // 4
    last, before = losses[:, -quarter:], losses[:, -2 * quarter : -quarter]
    middle = (half.max(axis=1) + half.min(axis=1)) / 2
    above = half > middle[:, None]
    crossings = (above[:, 1:] != above[:, :-1]).sum(axis=1).max(axis=1)
    lasting = _range(last) >= _range(before) / 2
    return (crossings >= 2) & (_range(last) > OSCILLATION) & lasting


def _distances(
    points: Float[np.ndarray, "runs 2"], others: Float[np.ndarray, "others 2"]
) -> Float[np.ndarray, "runs others"]:
    return np.hypot(*(points[:, None, axis] - others[:, axis] for axis in (0, 1)))


def _front_distance(
    points: Float[np.ndarray, "runs 2"], front: Float[np.ndarray, "points 2"]
) -> Float[np.ndarray, "runs"]:
    """Distance from each point to the polygon through the points of the front.

    The nearest part of it is one of the two that meet at the nearest of its points.
    """
    nearest = _distances(points, front).argmin(axis=1)
    parts = np.clip(nearest[:, None] + [-1, 0], 0, len(front) - 2)
    start, along = front[parts], np.diff(front, axis=0)[parts]
    offset = points[:, None] - start
    fraction = (offset * along).sum(axis=2) / (along**2).sum(axis=2)
    rest = offset - np.clip(fraction, 0, 1)[:, :, None] * along
    return np.hypot(rest[..., 0], rest[..., 1]).min(axis=1)


def _settled_by(losses: Float[np.ndarray, "runs iterates 2"]) -> Int[np.ndarray, "runs"]:
    away = np.abs(losses - losses[:, -1:]).max(axis=2) > STILL
    still_away = away[:, ::-1].argmax(axis=1)
    return np.where(away.any(axis=1), losses.shape[1] - still_away, 0)
