"""MDMM as a body that moves: what its steps come to when they are small.

    θ′ = −∇f − (λ + δ h) ∇g,        λ′ = h = g − ε

with f = L₁ and g = L₂, and the same rate for θ and λ, as in Pedro's slides; λ may become
negative there. θ is kept in its box. Integrated by the classical method of Runge and Kutta,
of fourth order, in steps of one length.
"""

from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jaxtyping import Array, Float

from bounded_jit import jit
from damping.matrix import damping_matrix
from optimizers.base import State, losses_and_gradient
from toy_problems.base import Problem

# A motion is looked at so many times, this far apart where it is not too stiff.
SAMPLES = 401
SPACING = 0.15
# Of Runge and Kutta's steps, times the largest eigenvalue of A. At 2.8 they run away.
SAFE_STEP = 0.5
# Steps between two looks: what takes more is followed for a shorter time.
FEWEST_STEPS, MOST_STEPS = 15, 300
# Half of the time over which a velocity is seen to change, over that in which it would
# change by itself.
GAP = 1e-4
# Closer than this to the edge of its box θ is held there, and obeys no equation.
EDGE = 1e-3


class Motion(NamedTuple):
    """Where a motion is at times that are evenly spaced.

    Attributes:
        time: From 0 on; one unit is 1 / η steps of MDMM with η_λ = η.
        theta: (t₁, t₂) at each time.
        multiplier: λ at each time.
    """

    time: Float[np.ndarray, "times"]
    theta: Float[np.ndarray, "times 2"]
    multiplier: Float[np.ndarray, "times"]


def motion(problem: Problem, start: State, epsilon: float, damping: float) -> Motion:
    """Follow a motion from a start; one that runs away goes on as infinities and NaNs.

    Args:
        problem: The two losses.
        start: θ, of shape (2,), and λ at time 0.
        epsilon: Bound ε on the second loss.
        damping: δ, at least 0. More than some 300 far from the front is so stiff that the
            motion is followed for less than the usual 60 units of time.
    """
    start = State(jnp.asarray(start.theta), jnp.asarray(start.multiplier))
    matrix = damping_matrix(problem, *start, epsilon, damping)
    step = SAFE_STEP / max(1.0, float(np.linalg.eigvalsh(matrix)[-1]))
    spacing = min(SPACING, MOST_STEPS * step)
    steps = max(FEWEST_STEPS, int(np.ceil(spacing / step)))
    states = _followed(problem, start, epsilon, damping, spacing / steps, steps)
    return Motion(spacing * np.arange(SAMPLES), *map(np.asarray, states))


@jit
def residual(
    problem: Problem,
    theta: Float[Array, "times 2"],
    multiplier: Float[Array, "times"],
    epsilon: float,
    damping: float,
    *,
    printed: bool = False,
) -> Float[Array, "times"]:
    """The largest component of θ″ + A θ′ + h ∇g along a motion: how far it is from 0.

    θ″ is how the velocity changes as the motion goes on, and A is `damping_matrix`. NaN
    where θ is held at the edge of its box.
    """

    def at(theta: Array, multiplier: Array) -> Array:
        now = State(theta, multiplier)
        matrix = damping_matrix(
            problem, theta, multiplier, epsilon, damping, printed=printed
        )
        stiffness = 1 + jnp.abs(damping_matrix(problem, *now, epsilon, damping)).sum()
        gap = GAP / stiffness
        before, after = (
            _velocity(
                problem, _stepped(problem, now, epsilon, damping, by), epsilon, damping
            )
            for by in (-gap, gap)
        )
        acceleration = (after.theta - before.theta) / (2 * gap)
        velocity = _velocity(problem, now, epsilon, damping)
        _, loss_2, gradient = losses_and_gradient(problem, theta)
        force = (loss_2 - epsilon) * gradient(0.0, 1.0)
        off = jnp.abs(acceleration + matrix @ velocity.theta + force).max()
        low, high = jnp.asarray(problem.box).T
        is_free = ((theta > low + EDGE) & (theta < high - EDGE)).all()
        return jnp.where(is_free, off, jnp.nan)

    return jax.vmap(at)(theta, multiplier)


@jit
def _followed(
    problem: Problem, start: State, epsilon: float, damping: float, step: float, steps: int
) -> State:
    """The start, and the state after each so many steps."""
    low, high = jnp.asarray(problem.box).T

    def kept(_: int, state: State) -> State:
        theta, multiplier = _stepped(problem, state, epsilon, damping, step)
        return State(jnp.clip(theta, low, high), multiplier)

    def look(state: State, _: None) -> tuple[State, State]:
        return jax.lax.fori_loop(0, steps, kept, state), state

    _, states = jax.lax.scan(look, start, None, length=SAMPLES)
    return states


def _stepped(
    problem: Problem, state: State, epsilon: float, damping: float, step: Array | float
) -> State:
    """One step of Runge and Kutta."""

    def moved(velocity: State, by: Array | float) -> State:
        return jax.tree.map(lambda here, speed: here + by * speed, state, velocity)

    first = _velocity(problem, state, epsilon, damping)
    second = _velocity(problem, moved(first, step / 2), epsilon, damping)
    third = _velocity(problem, moved(second, step / 2), epsilon, damping)
    fourth = _velocity(problem, moved(third, step), epsilon, damping)
    mean = jax.tree.map(
        lambda one, two, three, four: (one + 2 * two + 2 * three + four) / 6,
        *(first, second, third, fourth),
    )
    return moved(mean, step)


def _velocity(problem: Problem, state: State, epsilon: float, damping: float) -> State:
    """θ′ and λ′."""
    theta, multiplier = state
    _, loss_2, gradient = losses_and_gradient(problem, theta)
    violation = loss_2 - epsilon
    force = multiplier + damping * violation
    return State(-gradient(1.0, force), violation)
