"""The interface of a toy problem: a model, two fixed losses, and a known front."""

import abc
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

import jax
import jax.numpy as jnp
import numpy as np
from jaxtyping import Array, Bool, Float
from numpy.typing import ArrayLike

from bounded_jit import jit
from checks import as_finite_numbers, as_numbers
from precision import FLOAT

# Halving [0, π/2] this often leaves less than one unit in the last place of a float64.
BISECTIONS = 56
# What is found for each of several numbers is found for so many of them at a time, so that
# another number of them compiles nothing.
AT_A_TIME = 64
# Of the polygon that stands for the front; the same number everywhere compiles once.
FRONT_POINTS = 161
# A point this close to the front, relative to its distance from the origin, is on it.
FRONT_TOLERANCE = 1e-9
QUARTER_TURN = math.pi / 2


def losses_of_outputs(outputs: Float[Array, "2"]) -> Float[Array, "2"]:
    """The two losses of every toy problem: L₁(y) = y₁ and L₂(y) = y₂.

    They are linear in the outputs and the same for every problem. Only the model that
    makes the outputs differs, and with it the shape of the front.
    """
    return outputs


@dataclass(frozen=True, kw_only=True)
class Problem(abc.ABC):
    """A model y = m(θ) of two parameters θ = (t₁, t₂), whose losses are to be minimized.

    Along a ray of loss space t₁ is constant; t₂ says how far beyond the front:

        y = p(t₁) (1 + k t₂²),        p(t₁) the front, t₁ ∈ [0, π/2]

    Outside [0, π/2] the angle is clipped, as the authors of the problems do, so that the
    losses no longer depend on t₁ there. `front` runs from the least L₁ (t₁ = 0) to the
    least L₂ (t₁ = π/2), which a subclass gives in closed form; all else follows.

    A subclass is a `pytree_dataclass`. Its class is what JAX compiles for.

    Attributes:
        label: Name in menus and legends.
        source: Where the problem comes from: authors, title, year.
        stretch: The constant k; how steeply both losses rise away from the front.
        box: The domain, one interval (low, high) for each parameter.
        starts: Losses (L₁, L₂) from which the sources start their runs.
        menu_order: Place in menus; ties go by label.
        listing: The front as plain JAX for a reader: the source of a function
            `front(t1)`, which may use `jnp` and `math`. Where it is empty, no listing is
            shown.
    """

    label: ClassVar[str]
    source: ClassVar[str]
    stretch: ClassVar[float]
    menu_order: ClassVar[int] = 100
    listing: ClassVar[str] = ""
    box: ClassVar[tuple[tuple[float, float], ...]] = (
        (0.0, QUARTER_TURN),
        (-math.inf, math.inf),
    )
    # Near the circle of radius 2: each loss read off the authors' animations to ±0.003.
    starts: ClassVar[tuple[tuple[float, float], ...]] = (
        (0.322, 1.976),
        (0.708, 1.872),
        (1.071, 1.689),
        (1.385, 1.440),
        (1.643, 1.133),
        (1.838, 0.781),
        (1.958, 0.399),
    )

    @abc.abstractmethod
    def front(self, t1: Float[Array, ""]) -> Float[Array, "2"]:
        """The point p(t₁) of the front; L₁ rises and L₂ falls with t₁ ∈ [0, π/2]."""

    def model(self, theta: Float[Array, "2"]) -> Float[Array, "2"]:
        """The outputs y = m(θ)."""
        t1, t2 = jnp.unstack(theta)
        p1, p2 = jnp.unstack(self.front(_clip_angle(t1)))
        beyond = 1 + self.stretch * t2**2
        return jnp.stack([p1 * beyond, p2 * beyond])

    def losses(self, theta: Float[Array, "2"]) -> Float[Array, "2"]:
        """Both losses at θ; dimensionless."""
        return losses_of_outputs(self.model(theta))

    def front_curve(self, num_points: int) -> Float[Array, "points 2"]:
        """Points of the Pareto front, from the least L₁ to the least L₂."""
        return _front_curve(self, num_points=num_points)

    def front_ends(self) -> tuple[float, float]:
        """The least L₂ that there is, and L₂ where L₁ is least: ε between is active."""
        # Rounded, since the cosine of a right angle is not quite 0.
        most, least = (
            np.asarray(self.front_curve(FRONT_POINTS))[[0, -1], 1].round(12).tolist()
        )
        return least, most

    def front_loss_1(self, loss_2: ArrayLike) -> Float[np.ndarray, "..."]:
        """F(L₂): the least L₁ that goes with L₂ ≤ `loss_2`; NaN where nothing does."""
        return self._front_derivative(0, loss_2)

    def front_slope(self, loss_2: ArrayLike) -> Float[np.ndarray, "..."]:
        """F′(L₂), which is −λ at the constrained optimum; 0 where L₂ has room to spare."""
        return self._front_derivative(1, loss_2)

    def front_curvature(self, loss_2: ArrayLike) -> Float[np.ndarray, "..."]:
        """F″(L₂): positive where the front is convex, negative where it is concave."""
        return self._front_derivative(2, loss_2)

    def _front_derivative(self, order: int, loss_2: ArrayLike) -> Float[np.ndarray, "..."]:
        given = as_numbers(loss_2, "loss_2")
        found = _for_each(_front_derivatives, self, given.ravel())[order]
        return found.reshape(given.shape)

    def attainable(self, losses: ArrayLike) -> Bool[np.ndarray, "runs"]:
        """Which pairs (L₁, L₂), of shape (runs, 2), some parameters have.

        Raises:
            ValueError: `losses` is not of that shape, or not finite.
        """
        _, radius = _for_each(_invert, self, _checked_pairs(losses))
        return radius >= 1 - FRONT_TOLERANCE

    def theta_from_losses(self, losses: ArrayLike) -> Float[np.ndarray, "runs 2"]:
        """Parameters that have the given losses; of the two, the one with t₂ ≥ 0.

        Args:
            losses: Pairs (L₁, L₂), of shape (runs, 2).

        Raises:
            ValueError: `losses` is not of that shape, not finite, or has a pair below the
                front, which no parameters reach.
        """
        pairs = _checked_pairs(losses)
        theta, radius = _for_each(_invert, self, pairs)
        below = radius < 1 - FRONT_TOLERANCE
        if below.any():
            index = below.argmax()
            loss_1, loss_2 = pairs[index]
            raise ValueError(
                "Losses should lie on the Pareto front or beyond it. Found "
                f"({loss_1:.4g}, {loss_2:.4g}) at index {index}, below the front: no "
                "parameters give these losses. Choose larger ones."
            )
        return theta


