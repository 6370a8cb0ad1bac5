"""A problem whose losses are straight lines, so that a step of any method is a sum."""

import jax
import jax.numpy as jnp

from pytree import pytree_dataclass
from toy_problems.base import Problem

backward_passes = []


@jax.custom_vjp
def _lines(theta):
    t1, t2 = theta
    return jnp.stack([3 * t1 + t2, -2 * t1 + 5 * t2])


def _backward(_, weights):
    backward_passes.append(weights)
    w1, w2 = weights
    return (jnp.stack([3 * w1 - 2 * w2, w1 + 5 * w2]),)


_lines.defvjp(lambda theta: (_lines(theta), None), _backward)


@pytree_dataclass
class Lines(Problem):
    """L₁ = 3 t₁ + t₂ and L₂ = −2 t₁ + 5 t₂; (5, 8) at θ = (1, 2).

    `backward_passes` lists the weights (w₁, w₂) of every gradient that is evaluated.
    """

    label = "Lines"
    source = "The tests."
    stretch = 1.0

    def front(self, t1):
        raise NotImplementedError

    def losses(self, theta):
        return _lines(theta)
