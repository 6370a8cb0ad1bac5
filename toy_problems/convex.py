"""The convex problem of Degrave and Korshunova."""

import jax.numpy as jnp
from jaxtyping import Array, Float

from pytree import pytree_dataclass
from toy_problems.base import Problem
from trigonometry import cos, sin


@pytree_dataclass
class Convex(Problem):
    """A front that bulges towards the origin: a quarter of the circle around (1, 1).

        y₁ = (1 − cos(t₁)) (1 + 3 t₂²)
        y₂ = (1 − sin(t₁)) (1 + 3 t₂²)

        (1 − L₁)² + (1 − L₂)² = 1,        F″(L₂) = (1 − (1 − L₂)²)^(−3/2)

    Here a weighted sum reaches every point of the front, one for each weight.
    """

    label = "Convex"
    source = (
        "J. Degrave and I. Korshunova, “Why machine learning algorithms are hard to tune "
        "and how to fix it”, 2021; formulas recovered from their animations."
    )
    stretch = 3.0
    menu_order = 2
    listing = """
def front(t1):
    return jnp.array([1 - jnp.cos(t1), 1 - jnp.sin(t1)])
"""

    def front(self, t1: Float[Array, ""]) -> Float[Array, "2"]:
        return jnp.stack([1 - cos(t1), 1 - sin(t1)])
