"""A run that starts beside its optimum: its swings, their period, and their energy."""

import math
from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jaxtyping import Array, Float

from bounded_jit import jit
from damping.attraction import optimum
from damping.oscillator import Oscillator
from optimizers.base import Optimizer, State
from toy_problems.base import Problem

# How far a run is pushed off the optimum along the front, as a part of the way to the
# nearer end of it: not far, so that it is a swing of the linearized step, and less where
# a run goes away by itself.
NUDGE, NUDGE_AWAY = 0.03, 0.003
# Of λ*, as the most that λ falls in a swing: at 0 it would stop.
MOST_FALL = 0.5
# A swing that has grown by this factor may have outgrown the linearized step.
OUTGROWN = 10.0
# Smaller swings are lost in the rounding of L₂.
LEAST_SWING = 1e-13
FEWEST_STEPS, MOST_STEPS = 40, 10_000
# How many swings are worth seeing, and how many it takes to measure one.
SWINGS, LEAST_SWINGS = 6, 1.75
# A run has faded, or has grown from its nudge to as large as it gets, after so many times
# the inverse of its rate.
FADED, GROWN = 5.0, 8.0


class Swing(NamedTuple):
    """A run from beside the optimum.

    Attributes:
        violation: h = L₂ − ε of each iterate.
        multiplier: λ of each iterate.
        rest: λ* of the optimum, with which the run begins.
    """

    violation: Float[np.ndarray, "iterates"]
    multiplier: Float[np.ndarray, "iterates"]
    rest: float


class Energy(NamedTuple):
    """The two parts of the energy of an oscillator, in units of h².

    Attributes:
        kinetic: ½ h² of each iterate.
        potential: ½ (b / η_λ²) (λ − λ*)² of each iterate.
    """

    kinetic: Float[np.ndarray, "iterates"]
    potential: Float[np.ndarray, "iterates"]


def enough_steps(motion: Oscillator) -> int:
    """So many that one sees what the regime is: some swings, or the end of them."""
    slowest = float(motion.rates.min())
    span = FADED if slowest > 0 else GROWN
    steps = span / abs(slowest) if slowest else math.inf
    if motion.swings:
        least = LEAST_SWINGS if slowest > 0 else 0
        steps = min(motion.period * SWINGS, max(steps, motion.period * least))
    return math.ceil(min(max(steps, FEWEST_STEPS), MOST_STEPS))


def gentle_nudge(problem: Problem, method: Optimizer, motion: Oscillator) -> float:
    """How far off the optimum in t₁ a run starts whose swings one can see and measure.

    Args:
        problem: The two losses.
        method: As for `swing`, with rates above 0.
        motion: Its oscillator.
    """
    angle, multiplier = _rest(problem, method)
    low, high = problem.box[0]
    part = NUDGE if motion.rates.min() > 0 else NUDGE_AWAY
    wanted = part * min(angle - low, high - angle)
    # By so much λ swings for each unit of t₁: as the energy goes from the one to the other.
    swing_of_multiplier = math.sqrt(motion.rate / float(method.learning_rate))  # type: ignore[attr-defined]
    return min(wanted, MOST_FALL * multiplier / swing_of_multiplier)


def swing(problem: Problem, method: Optimizer, num_steps: int, nudge: float) -> Swing:
    """Run a method from beside its optimum, with the λ of the optimum; θ stays in its box.

    Args:
        problem: The two losses.
        method: With a bound within the front; each of its hyperparameters is one number.
        num_steps: Of the run, at most `MOST_STEPS`.
        nudge: How far off the optimum the run starts in t₁, towards a larger L₂.
    """
    angle, multiplier = _rest(problem, method)
    start = jnp.array([angle - nudge, 0.0])
    losses, multipliers = _run(problem, method, start, multiplier, num_steps)
    shown = slice(num_steps + 1)
    violation = np.asarray(losses)[shown] - float(method.epsilon)  # type: ignore[attr-defined]
    return Swing(violation, np.asarray(multipliers)[shown], multiplier)


def _rest(problem: Problem, method: Optimizer) -> tuple[float, float]:
    """t₁ and λ of the optimum."""
    rest = optimum(problem, np.array([float(method.epsilon)]))  # type: ignore[attr-defined]
    return float(rest.theta[0, 0]), float(rest.multiplier[0])


def measured_period(violation: Float[np.ndarray, "iterates"]) -> float:
    """Steps from one peak of h to the next, and from one trough to the next, on average.

    A peak lies where the change of h from step to step passes through 0, between two steps.
    A run that is driven off is looked at until h is ten times what it was at first.

    Returns:
        The period; NaN where there are not two peaks or two troughs.
    """
    outgrown = np.abs(violation) > OUTGROWN * np.abs(violation[0])
    near = violation[: outgrown.argmax()] if outgrown.any() else violation
    change = np.diff(near)
    turns = np.flatnonzero(
        (change[:-1] * change[1:] < 0) & (np.abs(near[1:-1]) > LEAST_SWING)
    )
    between = change[turns] / (change[turns] - change[turns + 1])
    swings = (turns + between)[2:] - (turns + between)[:-2]
    return float(swings.mean()) if len(swings) else math.nan


def energy(run: Swing, motion: Oscillator) -> Energy:
    """What of a swing is in its motion, and what in its spring.

    The place of the oscillator is the sum of all violations so far, (λ − λ*) / η_λ, and its
    velocity is h, by how much that place moves in a step. So the kinetic energy is in h and
    the potential one in λ; of the latter J. Degrave and I. Korshunova, “How we can make
    machine learning algorithms tunable”, 2021, say so without a formula. For small steps
    the sum of both changes by −a h² in a step: friction alone changes it.
    """
    stretched = (run.multiplier - run.rest) / motion.rate
    return Energy(run.violation**2 / 2, motion.stiffness * stretched**2 / 2)


@jit
def _run(
    problem: Problem,
    method: Optimizer,
    theta0: Float[Array, "2"],
    multiplier: float,
    num_steps: int,
) -> tuple[Float[Array, "most"], Float[Array, "most"]]:
    """L₂ and λ of the iterates, then zeros: another number of steps compiles nothing."""
    low, high = jnp.array(problem.box).T
    none = jnp.zeros(MOST_STEPS + 1)

    def record(carry: tuple, index: Array) -> tuple:
        state, losses, multipliers = carry
        losses = losses.at[index].set(problem.losses(state.theta)[1])
        return state, losses, multipliers.at[index].set(state.multiplier)

    def advance(index: Array, carry: tuple) -> tuple:
        state = method.step(problem, carry[0])
        state = state._replace(theta=jnp.clip(state.theta, low, high))
        return record((state, *carry[1:]), index)

    start = State(theta0, jnp.asarray(multiplier))
    carry = record((start, none, none), jnp.asarray(0))
    _, losses, multipliers = jax.lax.fori_loop(1, num_steps + 1, advance, carry)
    return losses, multipliers
