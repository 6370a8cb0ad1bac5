"""The lasso: how well a line fits, against how large and how many its coefficients are."""

import jax.numpy as jnp
from jaxtyping import Array, Float, Scalar

from applications.base import Bounded
from applications.linear_model import LinearModel


class Lasso(LinearModel):
    """A linear model of how diabetes went on within a year, from few of ten measurements.

    L = mean((X w − y)²)
    g = Σ |w|

    A small bound makes coefficients exactly 0, which ridge regression does not: it selects
    what is measured.
    """

    label = "Lasso"
    menu_order = 2
    source = (
        "R. Tibshirani, “Regression shrinkage and selection via the lasso”, Journal of the "
        "Royal Statistical Society B, 1996."
    )
    bounded = (
        Bounded(
            key="norm",
            symbol="‖w‖₁",
            name="sum of the absolute coefficients",
            low=0.1,
            high=2.2,
            epsilon=0.7,
            weights=(0.0001, 10),
            weight=0.1,
            damping=3.0,
            multiplier_rate=0.1,
        ),
    )
    # The slope of |w| jumps at 0, and a coefficient that should be 0 goes to and fro
    # across it, as far as a step takes it. So steps shorten; but not to nothing, since
    # λ would go on rising or falling with what is left of the violation.
    last_rate = 0.01

    def norms(self, w: Float[Array, "features"]) -> dict[str, Scalar]:
        return {"norm": jnp.sum(jnp.abs(w))}
