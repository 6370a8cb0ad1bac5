"""Ridge regression: how well a line fits, against how large its coefficients are."""

import jax.numpy as jnp
from jaxtyping import Array, Float, Scalar

from applications.base import Bounded
from applications.linear_model import LinearModel


class Ridge(LinearModel):
    """A linear model of how diabetes went on within a year, from ten measurements.

    L = mean((X w − y)²)
    g = Σ w²
    """

    label = "Ridge regression"
    menu_order = 1
    source = (
        "A. E. Hoerl and R. W. Kennard, “Ridge regression: biased estimation for "
        "nonorthogonal problems”, Technometrics, 1970."
    )
    bounded = (
        Bounded(
            key="norm",
            symbol="‖w‖²",
            name="squared norm of the coefficients",
            low=0.05,
            high=0.75,
            epsilon=0.2,
            weights=(0.001, 10),
            weight=0.1,
            damping=2.0,
            multiplier_rate=0.1,
        ),
    )

    def norms(self, w: Float[Array, "features"]) -> dict[str, Scalar]:
        return {"norm": jnp.sum(w**2)}
