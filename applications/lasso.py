"""The lasso: how well a line fits, against how large and how many its coefficients are."""

from functools import cached_property

import jax.numpy as jnp
import numpy as np
from jaxtyping import Array, Float, PRNGKeyArray, Scalar

from applications.base import Application, Bounded, Quantity, Training
from applications.data.diabetes import Patients, names, patients
from applications.pictures import Bars


class Lasso(Application):
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
    minimized = Quantity(symbol="MSE", name="mean squared error", unit="variances of y")
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
    num_steps = 2400
    learning_rate = 0.01
    # The slope of |w| jumps at 0, and a coefficient that should be 0 goes to and fro
    # across it, as far as a step takes it. So steps shorten; but not to nothing, since
    # λ would go on rising or falling with what is left of the violation.
    last_rate = 0.01

    @cached_property
    def examples(self) -> Patients:
        return patients()

    def init(self, key: PRNGKeyArray) -> Float[Array, "features"]:
        del key
        return jnp.zeros(self.examples.features.shape[1])

    def losses(
        self, params: Float[Array, "features"], examples: Patients, key: PRNGKeyArray
    ) -> tuple[Scalar, dict[str, Scalar]]:
        del key
        error = examples.features @ params - examples.progression
        return jnp.mean(error**2), {"norm": jnp.sum(jnp.abs(params))}

    def picture(self, training: Training) -> Bars:
        features, progression = patients()
        least_squares = np.linalg.lstsq(features, progression)[0]
        return Bars(names(), np.asarray(training.params), least_squares, "coefficient")
