"""A model in which one way to meet the constraint leaves L₁ almost flat."""

import jax.numpy as jnp

from pytree import pytree_dataclass
from toy_problems.base import Problem


def _bump(theta, place, width):
    return jnp.exp(-jnp.sum((theta - jnp.array(place)) ** 2) / width)


@pytree_dataclass
class Trap(Problem):
    """L₁ is least at (2, 0). L₂ is low near (2.2, 0.8), and at (−1.2, 0), far away."""

    label = "Trap"
    source = "The tests."
    stretch = 1.0
    box = ((-jnp.inf, jnp.inf), (-jnp.inf, jnp.inf))

    def front(self, t1):
        raise NotImplementedError

    def losses(self, theta):
        here, there = _bump(theta, (-1.2, 0.0), 0.5), _bump(theta, (2.2, 0.8), 0.5)
        return jnp.stack([1 - _bump(theta, (2.0, 0.0), 2.0), 1 - here - there])
