"""LaSalle's invariance principle, asked of one motion: its three conditions.

If A is positive definite where a motion goes, if θ and λ are bounded there, and if the set
F of states at rest, θ′ = 0 and λ′ = 0, is not empty, then θ and λ approach F. That A is
positive definite from some time on is enough, for that is where the motion then goes.
"""

from typing import NamedTuple

import numpy as np
from jaxtyping import Float

from damping.attraction import optimum
from damping.matrix import smallest_eigenvalue
from damping.motion import Motion
from optimizers.base import State
from toy_problems.base import Problem

# A number is without bound if in the last quarter it grows by so much of what it grew by in
# the quarter before. What grows evenly has 1; what comes to its limit as exp(−t / 30) does,
# over 60 units of time, has 0.6.
STEADY = 0.8
ROUNDING = 1e-6
# Nearer than this to the optimum, in θ and in λ, a motion has arrived.
ARRIVED = 0.01


class Conditions(NamedTuple):
    """What LaSalle's principle asks of a motion, and what became of it.

    Attributes:
        smallest: Smallest eigenvalue of A along the motion.
        positive_from: Time from which A stays positive definite; infinite where it is not
            at the end.
        largest: The largest that |t₁|, |t₂| or |λ| gets.
        is_bounded: Whether all of them come to an end of their growth.
        has_rest: Whether there is a state at rest.
        distance: From the optimum at the end, the largest in t₁, t₂ and λ; NaN without one.
        comes_closer: Whether it is at most half of what it was at half time.
    """

    smallest: float
    positive_from: float
    largest: float
    is_bounded: bool
    has_rest: bool
    distance: float
    comes_closer: bool

    @property
    def is_positive(self) -> bool:
        """Whether A is positive definite all along."""
        return self.positive_from == 0

    @property
    def all_hold(self) -> bool:
        """Whether from some time on the principle says that the motion approaches F."""
        return bool(np.isfinite(self.positive_from)) and self.is_bounded and self.has_rest

    @property
    def has_arrived(self) -> bool:
        """Whether the motion ends at the optimum."""
        return self.distance < ARRIVED


def rest(problem: Problem, epsilon: float) -> State | None:
    """θ, of shape (2,), and λ at the constrained optimum.

    None where ε is not between the ends of the front, so that no λ > 0 holds θ there.
    """
    least, most = problem.front_ends()
    if not least < epsilon < most:
        return None
    found = optimum(problem, np.array([epsilon]))
    return State(found.theta[:, 0], found.multiplier[0])


def conditions(
    problem: Problem, run: Motion, epsilon: float, damping: float, printed: bool = False
) -> Conditions:
    """Ask LaSalle's conditions of a motion.

    Args:
        problem: The two losses.
        run: The motion.
        epsilon: Its bound ε on the second loss.
        damping: Its δ.
        printed: As for `damping_matrix`.
    """
    eigenvalues = np.asarray(
        smallest_eigenvalue(
            problem, run.theta, run.multiplier, epsilon, damping, printed=printed
        )
    )
    sizes = np.abs(np.column_stack([run.theta, run.multiplier]))
    least, _ = problem.front_ends()
    distances = _distances(run, rest(problem, epsilon))
    bad = np.flatnonzero(~(eigenvalues > 0))
    since = bad[-1] + 1 if len(bad) else 0
    return Conditions(
        smallest=float(eigenvalues.min()),
        positive_from=float(run.time[since]) if since < len(run.time) else np.inf,
        largest=float(sizes.max()),
        is_bounded=_is_bounded(sizes),
        # The losses are continuous and L₂ has no largest value, so that there is a θ with
        # L₂ = ε, and among all of those one with the least L₁.
        has_rest=epsilon >= least,
        distance=float(distances[-1]),
        comes_closer=bool(distances[-1] <= distances[len(distances) // 2] / 2),
    )


def _is_bounded(sizes: Float[np.ndarray, "times numbers"]) -> bool:
    if not np.isfinite(sizes).all():
        return False
    largest = np.maximum.accumulate(sizes)
    quarter = len(sizes) // 4
    half, later, last = largest[2 * quarter], largest[3 * quarter], largest[-1]
    return bool((last - later <= STEADY * (later - half) + ROUNDING).all())


def _distances(run: Motion, rest: State | None) -> Float[np.ndarray, "times"]:
    if rest is None:
        return np.full(len(run.time), np.nan)
    from_theta = np.abs(run.theta - np.asarray(rest.theta)).max(axis=1)
    return np.maximum(from_theta, np.abs(run.multiplier - float(rest.multiplier)))
