"""The concave problem of Degrave and Korshunova."""

import jax.numpy as jnp
from jaxtyping import Array, Float

from pytree import pytree_dataclass
from toy_problems.base import Problem
from trigonometry import cos, sin


@pytree_dataclass
class Concave(Problem):
    """A front that bulges away from the origin: a quarter of the circle around it.

        y₁ = sin(t₁) (1 + t₂²)
        y₂ = cos(t₁) (1 + t₂²)

        L₁² + L₂² = 1,        F″(L₂) = −(1 − L₂²)^(−3/2)

    Whatever its weight, a weighted sum ends at one end of this front or at the other.
    """

    label = "Concave"
    source = (
        "J. Degrave and I. Korshunova, “Why machine learning algorithms are hard to tune "
        "and how to fix it”, 2021; formulas recovered from their animations."
    )
    stretch = 1.0
    menu_order = 1
    listing = """
def front(t1):
    return jnp.array([jnp.sin(t1), jnp.cos(t1)])
"""

    def front(self, t1: Float[Array, ""]) -> Float[Array, "2"]:
        return jnp.stack([sin(t1), cos(t1)])
