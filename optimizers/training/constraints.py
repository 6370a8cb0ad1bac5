"""What a loss can be kept to: at most, at least, equal to, or between two values."""

import abc
from typing import Any, ClassVar

import jax
import jax.numpy as jnp
from jaxtyping import Array, Float, ScalarLike

from pytree import pytree_dataclass


class Constraint(abc.ABC):
    """What the value g of a loss is to keep to.

    A constraint has one side or two, and a multiplier for each.

    Attributes:
        is_equality: Whether g is to be neither larger nor smaller, so that λ may have
            either sign; else λ ≥ 0.
    """

    is_equality: ClassVar[bool] = False

    @abc.abstractmethod
    def violations(self, value: ScalarLike) -> Float[Array, "sides"]:
        """The violation h of each side: in the unit of g, positive where it is violated."""


@pytree_dataclass
class AtMost(Constraint):
    """The constraint g ≤ ε, with h = g − ε.

    Attributes:
        bound: ε, in the unit of g.
    """

    bound: ScalarLike

    def violations(self, value: ScalarLike) -> Float[Array, "1"]:
        return jnp.atleast_1d(jnp.subtract(value, self.bound))


@pytree_dataclass
class AtLeast(Constraint):
    """The constraint g ≥ ε, with h = ε − g.

    Attributes:
        bound: ε, in the unit of g.
    """

    bound: ScalarLike

    def violations(self, value: ScalarLike) -> Float[Array, "1"]:
        return jnp.atleast_1d(jnp.subtract(self.bound, value))


@pytree_dataclass
class EqualTo(Constraint):
    """The constraint g = ε, with h = g − ε; its λ has either sign.

    Attributes:
        bound: ε, in the unit of g.
    """

    is_equality = True

    bound: ScalarLike

    def violations(self, value: ScalarLike) -> Float[Array, "1"]:
        return jnp.atleast_1d(jnp.subtract(value, self.bound))


@pytree_dataclass
class Between(Constraint):
    """The constraint low ≤ g ≤ high, with h = (low − g, g − high).

    Attributes:
        low: The least that g may be, in its unit.
        high: The most that g may be.
    """

    low: ScalarLike
    high: ScalarLike

    def violations(self, value: ScalarLike) -> Float[Array, "2"]:
        return jnp.stack([jnp.subtract(self.low, value), jnp.subtract(value, self.high)])


def with_gradient_of(proxy: ScalarLike, value: ScalarLike) -> Array:
    """A number that is worth `value` and has the gradient of `proxy`.

    For what is to be kept to but has no useful gradient, such as a rate of right answers:
    the multiplier then follows the rate itself, and the parameters follow a smooth
    function that rises and falls with it.

    Source: A. Cotter et al., “Two-player games for efficient non-convex constrained
    optimization”, Algorithmic Learning Theory, 2019, which calls it a proxy-Lagrangian.
    """
    return jnp.add(proxy, jax.lax.stop_gradient(jnp.subtract(value, proxy)))


def is_constraint(node: Any) -> bool:
    """Whether a node of a pytree is a constraint, inside which nothing is looked for."""
    return isinstance(node, Constraint)
