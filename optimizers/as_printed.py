"""The two equations that a slide gives for double descent, with the signs it prints."""

import jax.numpy as jnp
from jaxtyping import Array, Float

from optimizers.base import NumberOrArray, Optimizer, State, losses_and_gradient
from pytree import pytree_dataclass
from ranges import Epsilon, LearningRate, MultiplierRate
from toy_problems.base import Problem


@pytree_dataclass
class AsPrinted(Optimizer):
    """Descent in θ and, as printed, in λ, on L₁ + λ (ε − L₂): which in fact converges.

        h = L₂ − ε                           violation, positive if L₂ is too large
        θ ← θ − η (∇L₁ − λ ∇L₂)
        λ ← λ − η_λ h

    The slide prints θ′ = −∇L₁ + λ ∇L₂ and λ′ = ε − L₂ as descent in both, which is to
    fail. Yet the derivative of L₁ + λ (ε − L₂) in λ is ε − L₂, so that descent on it
    would be λ′ = L₂ − ε. With the sign as printed λ ascends: this is BDMM under λ → −λ,
    without its clamp, so that L₂ = ε is met from either side. Descent in both, which does
    fail, is in `double_descent.py`.

    Attributes:
        epsilon: Bound ε on the second loss, met exactly.
        learning_rate: Step size η of the parameters.
        multiplier_rate: Step size η_λ of the multiplier, which becomes negative.
    """

    label = "Signs as printed"
    source = "K. Pedro, “Constrained Optimization for Neural Networks”, 2023."
    constrained = True
    variant_of = "bdmm"
    menu_order = 14
    phases = ("theta", "multiplier")
    listing = """
def step(theta, multiplier):
    violation = loss_2(theta) - epsilon
    gradient = grad(loss_1)(theta) - multiplier * grad(loss_2)(theta)
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
            theta=theta - self.learning_rate * gradient(1.0, -multiplier),
            multiplier=multiplier - self.multiplier_rate * violation,
        )

    def descended(
        self, loss_1: NumberOrArray, loss_2: NumberOrArray, multiplier: NumberOrArray
    ) -> NumberOrArray:
        return loss_1 - multiplier * (loss_2 - self.epsilon)
