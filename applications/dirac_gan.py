"""The Dirac-GAN: two players that go round one another, and what damping does to it."""

from functools import cached_property
from typing import TYPE_CHECKING

import jax.numpy as jnp
import numpy as np
from jaxtyping import Array, Float, PRNGKeyArray, Scalar

from applications.base import Application, Bounded, Quantity, Training
from applications.pictures import Path
from optimizers.training import EqualTo

if TYPE_CHECKING:
    import optax

# Where the generator begins: farther off than any ε of the slider, so that there is
# always a way to go.
THETA_0 = 2.0


class DiracGAN(Application):
    """A generator of one point θ, and a linear discriminator D(x) = ψ x.

        g = θ − mean(x)              how far what is generated is off the data
        θ ← θ − η (ψ + δ (g − ε))    the generator goes down ψ g
        ψ ← ψ + η (g − ε)            the discriminator goes up

    So nothing is minimized, and ψ is the multiplier λ of g = ε: with f(t) = t, that of a
    Wasserstein GAN, adversarial training is the basic differential method of multipliers.
    Both players move at once, and a step takes (θ − mean(x) − ε, ψ) times

        1 − η δ   −η
        η          1

    with the determinant 1 − η δ + η². For δ < 2 its eigenvalues are complex, of absolute
    value √(1 − η δ + η²): without damping θ and ψ leave their equilibrium in a spiral, by
    √(1 + η²) a step, as in the source; they come to it for δ > η. The source's cure, a
    penalty γ/2 ψ² on the gradient of the discriminator, has the same eigenvalues for γ = δ.

    The data have a spread, unlike the one point of the source, so that mini-batches differ.
    """

    label = "Dirac-GAN"
    menu_order = 6
    source = (
        "L. Mescheder, A. Geiger and S. Nowozin, “Which training methods for GANs do "
        "actually converge?”, International Conference on Machine Learning, 2018."
    )
    pictured = "From ● to ★: generator θ and discriminator ψ. ○: where the data are."
    minimized = Quantity(symbol="0", name="")
    bounded = (
        Bounded(
            key="mean",
            symbol="θ − x̄",
            name="generated mean, less that of the data",
            low=-1.0,
            high=1.0,
            epsilon=0.0,
            weights=(0.001, 1),
            weight=0.1,
            # A quarter of what lets them come straight in, so that the spiral is seen.
            damping=0.5,
            multiplier_rate=0.05,
            kind=EqualTo,
        ),
    )
    num_steps = 600
    learning_rate = 0.05

    @cached_property
    def examples(self) -> Float[np.ndarray, "examples"]:
        drawn = np.random.default_rng(0).normal(size=200)
        return (drawn - drawn.mean()) / drawn.std()

    def init(self, key: PRNGKeyArray) -> Scalar:
        del key
        return jnp.asarray(THETA_0, float)

    def losses(
        self, params: Scalar, examples: Float[Array, "examples"], key: PRNGKeyArray
    ) -> tuple[Scalar, dict[str, Scalar]]:
        del key
        return 0 * params, {"mean": params - jnp.mean(examples)}

    def picture(self, training: Training) -> Path:
        theta = training.losses[:, 1] + self.examples.mean()
        if training.multipliers.shape[1]:
            psi = training.multipliers[:, 0]
        else:
            # A weight is a ψ that stays as it is; how far θ went says what it was.
            slope = (theta[0] - theta[-1]) / (self.learning_rate * training.steps[-1])
            psi = np.full_like(theta, slope)
        return Path(np.stack([theta, psi], axis=1), (0.0, 0.0), ("θ", "ψ"))

    def optimizer(self) -> "optax.GradientTransformation":
        # Only now, as in `applications/base.py`.
        import optax

        return optax.sgd(self.learning_rate)
