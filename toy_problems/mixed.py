"""A problem with two concave stretches between three convex ones."""

import math

import jax.numpy as jnp
from jaxtyping import Array, Float

from pytree import pytree_dataclass
from toy_problems.base import Problem
from trigonometry import cos

# Twice the amplitude of the two waves: large enough that they are concave, small enough
# that L₂ still falls all along the front.
WAVE = 0.02


@pytree_dataclass
class Mixed(Problem):
    """A straight front with two bumps on it: convex, concave, convex, concave, convex.

        s = 2 t₁ / π,        w = 0.02 (1 − cos 4πs)

        y₁ = (s + w) (1 + 3 t₂²)
        y₂ = (1 − s + w) (1 + 3 t₂²)

    Each concave stretch splits the starts into those that a weighted sum takes to its one
    side, and those that it takes to the other.
    """

    label = "Mixed"
    source = "Paretoscope; the sources show such a front without giving its formulas."
    stretch = 3.0
    menu_order = 3
    listing = """
def front(t1):
    s = 2 * t1 / math.pi
    w = 0.02 * (1 - jnp.cos(4 * math.pi * s))
    return jnp.array([s + w, 1 - s + w])
"""

    def front(self, t1: Float[Array, ""]) -> Float[Array, "2"]:
        s = 2 * t1 / math.pi
        w = WAVE * (1 - cos(4 * math.pi * s))
        return jnp.stack([s + w, 1 - s + w])
