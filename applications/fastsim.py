"""Refinement of a fast simulation: pair by pair, against all responses together."""

from functools import cached_property
from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jaxtyping import Array, Float, PRNGKeyArray, Scalar

from applications.base import Application, Bounded, Quantity, Training
from applications.pictures import Histograms

NUM_PAIRS, SEED = 256, 2
HIDDEN = 4
# Half of what each mode of the full responses is from the middle between both, so that the
# kernel tells the modes apart.
KERNEL_WIDTH = 0.5
EDGES = np.linspace(-3, 2.5, 45)


class Pairs(NamedTuple):
    """The same event in both simulations; responses have no unit.

    Attributes:
        condition: What both simulations are told of the event, from −1 to 1.
        fast: Response in the fast simulation.
        full: Response in the full simulation.
    """

    condition: Float[np.ndarray, "pairs"]
    fast: Float[np.ndarray, "pairs"]
    full: Float[np.ndarray, "pairs"]


class Layer(NamedTuple):
    """Of a neural network.

    Attributes:
        weights: From each input to each output.
        biases: Of the outputs.
    """

    weights: Float[Array, "inputs outputs"]
    biases: Float[Array, "outputs"]


class FastSimulation(Application):
    """A small network r that adds a correction to each response of a fast simulation.

    L = mean((r(x, u) − y)²)
    g = 1/(n (n − 1)) Σ_{i≠j} h_ij
    h_ij = k(r_i, r_j) + k(y_i, y_j) − k(r_i, y_j) − k(r_j, y_i)
    k(a, b) = exp(−(a − b)²/(2 σ²)), σ = 0.5

    with the response x of the fast simulation, y of the full one, and the condition u. g is
    the unbiased estimate of MMD² by A. Gretton et al., “A kernel two-sample test”, Journal
    of Machine Learning Research, 2012, which can be slightly negative. Pairs i = j are left
    out of all four terms: the mean of g over mini-batches is then g over all examples.

    y has two modes, and x does not say for sure which one: L wants r between them, and g
    wants it in one of them.
    """

    label = "Fast simulation"
    menu_order = 7
    source = "K. Pedro, “Constrained optimization for neural networks”, slides."
    pictured = "How often each response is. W₁: Wasserstein distance from full ones."
    minimized = Quantity(symbol="MSE", name="mean squared error, pair by pair")
    bounded = (
        Bounded(
            key="mmd",
            symbol="MMD²",
            name="squared maximum mean discrepancy of all responses",
            low=0.02,
            high=0.13,
            epsilon=0.05,
            weights=(0.01, 100),
            weight=1,
            damping=20.0,
            multiplier_rate=1.0,
        ),
    )
    num_steps = 4800
    learning_rate = 0.01
    # At a steady rate the last steps with mini-batches stray four times as far from ε.
    last_rate = 0.02

    @cached_property
    def examples(self) -> Pairs:
        drawn = np.random.default_rng(SEED)
        condition = drawn.uniform(-1, 1, NUM_PAIRS)
        mode = np.where(drawn.random(NUM_PAIRS) < 0.5, 1, -1)
        spread = 0.15 * drawn.normal(size=NUM_PAIRS)
        full = 0.3 * condition + mode * (0.8 + 0.2 * condition) + spread
        fast = 0.5 * full - 0.6 + 0.6 * drawn.normal(size=NUM_PAIRS)
        return Pairs(*(array.astype(np.float32) for array in (condition, fast, full)))

    def init(self, key: PRNGKeyArray) -> tuple[Layer, Layer]:
        # Units that look at x, spread over where it is, lead from any key to about the same
        # refinement; units drawn at random lead to better and worse ones.
        along_fast = jnp.array([[2.0], [0.0]], jnp.float32)
        jitter = 0.1 * jax.random.normal(key, (2, HIDDEN), jnp.float32)
        # Without weights to its output the network corrects nothing at first.
        return (
            Layer(along_fast + jitter, jnp.linspace(-1, 4, HIDDEN, dtype=jnp.float32)),
            Layer(jnp.zeros((HIDDEN, 1), jnp.float32), jnp.zeros(1, jnp.float32)),
        )

    def losses(
        self, params: tuple[Layer, Layer], examples: Pairs, key: PRNGKeyArray
    ) -> tuple[Scalar, dict[str, Scalar]]:
        del key
        refined, full = _refined(params, examples), jnp.asarray(examples.full)
        return jnp.mean((refined - full) ** 2), {"mmd": _discrepancy(refined, full)}

    def picture(self, training: Training) -> Histograms:
        pairs = self.examples
        refined = np.asarray(_refined(training.params, pairs))
        responses = (pairs.full, pairs.fast, refined)
        counts = [np.histogram(response, EDGES)[0] for response in responses]
        return Histograms(
            edges=EDGES,
            labels=(
                "full",
                f"fast{_distance(pairs.fast, pairs.full)}",
                f"refined{_distance(refined, pairs.full)}",
            ),
            shares=np.array(counts) / NUM_PAIRS,
            title="response",
        )


def _refined(params: tuple[Layer, Layer], pairs: Pairs) -> Float[Array, "pairs"]:
    """The response r: x plus what a network with one hidden layer makes of x and u."""
    hidden, output = params
    inputs = jnp.stack([pairs.fast, pairs.condition], axis=1)
    features = jnp.tanh(inputs @ hidden.weights + hidden.biases[None])
    correction = features @ output.weights + output.biases[None]
    return jnp.asarray(pairs.fast) + correction[:, 0]


def _distance(some: Float[np.ndarray, "n"], others: Float[np.ndarray, "n"]) -> str:
    """The Wasserstein distance in words: as many numbers are paired by their ranks."""
    distance = np.mean(np.abs(np.sort(some) - np.sort(others)))
    return f", W₁ = {distance:.2f}" if np.isfinite(distance) else ""


def _discrepancy(refined: Float[Array, "pairs"], full: Float[Array, "pairs"]) -> Scalar:
    """The unbiased estimate of MMD² between the two."""
    count = len(refined)
    h = _kernel(refined, refined) + _kernel(full, full) - 2 * _kernel(refined, full)
    return (jnp.sum(h) - jnp.trace(h)) / (count * (count - 1))


def _kernel(a: Float[Array, "n"], b: Float[Array, "m"]) -> Float[Array, "n m"]:
    """Of each of a with each of b: k."""
    return jnp.exp(-((a[:, None] - b[None]) ** 2) / (2 * KERNEL_WIDTH**2))
