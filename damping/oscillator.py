"""The oscillator that θ and λ are beside a constrained optimum: period, ratio, regime.

Along the front, with h = L₂ − ε and μ = λ − λ*, a small step of MDMM is

    h ← h − a h − (b / η_λ) μ           a = η g′² (F″(ε) + δ)
    μ ← μ + η_λ h                       b = η g′² η_λ

with g′ the slope of L₂ along the front in θ, and F the front as L₁ = F(L₂). Of this map the
eigenvalues are 1 − a/2 ± √(a²/4 − b). In the limit of small steps it is the equation of
motion h″ + a h′ + b h = 0 of J. C. Platt and A. H. Barr, “Constrained differential
optimization”, 1987: a is friction, η times their damping matrix A along the front, and b is
the stiffness of a spring. A method that has a law of its own has the eigenvalues of MDMM
with so much more damping as its threshold is lower.
"""

import math
from enum import StrEnum
from typing import NamedTuple

import jax
import numpy as np
from jaxtyping import Array, Complex, Float

from bounded_jit import jit
from damping.attraction import optimum
from damping.law import damping_threshold
from optimizers.base import Optimizer
from toy_problems.base import Problem

# ζ this close to 1 is called critical; the eye sees no difference.
CRITICAL_WITHIN = 0.02


class Regime(StrEnum):
    """What a run does that starts beside the optimum."""

    STILL = "still"
    DRIVEN_OFF = "driven_off"
    GROWING = "growing"
    UNDERDAMPED = "underdamped"
    CRITICAL = "critical"
    OVERDAMPED = "overdamped"
    TOO_LARGE = "too_large"


class Oscillator(NamedTuple):
    """The step of a method, linearized at the optimum. Its unit of time is a step.

    Attributes:
        friction: The number a: what one step takes off h by itself, as a part of h.
        stiffness: The number b, at least 0: what λ gathers in one step and puts on h in the
            next, as a part of h.
        across: What one step leaves of a push off the front, as a part of it.
        rate: What λ gains in one step for a unit of h: η_λ, where λ itself moves.
    """

    friction: float
    stiffness: float
    across: float
    rate: float

    @property
    def eigenvalues(self) -> Complex[np.ndarray, "2"]:
        """Of the step along the front, the one with the larger real part first."""
        middle = 1 - self.friction / 2
        root = np.sqrt(complex(self.friction**2 / 4 - self.stiffness))
        return np.array([middle + root, middle - root])

    @property
    def swings(self) -> bool:
        """Whether h goes to and fro: its eigenvalues are a pair of complex numbers."""
        return self.friction**2 < 4 * self.stiffness

    @property
    def period(self) -> float:
        """Steps of one swing, 2π over the angle of an eigenvalue; infinite without one.

        For small steps it is 2π / √(b − a²/4).
        """
        return (
            2 * math.pi / float(np.angle(self.eigenvalues[0])) if self.swings else math.inf
        )

    @property
    def rates(self) -> Float[np.ndarray, "2"]:
        """By what rate each part of a run fades in a step; negative where it grows."""
        with np.errstate(divide="ignore"):
            return -np.log(np.abs(self.eigenvalues))

    @property
    def damping_ratio(self) -> float:
        """ζ: below 0 if swings grow, between 0 and 1 if they fade, 1 or more without any.

        That of the oscillator in continuous time which passes through all iterates. For
        small steps it is a / (2 √b). Infinite where there is none, since a part of a run
        fades within a step or changes its sign, and where nothing pulls back.
        """
        if self.swings:
            decay = np.log(self.eigenvalues[0])
            return float(-decay.real / abs(decay))
        if self.eigenvalues.real.min() <= 0 or not self.stiffness:
            return math.inf
        return float(self.rates.mean() / math.sqrt(self.rates.prod()))

    @property
    def regime(self) -> Regime:
        """What a run does that starts beside the optimum."""
        if not self.stiffness > 0:
            return Regime.STILL
        least = min(self.across, 1.0 if self.swings else self.eigenvalues.real.min())
        if least <= -1:
            return Regime.TOO_LARGE
        # Of a pair of numbers their product tells, which is that of one with itself.
        if self.rates.min() <= 0:
            return Regime.GROWING if self.swings else Regime.DRIVEN_OFF
        if abs(self.damping_ratio - 1) <= CRITICAL_WITHIN:
            return Regime.CRITICAL
        return Regime.UNDERDAMPED if self.swings else Regime.OVERDAMPED


