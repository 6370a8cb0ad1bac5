"""The elastic net: how well a line fits, with two bounds on its coefficients at once."""

import jax.numpy as jnp
from jaxtyping import Array, Float, Scalar

from applications.base import Bounded
from applications.linear_model import LinearModel


class ElasticNet(LinearModel):
    """A linear model of how diabetes went on within a year, from some of ten measurements.

    L = mean((X w − y)²)
    g₁ = Σ |w|
    g₂ = Σ w²

    For both bounds to matter, ε₂ lies between Σ w² of the lasso and of ridge regression
    where their Σ |w| is ε₁. Above, only ε₁ does and λ₂ is 0; below, it is the other way
    round. On the sliders, both do over half of all (ε₁, ε₂).
    """

    label = "Elastic net"
    menu_order = 3
    source = (
        "H. Zou and T. Hastie, “Regularization and variable selection via the elastic "
        "net”, Journal of the Royal Statistical Society B, 2005."
    )
    bounded = (
        Bounded(
            key="absolute",
            symbol="‖w‖₁",
            name="sum of the absolute coefficients",
            low=0.4,
            high=0.9,
            epsilon=0.7,
            weights=(0.001, 10),
            weight=0.1,
            damping=3.0,
            multiplier_rate=0.1,
        ),
        Bounded(
            key="squared",
            symbol="‖w‖²",
            name="squared norm of the coefficients",
            low=0.05,
            high=0.18,
            epsilon=0.12,
            weights=(0.001, 10),
            weight=0.1,
            damping=10.0,
            multiplier_rate=0.5,
        ),
    )
    # The slope of |w| jumps at 0, and a coefficient that should be 0 goes to and fro
    # across it, as far as a step takes it. So steps shorten; but not to nothing, since
    # each λ would go on rising or falling with what is left of its violation.
    last_rate = 0.01

    def norms(self, w: Float[Array, "features"]) -> dict[str, Scalar]:
        return {"absolute": jnp.sum(jnp.abs(w)), "squared": jnp.sum(w**2)}
