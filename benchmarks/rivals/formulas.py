"""The losses as a user of JAX or PyTorch writes them, who leaves the gradients to it."""

import math


def losses(numpy_like, problem, t1, t2):
    """L₁ and L₂ at angles t₁ within the box; `numpy_like` is `jax.numpy` or `torch`."""
    if problem == "concave":
        radius = 1 + t2**2
        return numpy_like.sin(t1) * radius, numpy_like.cos(t1) * radius
    radius = 1 + 3 * t2**2
    if problem == "convex":
        return (1 - numpy_like.cos(t1)) * radius, (1 - numpy_like.sin(t1)) * radius
    s = 2 * t1 / math.pi
    wave = 0.02 * (1 - numpy_like.cos(4 * math.pi * s))
    return (s + wave) * radius, (1 - s + wave) * radius
