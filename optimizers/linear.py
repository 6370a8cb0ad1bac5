"""Linear scalarization: descent on a weighted sum."""

import jax.numpy as jnp
from jaxtyping import Array, Float

from optimizers.base import Optimizer, State, losses_and_gradient
from pytree import pytree_dataclass
from ranges import Alpha, LearningRate
from toy_problems.base import Problem


@pytree_dataclass
class Linear(Optimizer):
    """Gradient descent on the sum of both losses, the second one weighted.

        θ ← θ − η (∇L₁ + α ∇L₂)

    What nearly everybody does. On a concave front it ends at one end or the other.

    Attributes:
        alpha: Weight α of the second loss, at least 0.
        learning_rate: Step size η.
    """

    label = "Weighted sum"
    source = (
        "J. Degrave and I. Korshunova, “Why machine learning algorithms are hard to tune "
        "and how to fix it”, 2021."
    )
    constrained = False
    menu_order = 1
    listing = """
def step(theta):
    gradient = grad(loss_1)(theta) + alpha * grad(loss_2)(theta)
    return theta - learning_rate * gradient
"""

    alpha: Alpha = 1.0
    learning_rate: LearningRate = 0.02

    def init(self, problem: Problem, theta0: Float[Array, "n"]) -> State:
        del problem
        return State(theta=theta0, multiplier=jnp.asarray(self.alpha, theta0.dtype))

    def step(self, problem: Problem, state: State) -> State:
        _, _, gradient = losses_and_gradient(problem, state.theta)
        theta = state.theta - self.learning_rate * gradient(1.0, self.alpha)
        return State(theta, state.multiplier)
