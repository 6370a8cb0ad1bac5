"""A weighted sum whose weight is learned along with the parameters."""

import jax.numpy as jnp
from jaxtyping import Array, Float

from optimizers.base import Optimizer, State, losses_and_gradient
from pytree import pytree_dataclass
from ranges import Alpha, LearningRate, MultiplierRate
from toy_problems.base import Problem


@pytree_dataclass
class LearnedWeight(Optimizer):
    """Gradient descent on L₁ + λ L₂ in θ and in the weight λ, kept positive by softplus.

        θ ← θ − η (∇L₁ + λ ∇L₂)
        s = dλ/dρ = 1 − exp(−λ)              slope of softplus, where it is λ
        ρ ← ρ − η_λ s L₂
        λ ← softplus(ρ) = ln(1 + exp(ρ))

    The naive way to learn a weight rather than tune it. λ begins at α and can only fall,
    for no penalty is cheaper than a penalty: it is driven to 0, as 1 / (η_λ L₂ t) in t
    steps, and the second loss is ignored. It stalls only where L₂ is 0.

    ρ is not stored; it is the inverse of softplus at λ.

    Attributes:
        alpha: Weight α of the second loss to begin with, at least 0.
        learning_rate: Step size η of the parameters.
        multiplier_rate: Step size η_λ of the free parameter ρ.
    """

    label = "Learned weight"
    source = (
        "T. Viehmann, answer to “Learning hyper-parameter for loss function regularization "
        "term”, PyTorch forum, who says why it fails."
    )
    constrained = False
    variant_of = "linear"
    menu_order = 15
    phases = ("theta", "multiplier")
    listing = """
def step(theta, multiplier):
    gradient = grad(loss_1)(theta) + multiplier * grad(loss_2)(theta)
    slope = -jnp.expm1(-multiplier)  # of softplus, where it is the multiplier
    rho = multiplier + jnp.log(slope)  # softplus(rho) = log(1 + exp(rho)), inverted
    rho = rho - multiplier_rate * slope * loss_2(theta)
    return theta - learning_rate * gradient, jnp.logaddexp(rho, 0.0)
"""

    alpha: Alpha = 1.0
    learning_rate: LearningRate = 0.02
    multiplier_rate: MultiplierRate = 1.0

    def init(self, problem: Problem, theta0: Float[Array, "n"]) -> State:
        del problem
        return State(theta=theta0, multiplier=jnp.asarray(self.alpha, theta0.dtype))

    def step(self, problem: Problem, state: State) -> State:
        theta, multiplier = state
        _, loss_2, gradient = losses_and_gradient(problem, theta)
        slope = -jnp.expm1(-multiplier)
        rho = multiplier + jnp.log(slope)
        rho = rho - self.multiplier_rate * slope * loss_2
        return State(
            theta=theta - self.learning_rate * gradient(1.0, multiplier),
            multiplier=jnp.logaddexp(rho, 0.0),
        )
