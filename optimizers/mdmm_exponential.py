"""MDMM with a multiplier that the exponential keeps positive."""

import jax.numpy as jnp
from jaxtyping import Array, Float

from optimizers.base import NumberOrArray, Optimizer, State, losses_and_gradient
from pytree import pytree_dataclass
from ranges import Damping, Epsilon, LearningRate, MultiplierRate
from toy_problems.base import Problem


@pytree_dataclass
class ExponentialMDMM(Optimizer):
    """MDMM with λ = exp(ρ), and gradient ascent on the free parameter ρ.

        h = L₂ − ε                           violation, positive if L₂ is too large
        θ ← θ − η (∇L₁ + (λ + δ h) ∇L₂)
        λ ← λ exp(η_λ λ h)                   as ρ ← ρ + η_λ λ h, and dλ/dρ = λ

    λ begins at ρ = 0, where it is 1. It is positive without a clamp, but never zero:
    where the constraint has room to spare, λ only creeps down as 1 / (η_λ |h| t) in t
    steps, and holds L₂ below where it should be. Near the optimum λ follows h with the
    rate η_λ λ², so that runs settle for δ > η_λ λ² − F″(ε): a multiplier that has to be
    large is driven too hard, and one that has to be small hardly moves. While the
    constraint is violated, λ grows faster than exponentially, and may explode.

    Without damping it is BDMM in ρ.

    Attributes:
        epsilon: Bound ε on the second loss.
        damping: Damping δ, at least 0; two-sided, as in MDMM.
        learning_rate: Step size η of the parameters.
        multiplier_rate: Step size η_λ of the free parameter ρ.
    """

    label = "Exponential MDMM"
    source = (
        "J. Degrave and I. Korshunova, “How we can make machine learning algorithms "
        "tunable”, 2021, who advise against it."
    )
    constrained = True
    under_the_law = True
    diverges = True
    variant_of = "mdmm"
    menu_order = 12
    phases = ("theta", "multiplier")
    listing = """
def step(theta, multiplier):
    violation = loss_2(theta) - epsilon
    force = multiplier + damping * violation
    gradient = grad(loss_1)(theta) + force * grad(loss_2)(theta)
    theta = theta - learning_rate * gradient
    return theta, multiplier * jnp.exp(multiplier_rate * multiplier * violation)
"""

    epsilon: Epsilon = 0.7
    damping: Damping = 10.0
    learning_rate: LearningRate = 0.02
    multiplier_rate: MultiplierRate = 1.0

    def init(self, problem: Problem, theta0: Float[Array, "n"]) -> State:
        del problem
        return State(theta=theta0, multiplier=jnp.ones((), theta0.dtype))

    def step(self, problem: Problem, state: State) -> State:
        theta, multiplier = state
        _, loss_2, gradient = losses_and_gradient(problem, theta)
        violation = loss_2 - self.epsilon
        force = multiplier + self.damping * violation
        growth = jnp.exp(self.multiplier_rate * multiplier * violation)
        return State(
            theta=theta - self.learning_rate * gradient(1.0, force),
            multiplier=multiplier * growth,
        )

    def descended(
        self, loss_1: NumberOrArray, loss_2: NumberOrArray, multiplier: NumberOrArray
    ) -> NumberOrArray:
        violation = loss_2 - self.epsilon
        return loss_1 + multiplier * violation + self.damping / 2 * violation**2

    def effective_multiplier_rate(self, multiplier: NumberOrArray) -> NumberOrArray:
        # ρ moves by η_λ λ h, and λ by λ for each unit of that.
        return self.multiplier_rate * multiplier**2
