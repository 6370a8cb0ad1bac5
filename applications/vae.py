"""A variational autoencoder: how well it redraws digits, against what a code tells."""

from functools import cached_property
from statistics import NormalDist
from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jaxtyping import Array, Float, Float32, PRNGKeyArray, Scalar

from applications.base import Application, Bounded, Quantity, Training
from applications.data.digits import digits
from applications.pictures import Images

# As many as let a training take well below a second; the other 1,197 change little.
NUM_IMAGES = 600
SIDE, LATENTS, HIDDEN = 8, 2, 32
GRID = 8


class Layer(NamedTuple):
    """x ↦ x W + b."""

    W: Float32[Array, "inputs outputs"]
    b: Float32[Array, "outputs"]


class Params(NamedTuple):
    """Two layers each, with tanh between them.

    Attributes:
        encoder: From an image to μ and ln σ.
        decoder: From z to the log-odds of ink.
    """

    encoder: tuple[Layer, Layer]
    decoder: tuple[Layer, Layer]


class VAE(Application):
    """Digits of 8×8 pixels x, each redrawn from a code z of two numbers.

    q(z|x) = N(μ(x), σ(x)²)
    z = μ + σ ξ,  ξ ~ N(0, 1)
    R = mean(−Σ (x ln p(z) + (1 − x) ln(1 − p(z)))), the sum over pixels
    KL = mean(½ Σ (μ² + σ² − 1 − ln σ²)), the sum over latents, of q(z|x) from N(0, 1)

    A weighted sum R + β KL is the loss of I. Higgins et al., “β-VAE: learning basic visual
    concepts with a constrained variational framework”, 2017. Pixels are grey, so that R
    stays above the entropy of x.
    """

    label = "Variational autoencoder"
    menu_order = 5
    source = (
        "D. P. Kingma and M. Welling, “Auto-encoding variational Bayes”, International "
        "Conference on Learning Representations, 2014."
    )
    pictured = "What the decoder draws at places of the plane of latent variables."
    minimized = Quantity(symbol="R", name="reconstruction error", unit="nats per image")
    # R gains from every nat, so that at most ε comes to the same as equal to it, and leaves
    # hard-constraint-first the room that it needs.
    bounded = (
        Bounded(
            key="kl",
            symbol="KL",
            name="what the code tells of an image",
            unit="nats per image",
            low=0.5,
            high=6.0,
            epsilon=3.0,
            weights=(0.01, 100.0),
            weight=1.0,
            damping=1.0,
            multiplier_rate=0.02,
        ),
    )
    num_steps = 1200
    learning_rate = 0.005
    # The noise ξ keeps the parameters moving as long as steps are large.
    last_rate = 0.02

    @cached_property
    def examples(self) -> Float32[np.ndarray, "images 64"]:
        return digits().pixels[:NUM_IMAGES]

    def init(self, key: PRNGKeyArray) -> Params:
        return _drawn(key)

    def losses(
        self, params: Params, examples: Float32[Array, "images 64"], key: PRNGKeyArray
    ) -> tuple[Scalar, dict[str, Scalar]]:
        x = jnp.asarray(examples)
        μ, ln_σ = jnp.split(_through(params.encoder, x), 2, axis=1)
        σ = jnp.exp(ln_σ)
        z = μ + σ * jax.random.normal(key, μ.shape, μ.dtype)
        log_odds = _through(params.decoder, z)
        # −x ln p − (1 − x) ln(1 − p) for p = 1 / (1 + exp(−log_odds)), without overflow.
        error = jax.nn.softplus(log_odds) - x * log_odds
        kl = (μ**2 + σ**2 - 1 - 2 * ln_σ) / 2
        return jnp.mean(jnp.sum(error, axis=1)), {"kl": jnp.mean(jnp.sum(kl, axis=1))}

    def picture(self, training: Training) -> Images:
        # Places that cut N(0, 1) into equal shares, as in figure 4 of the source.
        places = [NormalDist().inv_cdf((i + 0.5) / GRID) for i in range(GRID)]
        z = np.array([(z1, -z2) for z2 in places for z1 in places], np.float32)
        pixels = np.asarray(_ink(training.params.decoder, z))
        return Images(pixels.reshape(GRID, GRID, SIDE, SIDE), ("z₁", "z₂"))


@jax.jit
def _drawn(key: PRNGKeyArray) -> Params:
    """Layers that keep the size of what goes through them about the same."""
    shapes = (SIDE**2, HIDDEN), (HIDDEN, 2 * LATENTS), (LATENTS, HIDDEN), (HIDDEN, SIDE**2)
    ends = np.cumsum([inputs * outputs for inputs, outputs in shapes])
    # All in one draw, since each one more takes a further third of a second to compile.
    drawn = jnp.split(jax.random.normal(key, (ends[-1],), jnp.float32), ends[:-1])
    first, second, third, fourth = (
        Layer(some.reshape(shape) / shape[0] ** 0.5, jnp.zeros(shape[1], jnp.float32))
        for some, shape in zip(drawn, shapes, strict=True)
    )
    return Params((first, second), (third, fourth))


def _through(
    layers: tuple[Layer, Layer], x: Float[Array, "any inputs"]
) -> Float[Array, "any outputs"]:
    first, second = layers
    return jnp.tanh(x @ first.W + first.b[None]) @ second.W + second.b[None]


@jax.jit
def _ink(
    decoder: tuple[Layer, Layer], z: Float[Array, "codes 2"]
) -> Float[Array, "codes 64"]:
    """The probability p of ink in each pixel."""
    return jax.nn.sigmoid(_through(decoder, z))
