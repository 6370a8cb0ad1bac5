"""MDMM that does not see a constraint that is kept."""

import jax.numpy as jnp
from jaxtyping import Array, Float

from optimizers.base import NumberOrArray, Optimizer, State, losses_and_gradient
from pytree import pytree_dataclass
from ranges import Damping, Epsilon, LearningRate, MultiplierRate
from toy_problems.base import Problem


@pytree_dataclass
class HardClampMDMM(Optimizer):
    """MDMM of the violation cut off at zero, before anything is done with it.

        v = max(0, L₂ − ε)                   violation, never negative
        θ ← θ − η (∇L₁ + (λ + δ v) ∇L₂)      if v > 0, else θ − η ∇L₁
        λ ← λ + η_λ v

    Nothing pulls L₂ up to ε, but λ has no way down: it grows with each violation, beyond
    the λ of the optimum, and stays. Past that point the optimum attracts with any damping,
    even with none: one step takes L₂ below ε, another one above it, so that runs chatter
    about the bound, the wider the larger η λ is.

    It is the `MaxConstraintHard` of the package mdmm, and what becomes of a penalty
    λ max(0, h) if λ learns.

    Attributes:
        epsilon: Bound ε on the second loss.
        damping: Damping δ, at least 0.
        learning_rate: Step size η of the parameters.
        multiplier_rate: Step size η_λ of the multiplier.
    """

    label = "Hard-clamp MDMM"
    source = "K. Crowson, package mdmm, 2021: its hard constraints."
    constrained = True
    variant_of = "mdmm"
    menu_order = 14
    phases = ("theta", "multiplier")
    listing = """
def step(theta, multiplier):
    violation = jnp.maximum(0.0, loss_2(theta) - epsilon)
    force = jnp.where(violation > 0, multiplier + damping * violation, 0.0)
    gradient = grad(loss_1)(theta) + force * grad(loss_2)(theta)
    theta = theta - learning_rate * gradient
    return theta, multiplier + multiplier_rate * violation
"""

    epsilon: Epsilon = 0.7
    damping: Damping = 10.0
    learning_rate: LearningRate = 0.02
    multiplier_rate: MultiplierRate = 1.0

    def init(self, problem: Problem, theta0: Float[Array, "n"]) -> State:
        del problem
        return State(theta=theta0, multiplier=jnp.zeros((), theta0.dtype))

    def step(self, problem: Problem, state: State) -> State:
        theta, multiplier = state
        _, loss_2, gradient = losses_and_gradient(problem, theta)
        violation = jnp.maximum(0.0, loss_2 - self.epsilon)
        force = jnp.where(violation > 0, multiplier + self.damping * violation, 0.0)
        return State(
            theta=theta - self.learning_rate * gradient(1.0, force),
            multiplier=multiplier + self.multiplier_rate * violation,
        )

    def descended(
        self, loss_1: NumberOrArray, loss_2: NumberOrArray, multiplier: NumberOrArray
    ) -> NumberOrArray:
        violation = loss_2 - self.epsilon
        where = violation.__array_namespace__().where
        violation = where(violation > 0, violation, 0.0)
        return loss_1 + multiplier * violation + self.damping / 2 * violation**2
