"""Hard constraint first, for any model: what MDMM is compared with."""

import jax
import jax.numpy as jnp
from jaxtyping import PyTree, Scalar, ScalarLike

from optimizers.training.constraints import Constraint, is_constraint
from optimizers.training.method import Method, Multipliers, check_structure
from pytree import pytree_dataclass


@pytree_dataclass
class HardConstraintFirst(Method):
    """Descent on the violations as long as there are any, else on the loss.

        h = g − ε                            violation of g ≤ ε, positive if g is too large
        θ goes down the gradient of Σ max(0, h) if any h > 0, and of L otherwise

    Source: J. Degrave and I. Korshunova, “How we can make machine learning algorithms
    tunable”, 2021.

    Attributes:
        constraints: One, or a dictionary or another pytree of them; an equality, which is
            never quite met, would keep it from ever minimizing the loss.
    """

    constraints: PyTree[Constraint]

    def init(self) -> Multipliers:
        for constraint in jax.tree.leaves(self.constraints, is_leaf=is_constraint):
            if constraint.is_equality:
                raise ValueError(
                    "A constraint that comes first should leave room, such as `AtMost` or "
                    f"`Between`. Found {constraint!r}."
                )
        return ()

    def descended(
        self, loss: ScalarLike, values: PyTree[ScalarLike], multipliers: Multipliers
    ) -> Scalar:
        def violated(constraint: Constraint, value: ScalarLike) -> Scalar:
            return jnp.sum(jnp.maximum(0.0, constraint.violations(value)))

        del multipliers
        check_structure("values", self.constraints, values)
        each = jax.tree.map(violated, self.constraints, values, is_leaf=is_constraint)
        violation = sum(jax.tree.leaves(each))
        return jnp.where(violation > 0, violation, loss)

    def update(self, values: PyTree[ScalarLike], multipliers: Multipliers) -> Multipliers:
        del values
        return multipliers
