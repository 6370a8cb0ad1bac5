"""The modified differential method of multipliers (MDMM), for any model."""

from typing import Any

import jax
import jax.numpy as jnp
from jaxtyping import Array, Float, PyTree, Scalar, ScalarLike

from optimizers.training.constraints import Constraint, is_constraint
from optimizers.training.method import Method, Multipliers, check_structure
from pytree import pytree_dataclass


@pytree_dataclass
class MDMM(Method):
    """Descent on a damped Lagrangian in the parameters, ascent on it in each λ.

        h = g − ε                            violation of g ≤ ε, positive if g is too large
        θ goes down the gradient of L + Σ (λ h + δ/2 h²)
        λ ← max(0, λ + η_λ h)

    While λ > 0 this is `optimizers/mdmm.py`, with its law for δ, as it is all the time for
    a constraint g = ε, whose λ has either sign. Where λ = 0 only a violation is damped,
    δ/2 max(0, h)², so that a constraint that has room to spare does nothing. Noise in h is
    damped on both sides as long as λ > 0, and so does not move the mean of g off ε.

    Source: J. C. Platt and A. H. Barr, “Constrained differential optimization”, Neural
    Information Processing Systems, 1987.

    Attributes:
        constraints: One, or a dictionary or another pytree of them.
        damping: δ, at least 0; one number, or one for each constraint in their structure.
            Without damping this is BDMM.
        multiplier_rate: η_λ, likewise.
    """

    constraints: PyTree[Constraint]
    damping: PyTree[ScalarLike] = 10.0
    multiplier_rate: PyTree[ScalarLike] = 1.0

    def init(self) -> Multipliers:
        def none(constraint: Constraint) -> Float[Array, "sides"]:
            return jnp.zeros(constraint.violations(0.0).shape)

        return jax.tree.map(none, self.constraints, is_leaf=is_constraint)

    def descended(
        self, loss: ScalarLike, values: PyTree[ScalarLike], multipliers: Multipliers
    ) -> Scalar:
        def damped(
            constraint: Constraint,
            value: ScalarLike,
            multiplier: Array,
            damping: ScalarLike,
        ) -> Scalar:
            violation = constraint.violations(value)
            is_held = constraint.is_equality | (multiplier > 0)
            friction = jnp.where(is_held, violation, jnp.maximum(0.0, violation))
            return jnp.sum(multiplier * violation + damping / 2 * friction**2)

        multipliers = jax.lax.stop_gradient(multipliers)
        terms = self._map(damped, values, multipliers, self.damping)
        return jax.tree.reduce(jnp.add, terms, jnp.asarray(loss))

    def update(self, values: PyTree[ScalarLike], multipliers: Multipliers) -> Multipliers:
        def risen(
            constraint: Constraint, value: ScalarLike, multiplier: Array, rate: ScalarLike
        ) -> Float[Array, "sides"]:
            after = multiplier + rate * constraint.violations(value)
            return after if constraint.is_equality else jnp.maximum(0.0, after)

        return self._map(risen, values, multipliers, self.multiplier_rate)

    def _map(self, each: Any, values: Any, multipliers: Any, numbers: Any) -> Any:
        """Of each constraint with its value, its multipliers and its number."""
        check_structure("values", self.constraints, values)
        if len(jax.tree.leaves(numbers)) == 1:
            (number,) = jax.tree.leaves(numbers)
            numbers = jax.tree.map(lambda _: number, values)
        return jax.tree.map(
            each, self.constraints, values, multipliers, numbers, is_leaf=is_constraint
        )
