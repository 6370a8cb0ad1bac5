"""Hard constraint first: the objective has its turn only while the constraint holds."""

import jax.numpy as jnp
from jaxtyping import Array, Float

from optimizers.base import NumberOrArray, Optimizer, State, losses_and_gradient
from pytree import pytree_dataclass
from ranges import Epsilon, LearningRate
from toy_problems.base import Problem


@pytree_dataclass
class HardConstraintFirst(Optimizer):
    """Descent on the second loss while it is too large, otherwise on the first.

        θ ← θ − η ∇L₂        if L₂ > ε
        θ ← θ − η ∇L₁        otherwise

    The source writes a loop of constraint steps inside the loop of objective steps. Here
    each pass of either loop is one step, so that every step costs one gradient. A run
    ends by chattering across the bound, up to one step outside it.

    Attributes:
        epsilon: Bound ε on the second loss.
        learning_rate: Step size η.
    """

    label = "Hard constraint first"
    source = (
        "J. Degrave and I. Korshunova, “How we can make machine learning algorithms "
        "tunable”, 2021."
    )
    constrained = True
    menu_order = 3
    listing = """
def step(theta):
    violated = loss_2(theta) > epsilon
    gradient = jnp.where(violated, grad(loss_2)(theta), grad(loss_1)(theta))
    return theta - learning_rate * gradient
"""

    epsilon: Epsilon = 0.7
    learning_rate: LearningRate = 0.02

    def init(self, problem: Problem, theta0: Float[Array, "n"]) -> State:
        del problem
        return State(theta=theta0, multiplier=jnp.asarray(jnp.nan, theta0.dtype))

    def step(self, problem: Problem, state: State) -> State:
        _, loss_2, gradient = losses_and_gradient(problem, state.theta)
        violated = (loss_2 > self.epsilon).astype(loss_2.dtype)
        theta = state.theta - self.learning_rate * gradient(1 - violated, violated)
        return State(theta, state.multiplier)

    def descended(
        self, loss_1: NumberOrArray, loss_2: NumberOrArray, multiplier: NumberOrArray
    ) -> NumberOrArray:
        del multiplier
        # Not a sum in which one term counts zero times: a loss may have become infinite.
        where = loss_2.__array_namespace__().where
        return where(loss_2 > self.epsilon, loss_2, loss_1)
