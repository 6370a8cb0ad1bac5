"""The basic differential multiplier method (BDMM)."""

import jax.numpy as jnp
from jaxtyping import Array, Float

from optimizers.base import NumberOrArray, Optimizer, State, losses_and_gradient
from pytree import pytree_dataclass
from ranges import Epsilon, LearningRate, MultiplierRate
from toy_problems.base import Problem


@pytree_dataclass
class BDMM(Optimizer):
    """Descent on the Lagrangian in θ, ascent on it in λ, both at once.

        h = L₂ − ε                           violation, positive if L₂ is too large
        θ ← θ − η (∇L₁ + λ ∇L₂)
        λ ← max(0, λ + η_λ h)

    λ keeps rising as long as the constraint is violated, and is still large when it no
    longer is: θ and λ swing about the optimum like a spring without friction. On a
    concave front they never come to rest.

    Attributes:
        epsilon: Bound ε on the second loss.
        learning_rate: Step size η of the parameters.
        multiplier_rate: Step size η_λ of the multiplier.
    """

    label = "BDMM"
    source = (
        "J. C. Platt and A. H. Barr, “Constrained differential optimization”, "
        "Neural Information Processing Systems, 1987."
    )
    constrained = True
    under_the_law = True
    menu_order = 4
    phases = ("theta", "multiplier")
    listing = """
def step(theta, multiplier):
    violation = loss_2(theta) - epsilon
    gradient = grad(loss_1)(theta) + multiplier * grad(loss_2)(theta)
    theta = theta - learning_rate * gradient
    return theta, jnp.maximum(0.0, multiplier + multiplier_rate * violation)
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
            multiplier=jnp.maximum(0.0, multiplier + self.multiplier_rate * violation),
        )

    def descended(
        self, loss_1: NumberOrArray, loss_2: NumberOrArray, multiplier: NumberOrArray
    ) -> NumberOrArray:
        return loss_1 + multiplier * (loss_2 - self.epsilon)