def _checked_pairs(losses: ArrayLike) -> Float[np.ndarray, "runs 2"]:
    pairs = as_finite_numbers(losses, "losses")
    if pairs.ndim != 2 or pairs.shape[1] != 2:
        raise ValueError(f"Losses should have shape (runs, 2). Found {pairs.shape}.")
    return pairs


def _clip_angle(t1: Float[Array, ""]) -> Float[Array, ""]:
    # Not jnp.clip, whose derivative at the very edge of the box is one half: a run that
    # is projected onto the edge should feel the whole gradient.
    return jnp.where(t1 < 0, 0.0, jnp.where(t1 > QUARTER_TURN, QUARTER_TURN, t1))


def _rising_root(function, shape: tuple[int, ...]) -> Float[Array, "..."]:
    """Where `function`, rising over t₁ ∈ [0, π/2], turns positive; by bisection."""

    def halve(_, bracket):
        low, high = bracket
        middle = (low + high) / 2
        positive = function(middle) > 0
        return jnp.where(positive, low, middle), jnp.where(positive, middle, high)

    bracket = jnp.zeros(shape, FLOAT), jnp.full(shape, QUARTER_TURN, FLOAT)
    low, high = jax.lax.fori_loop(0, BISECTIONS, halve, bracket)
    return (low + high) / 2


def _for_each(
    function: Callable[..., Sequence[Array]], problem: Problem, rows: np.ndarray
) -> list[np.ndarray]:
    """What a compiled function finds for each row, of which there may be any number."""
    found = [
        function(problem, np.resize(rows[first:], (AT_A_TIME, *rows.shape[1:])))
        for first in range(0, max(len(rows), 1), AT_A_TIME)
    ]
    return [
        np.concatenate([np.asarray(array) for array in parts])[: len(rows)]
        for parts in zip(*found, strict=True)
    ]


@jit
def _front_curve(problem: Problem, *, num_points: int) -> Float[Array, "points 2"]:
    return jax.vmap(problem.front)(jnp.linspace(0, QUARTER_TURN, num_points))


@jit
def _invert(
    problem: Problem, pairs: Float[Array, "runs 2"]
) -> tuple[Float[Array, "runs 2"], Float[Array, "runs"]]:
    """θ of each pair, and how far out it lies on its ray, the front being at 1."""
    loss_1, loss_2 = pairs.T
    front = jax.vmap(problem.front, out_axes=-1)

    def turn(t1):
        p1, p2 = front(t1)
        return p1 * loss_2 - p2 * loss_1

    t1 = _rising_root(turn, loss_1.shape)
    radius = pairs.sum(axis=1) / front(t1).sum(axis=0)
    t2 = jnp.sqrt(jnp.maximum(radius - 1, 0) / problem.stretch)
    # A pair with a negative loss is out of reach, whatever the sum says of its radius.
    below_an_axis = jnp.min(pairs, axis=1) < 0
    return jnp.stack([t1, t2], axis=-1), jnp.where(below_an_axis, -1.0, radius)


@jit
def _front_derivatives(
    problem: Problem, loss_2: Float[Array, "numbers"]
) -> tuple[Float[Array, "numbers"], Float[Array, "numbers"], Float[Array, "numbers"]]:
    """F, F′ and F″ at L₂, from the derivatives of the curve p(t₁)."""
    front = jax.vmap(problem.front, out_axes=-1)
    t1 = _rising_root(lambda t1: loss_2 - front(t1)[1], loss_2.shape)
    tangent = jax.jacfwd(problem.front)
    p1, _ = front(t1)
    d1, d2 = jax.vmap(tangent, out_axes=-1)(t1)
    dd1, dd2 = jax.vmap(jax.jacfwd(tangent), out_axes=-1)(t1)

    least, most = problem.front(FLOAT(QUARTER_TURN))[1], problem.front(FLOAT(0))[1]
    inactive, infeasible = loss_2 > most, loss_2 < least - FRONT_TOLERANCE
    of_curve = p1, d1 / d2, (dd1 * d2 - d1 * dd2) / d2**3
    where_inactive = problem.front(FLOAT(0))[0], 0.0, 0.0
    nowhere = infeasible | jnp.isnan(loss_2)
    first, second, third = (
        jnp.where(nowhere, jnp.nan, jnp.where(inactive, slack, curve))
        for curve, slack in zip(of_curve, where_inactive, strict=True)
    )
    return first, second, third
