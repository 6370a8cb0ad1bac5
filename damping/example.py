"""The simplest case of the method: the point of a line that is nearest to the origin.

    minimize f(x, y) = x² + y²   subject to   g(x, y) = x + y − 1 = 0

J. C. Platt and A. H. Barr, “Constrained differential optimization”, Neural Information
Processing Systems, 1987, have it as differential equations, with a constant c, here δ:

    ẋ = −∂f/∂x − λ ∂g/∂x − c g ∂g/∂x,        λ̇ = g

Euler's method gives the steps: one of size η for x and y, one of size η_λ for λ. The
constraint is an equality, so that λ may have either sign. The answer is x = y = ½, λ = −1.
"""

import math
from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jaxtyping import Array, Float
from numpy.typing import ArrayLike

from bounded_jit import jit
from checks import as_finite_numbers
from precision import FLOAT

ANSWER, MULTIPLIER = (0.5, 0.5), -1.0
# On both sides of the line, near it and far from it.
STARTS = ((1.5, 1.0), (-0.9, 0.9), (-0.8, -0.6), (1.4, -0.8))


class Path(NamedTuple):
    """What runs pass through: the start, then one point per step.

    Attributes:
        point: (x, y).
        multiplier: λ, which starts at 0.
    """

    point: Float[np.ndarray, "runs iterates 2"]
    multiplier: Float[np.ndarray, "runs iterates"]


def objective(point: Float[Array, "2"]) -> Float[Array, ""]:
    """The squared distance from the origin, x² + y²."""
    return point @ point


def constraint(point: Float[Array, "2"]) -> Float[Array, ""]:
    """What has to be 0: x + y − 1."""
    return point.sum() - 1


def run(
    starts: ArrayLike,
    damping: float = 10.0,
    learning_rate: float = 0.02,
    multiplier_rate: float = 1.0,
    num_steps: int = 200,
) -> Path:
    """Follow the equations from several starts, in Euler steps.

    Args:
        starts: Points (x, y), of shape (runs, 2).
        damping: δ, Platt and Barr's c; 0 is their basic method.
        learning_rate: Step size η of x and y.
        multiplier_rate: Step size η_λ of λ.
        num_steps: Of each run.

    Raises:
        ValueError: `starts` is not of that shape, or anything is not finite.
    """
    points = as_finite_numbers(starts, "starts")
    if points.ndim != 2 or points.shape[1] != 2:
        raise ValueError(f"`starts` should have shape (runs, 2). Found {points.shape}.")
    numbers = as_finite_numbers([damping, learning_rate, multiplier_rate], "numbers")
    point, multiplier = _run(jnp.asarray(points, FLOAT), *numbers, num_steps=num_steps)
    return Path(np.asarray(point), np.asarray(multiplier))


def range_of_damping(learning_rate: float, multiplier_rate: float) -> tuple[float, float]:
    """Between which δ every run comes to the answer; all steps are linear, so it is exact.

    Across the line a step multiplies the distance from the answer by 1 − 2η. Along it, the
    law of `docs/damping.md` holds with F″ = 1 and g² = 2: δ has to be above η_λ − 1, and
    below η_λ/2 − 1 + 1/η, beyond which a step is too large.

    Returns:
        The two ends, of which the second may be below the first: then no δ will do.
    """
    if not 0 < learning_rate < 1 or multiplier_rate <= 0:
        return math.inf, -math.inf
    return multiplier_rate - 1, multiplier_rate / 2 - 1 + 1 / learning_rate


@jit
def _run(
    starts: Float[Array, "runs 2"],
    damping: Float[Array, ""],
    learning_rate: Float[Array, ""],
    multiplier_rate: Float[Array, ""],
    *,
    num_steps: int,
) -> tuple[Float[Array, "runs iterates 2"], Float[Array, "runs iterates"]]:
    def step(state: tuple[Array, Array], _: None) -> tuple[tuple[Array, Array], tuple]:
        point, multiplier = state
        violation = constraint(point)
        force = multiplier + damping * violation
        gradient = jax.grad(objective)(point) + force * jax.grad(constraint)(point)
        moved = point - learning_rate * gradient
        return (moved, multiplier + multiplier_rate * violation), state

    def path(start: Float[Array, "2"]) -> tuple[Array, Array]:
        first = start, jnp.zeros((), start.dtype)
        # One more than the steps: what a step gives back is where it began.
        return jax.lax.scan(step, first, length=num_steps + 1)[1]

    return jax.vmap(path)(starts)
