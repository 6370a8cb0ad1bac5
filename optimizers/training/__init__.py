"""Losses kept to values, in a training loop of your own.

For any model, any number of constraints, and any optimizer of the parameters:

    method = MDMM(constraints={"kl": AtMost(bound=12.0)}, damping=1.0)
    multipliers = method.init()

    def descended(params, multipliers, batch):
        reconstruction, kl = losses(params, batch)
        return method.descended(reconstruction, {"kl": kl}, multipliers), {"kl": kl}

    gradient, values = jax.grad(descended, has_aux=True)(params, multipliers, batch)
    ...                      # a step of the parameters along the gradient, with Optax, say
    multipliers = method.update(values, multipliers)
"""

from optimizers.training.constraints import (
    AtLeast,
    AtMost,
    Between,
    Constraint,
    EqualTo,
    with_gradient_of,
)
from optimizers.training.hard_constraint_first import HardConstraintFirst
from optimizers.training.mdmm import MDMM
from optimizers.training.method import Method
from optimizers.training.weighted_sum import WeightedSum

__all__ = [
    "MDMM",
    "AtLeast",
    "AtMost",
    "Between",
    "Constraint",
    "EqualTo",
    "HardConstraintFirst",
    "Method",
    "WeightedSum",
    "with_gradient_of",
]
