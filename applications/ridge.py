"""Ridge regression: how well a line fits, against how large its coefficients are."""

from functools import cached_property

import jax.numpy as jnp
import numpy as np
from jaxtyping import Array, Float, PRNGKeyArray, Scalar

from applications.base import Application, Bounded, Quantity, Training
from applications.data.diabetes import Patients, names, patients
from applications.pictures import Bars


class Ridge(Application):
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
    minimized = Quantity(symbol="MSE", name="mean squared error", unit="variances of y")
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
    num_steps = 2400
    learning_rate = 0.01

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
        return jnp.mean(error**2), {"norm": jnp.sum(params**2)}

    def picture(self, training: Training) -> Bars:
        features, progression = patients()
        least_squares = np.linalg.lstsq(features, progression)[0]
        return Bars(names(), np.asarray(training.params), least_squares, "coefficient")
