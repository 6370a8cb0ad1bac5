"""Descent on the Lagrangian in both its arguments: BDMM with the wrong sign."""

import jax.numpy as jnp
from jaxtyping import Array, Float

from optimizers.base import NumberOrArray, Optimizer, State, losses_and_gradient
from pytree import pytree_dataclass
from ranges import Epsilon, LearningRate, MultiplierRate
from toy_problems.base import Problem


@pytree_dataclass
class DoubleDescent(Optimizer):
    """Descent on the Lagrangian L₁ + λ (L₂ − ε) in θ and in λ, both at once.

        h = L₂ − ε                           violation, positive if L₂ is too large
        θ ← θ − η (∇L₁ + λ ∇L₂)
        λ ← λ − η_λ h

    What an optimizer does that is handed θ and λ together. The optimum is a saddle of the
    Lagrangian, lowest in θ and highest in λ, and descent runs away from it: the more the
    constraint is violated, the less λ minds, until it is negative and drives L₂ up
    without end. A run that begins with room to spare is lost the other way: λ rises, and
    drives L₂ down to its least, where λ goes on rising.

    Attributes:
        epsilon: Bound ε on the second loss.
        learning_rate: Step size η of the parameters.
        multiplier_rate: Step size η_λ of the multiplier, which may become negative.
    """

    label = "Double descent"
    source = "K. Pedro, “Constrained Optimization for Neural Networks”, 2023."
    constrained = True
    diverges = True
    variant_of = "bdmm"
    menu_order = 13
    phases = ("theta", "multiplier")
    listing = """
def step(theta, multiplier):
    violation = loss_2(theta) - epsilon
    gradient = grad(loss_1)(theta) + multiplier * grad(loss_2)(theta)
    theta = theta - learning_rate * gradient
    return theta, multiplier - multiplier_rate * violation
"""

    epsilon: Epsilon = 0.7
    learning_rate: LearningRate = 0.02
    multiplier_rate: MultiplierRate = 1.0

    def init(self, problem: Problem, theta0: Float[Array, "n"]) -> State:
        del problem
        return State(theta=theta0, multiplier=jnp.zeros((), theta0.dtype))

    def step(self, problem: Problem, state: State) -> State:
        theta, multiplier = state
        _, loss_2, gradient = losses_and_gradient(problem, theta)
        violation = loss_2 - self.epsilon
        return State(
            theta=theta - self.learning_rate * gradient(1.0, multiplier),
            multiplier=multiplier - self.multiplier_rate * violation,
        )

    def descended(
        self, loss_1: NumberOrArray, loss_2: NumberOrArray, multiplier: NumberOrArray
    ) -> NumberOrArray:
        return loss_1 + multiplier * (loss_2 - self.epsilon)