class Borders(NamedTuple):
    """At which δ one regime ends and the next begins, whatever δ the method has.

    Attributes:
        swings: Below, a run is driven off without a swing.
        attracts: The law; below, swings grow.
        critical: ζ = 1; below, a run swings, and above, it creeps.
        too_large: Above, each step overshoots by more than the one before.
    """

    swings: float
    attracts: float
    critical: float
    too_large: float


def oscillator(problem: Problem, method: Optimizer) -> Oscillator:
    """The oscillator at the optimum on the bound.

    Args:
        problem: The two losses.
        method: A method under the law, each of its hyperparameters one number.

    Raises:
        ValueError: ε is not between the ends of the front.
    """
    slope, across, rate, threshold = _at_rest(problem, method)
    pull = float(method.learning_rate) * slope**2  # type: ignore[attr-defined]
    friction = pull * (float(getattr(method, "damping", 0.0)) + rate - threshold)
    return Oscillator(friction, pull * rate, across, rate)


def borders(problem: Problem, method: Optimizer) -> Borders:
    """The borders of the regimes for the method's ε and rates.

    Critical is a = 2 √b, so that for MDMM δ = 2 √(η_λ / η) / g′ − F″(ε). Some are infinite
    where a rate is 0.

    Raises:
        ValueError: ε is not between the ends of the front.
    """
    slope, _, rate, threshold = _at_rest(problem, method)
    frictionless = threshold - rate
    pull = np.float64(method.learning_rate * slope**2)  # type: ignore[attr-defined]
    with np.errstate(divide="ignore", invalid="ignore"):
        turning = 2 * np.sqrt(rate / pull)
        return Borders(
            float(frictionless - turning),
            threshold,
            float(frictionless + turning),
            float(frictionless + 2 / pull + rate / 2),
        )


def _at_rest(problem: Problem, method: Optimizer) -> tuple[float, float, float, float]:
    """At the optimum: g′, what a step leaves across the front, the rate of λ, the law."""
    epsilon = float(method.epsilon)  # type: ignore[attr-defined]
    least, most = problem.front_ends()
    if not least < epsilon < most:
        raise ValueError(
            f"ε should be between the ends of the front, {least:g} and {most:g}. Found "
            f"{epsilon:g}."
        )
    theta, multiplier = (leaf[..., 0] for leaf in optimum(problem, np.array([epsilon])))
    slope, bend = (float(value) for value in _slope_and_bend(problem, theta, multiplier))
    return (
        slope,
        1 - float(method.learning_rate) * bend,  # type: ignore[attr-defined]
        float(method.effective_multiplier_rate(np.float64(multiplier))),
        float(damping_threshold(problem, method)),
    )


@jit
def _slope_and_bend(
    problem: Problem, theta: Float[Array, "2"], multiplier: Float[Array, ""]
) -> tuple[Float[Array, ""], Float[Array, ""]]:
    """∂L₂/∂t₁, and the second derivative of L₁ + λ L₂ in t₂, off the front."""

    def lagrangian(theta: Array) -> Array:
        loss_1, loss_2 = problem.losses(theta)
        return loss_1 + multiplier * loss_2

    slope = jax.jacfwd(problem.losses)(theta)[1, 0]
    return slope, jax.hessian(lagrangian)(theta)[1, 1]
