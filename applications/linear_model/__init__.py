"""What linear models of the same data have in common: all but what is bounded."""

import abc
from functools import cached_property

import jax.numpy as jnp
import numpy as np
from jaxtyping import Array, Float, PRNGKeyArray, Scalar

from applications.base import Application, Quantity, Training
from applications.data.diabetes import Patients, names, patients
from applications.pictures import Bars


class LinearModel(Application):
    """A line through how diabetes went on within a year, with L = mean((X w − y)²)."""

    pictured = "Bars: the coefficients. Outlines: those of least squares, without a bound."
    minimized = Quantity(symbol="MSE", name="mean squared error", unit="variances of y")
    num_steps = 2400
    learning_rate = 0.01

    @abc.abstractmethod
    def norms(self, w: Float[Array, "features"]) -> dict[str, Scalar]:
        """How large the coefficients w are: each bounded loss by its key."""

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
        return jnp.mean(error**2), self.norms(params)

    def picture(self, training: Training) -> Bars:
        features, progression = patients()
        least_squares = np.linalg.lstsq(features, progression)[0]
        return Bars(names(), np.asarray(training.params), least_squares, "coefficient")
