"""Noise in what a step sees of the losses, as if each step had its own batch of data."""

from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jaxtyping import Array, Float, Int, Scalar, ScalarLike

from bounded_jit import jit
from precision import FLOAT
from pytree import pytree_dataclass
from toy_problems.base import Problem


class Noise(NamedTuple):
    """The noise of a batch of runs over a piece of their steps.

    Attributes:
        scale: Standard deviation σ for each run.
        place: Where each run stands among all that are simulated, counted from 0.
        seed: Of all draws.
        piece: Which piece of the steps it is, counted from 0; each has draws of its own.
    """

    scale: Float[Array | np.ndarray, "batch"]
    place: Int[Array | np.ndarray, "batch"]
    seed: ScalarLike
    piece: ScalarLike


@pytree_dataclass
class NoisyProblem(Problem):
    """A problem as one step at the parameters θ₀ sees it.

        L_k(θ) + ξ_k + ζ_k · (θ − θ₀)

    So at θ₀ the losses are off by ξ and their gradients by ζ, which vary independently.
    A step that looks elsewhere sees the same batch of data there.

    Attributes:
        problem: The problem without noise.
        theta0: Parameters θ₀ where the step begins.
        errors: ξ_k and then ζ_k, of each loss.
    """

    problem: Problem
    theta0: Float[Array, "n"]
    errors: Float[Array, "2 n+1"]

    def front(self, t1: Float[Array, ""]) -> Float[Array, "2"]:
        return self.problem.front(t1)

    def losses(self, theta: Float[Array, "2"]) -> Float[Array, "2"]:
        xi, zeta = self.errors[:, 0], self.errors[:, 1:]
        along = zeta * (theta - self.theta0)[None]
        return self.problem.losses(theta) + xi + along.sum(axis=1)


@jit
def draw(noise: Noise, *, num_steps: int, n: int) -> Float[Array, "steps 2 n+1 batch"]:
    """The errors of each step of each run; those of a run hang on its place alone.

    A program of its own, for all methods and problems: within theirs it made each of them
    three times as large.
    """
    key = jax.random.key(noise.seed)

    def draw_run(place: Scalar, scale: Scalar) -> Float[Array, "steps 2 n+1"]:
        of_run = jax.random.fold_in(jax.random.fold_in(key, place), noise.piece)
        return scale * jax.random.normal(of_run, (num_steps, 2, n + 1), FLOAT)

    place, scale = jnp.asarray(noise.place), jnp.asarray(noise.scale)
    return jax.vmap(draw_run, out_axes=-1)(place, scale)
