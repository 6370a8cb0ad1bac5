"""The weighted sum of losses, for any model: what MDMM is compared with."""

import jax
import jax.numpy as jnp
from jaxtyping import PyTree, Scalar, ScalarLike

from optimizers.training.method import Method, Multipliers, check_structure
from pytree import pytree_dataclass


@pytree_dataclass
class WeightedSum(Method):
    """Descent on L + Σ α g.

    Attributes:
        weights: The weight α of each other loss: a number, or a dictionary or another
            pytree of them.
    """

    weights: PyTree[ScalarLike]

    def init(self) -> Multipliers:
        return ()

    def descended(
        self, loss: ScalarLike, values: PyTree[ScalarLike], multipliers: Multipliers
    ) -> Scalar:
        del multipliers
        check_structure("values", self.weights, values)
        terms = jax.tree.map(lambda weight, value: weight * value, self.weights, values)
        return jax.tree.reduce(jnp.add, terms, jnp.asarray(loss))

    def update(self, values: PyTree[ScalarLike], multipliers: Multipliers) -> Multipliers:
        del values
        return multipliers
