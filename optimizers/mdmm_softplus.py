"""MDMM with a multiplier that softplus keeps positive."""

import jax.numpy as jnp
from jaxtyping import Array, Float

from optimizers.base import NumberOrArray, Optimizer, State, losses_and_gradient
from pytree import pytree_dataclass
from ranges import Damping, Epsilon, LearningRate, MultiplierRate
from toy_problems.base import Problem


@pytree_dataclass
class SoftplusMDMM(Optimizer):
    """MDMM with λ = softplus(ρ), and gradient ascent on the free parameter ρ.

        h = L₂ − ε                           violation, positive if L₂ is too large
        θ ← θ − η (∇L₁ + (λ + δ h) ∇L₂)
        s = dλ/dρ = 1 − exp(−λ)              slope of softplus, where it is λ
        ρ ← ρ + η_λ s h
        λ ← softplus(ρ) = ln(1 + exp(ρ))

    λ begins at ρ = 0, where it is ln 2. It is positive without a clamp, but never zero:
    where the constraint has room to spare, λ only creeps down as 1 / (η_λ |h| t) in t
    steps, and holds L₂ below where it should be. Near the optimum λ follows h with the
    rate η_λ s², slower than η_λ, so that runs settle for δ > η_λ s² − F″(ε), but later.

    Without damping it is BDMM in ρ, often found in practice. ρ is not stored; it is the
    inverse of softplus at λ.

    Attributes:
        epsilon: Bound ε on the second loss.
        damping: Damping δ, at least 0; two-sided, as in MDMM.
        learning_rate: Step size η of the parameters.
        multiplier_rate: Step size η_λ of the free parameter ρ.
    """

    label = "Softplus MDMM"
    source = (
        "J. Degrave and I. Korshunova, “How we can make machine learning algorithms "
        "tunable”, 2021, who advise against it."
    )
    constrained = True
    under_the_law = True
    variant_of = "mdmm"
    menu_order = 11
    phases = ("theta", "multiplier")
    listing = """
def step(theta, multiplier):
    violation = loss_2(theta) - epsilon
    force = multiplier + damping * violation
    gradient = grad(loss_1)(theta) + force * grad(loss_2)(theta)
    theta = theta - learning_rate * gradient
    slope = -jnp.expm1(-multiplier)  # of softplus, where it is the multiplier
    rho = multiplier + jnp.log(slope)  # softplus(rho) = log(1 + exp(rho)), inverted
    rho = rho + multiplier_rate * slope * violation
    return theta, jnp.logaddexp(rho, 0.0)
"""

    epsilon: Epsilon = 0.7
    damping: Damping = 10.0
    learning_rate: LearningRate = 0.02
    multiplier_rate: MultiplierRate = 1.0

    def init(self, problem: Problem, theta0: Float[Array, "n"]) -> State:
        del problem
        return State(theta=theta0, multiplier=jnp.log(jnp.full((), 2.0, theta0.dtype)))

    def step(self, problem: Problem, state: State) -> State:
        theta, multiplier = state
        _, loss_2, gradient = losses_and_gradient(problem, theta)
        violation = loss_2 - self.epsilon
        force = multiplier + self.damping * violation
        slope = -jnp.expm1(-multiplier)
        rho = multiplier + jnp.log(slope)
        rho = rho + self.multiplier_rate * slope * violation
        return State(
            theta=theta - self.learning_rate * gradient(1.0, force),
            multiplier=jnp.logaddexp(rho, 0.0),
        )

    def descended(
        self, loss_1: NumberOrArray, loss_2: NumberOrArray, multiplier: NumberOrArray
    ) -> NumberOrArray:
        violation = loss_2 - self.epsilon
        return loss_1 + multiplier * violation + self.damping / 2 * violation**2

    def effective_multiplier_rate(self, multiplier: NumberOrArray) -> NumberOrArray:
        # ρ moves by η_λ s h, and λ by s for each unit of that.
        return self.multiplier_rate * jnp.expm1(-multiplier) ** 2
