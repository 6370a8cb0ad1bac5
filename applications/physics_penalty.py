"""A network that fits data, and must not fall below what physics allows."""

import itertools
from functools import cached_property
from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jaxtyping import Array, Float, PRNGKeyArray, Scalar, ScalarLike

from applications.base import Application, Bounded, Quantity, Training
from applications.pictures import Curve

LEVEL = 3.0
WIDTHS = (1, 32, 32, 1)
# In float32, as networks are, and because it is faster.
PLACES = np.linspace(-3, 3, 121, dtype=np.float32)


class Points(NamedTuple):
    """The data.

    Attributes:
        x: From −3 to 3.
        y: 3 + 1.2 sin(1.5 x), and noise.
    """

    x: Float[np.ndarray, "points"]
    y: Float[np.ndarray, "points"]


class Layer(NamedTuple):
    """One layer of the network: x ↦ x weights + biases."""

    weights: Float[Array, "inputs outputs"]
    biases: Float[Array, "outputs"]


class PhysicsPenalty(Application):
    """A network f with two hidden layers, whose data dip below what it may put out.

        L = mean((f(x) − y)²)        over the points
        g = mean(max(0, 3 − f(x)))   over a grid of places x

    What physics forbids it forbids everywhere, so g is asked on a grid, with a place to
    every 0.05 of x, and not at the points. It is then known exactly at each step, however
    small the mini-batch: that matters at ε = 0, where g can be off on one side only, so
    that noise in it would not average out.

    λ is what the bound costs, −dL/dε. It is finite at ε = 0, so that any weight above it
    puts an end to the violation, at the price of a worse fit the larger it is.
    """

    label = "Physics penalty"
    menu_order = 5
    source = (
        "“Learning hyper-parameter for loss function regularization term”, PyTorch forum, "
        "which asks whether the weight of max(3 − output, 0) can be learned."
    )
    pictured = "Dots: the data. Line: the network, which should not fall below the level."
    minimized = Quantity(symbol="MSE", name="mean squared error")
    bounded = (
        Bounded(
            key="penalty",
            symbol="g",
            name="mean shortfall below 3",
            low=0.0,
            high=0.4,
            epsilon=0.0,
            weights=(0.01, 100),
            weight=1.0,
            damping=2.0,
            multiplier_rate=0.3,
        ),
    )
    num_steps = 1800
    learning_rate = 0.01
    # Adam's steps do not get shorter by themselves, and at the kink of max(0, ·) keep
    # the output going to and fro about the level.
    last_rate = 0.02

    @cached_property
    def examples(self) -> Points:
        rng = np.random.default_rng(0)
        x = np.sort(rng.uniform(-3, 3, 120))
        y = 3 + 1.2 * np.sin(1.5 * x) + rng.normal(scale=0.05, size=120)
        return Points(x.astype(np.float32), y.astype(np.float32))

    def init(self, key: PRNGKeyArray) -> tuple[Layer, ...]:
        return _first(key)

    def losses(
        self, params: tuple[Layer, ...], examples: Points, key: PRNGKeyArray
    ) -> tuple[Scalar, dict[str, Scalar]]:
        del key
        # Points and places in one go, which halves what there is to compile.
        outputs = _outputs(params, jnp.concatenate([examples.x, PLACES]))
        at_points, at_places = jnp.split(outputs, [len(examples.x)])
        shortfall = jnp.maximum(0.0, LEVEL - at_places)
        return jnp.mean((at_points - examples.y) ** 2), {"penalty": jnp.mean(shortfall)}

    def picture(self, training: Training) -> Curve:
        outputs = np.asarray(_outputs(training.params, PLACES))
        points = np.stack(self.examples, axis=1)
        return Curve(PLACES, outputs, points, LEVEL, ("x", "y"))


@jax.jit
def _first(key: PRNGKeyArray) -> tuple[Layer, ...]:
    """Layers with random weights, whose output is near the level."""
    # From around 0 all of it would violate the bound at first, and drive λ far beyond what
    # it comes to. One call draws all weights, since each would be compiled by itself.
    biases = (0.0, 0.0, LEVEL)
    shapes = list(itertools.pairwise(WIDTHS))
    ends = np.cumsum([inputs * outputs for inputs, outputs in shapes])
    drawn = jnp.split(jax.random.normal(key, (ends[-1],), np.float32), ends[:-1])
    return tuple(
        Layer(
            weights.reshape(shape) / np.float32(np.sqrt(shape[0])),
            jnp.full(shape[1], bias, np.float32),
        )
        for weights, shape, bias in zip(drawn, shapes, biases, strict=True)
    )


def _outputs(
    layers: tuple[Layer, ...], x: Float[Array | np.ndarray, "places"]
) -> Float[Array, "places"]:
    """The values of f."""

    def at(place: ScalarLike) -> Scalar:
        activity = jnp.atleast_1d(place)
        for weights, biases in layers[:-1]:
            activity = jnp.tanh(activity @ weights + biases)
        weights, biases = layers[-1]
        return (activity @ weights + biases)[0]

    return jax.vmap(at)(jnp.asarray(x))
