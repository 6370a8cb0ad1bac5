"""MDMM whose multiplier answers to where the parameters have just moved."""

import jax.numpy as jnp
from jaxtyping import Array, Float

from optimizers.base import NumberOrArray, Optimizer, State, losses_and_gradient
from pytree import pytree_dataclass
from ranges import Damping, Epsilon, LearningRate, MultiplierRate
from toy_problems.base import Problem


@pytree_dataclass
class AlternatingMDMM(Optimizer):
    """Descent on a damped Lagrangian in θ, and then ascent on it in λ at the new θ.

        h = L₂ − ε                           violation, positive if L₂ is too large
        θ ← θ − η (∇L₁ + (λ + δ h) ∇L₂)
        λ ← max(0, λ + η_λ h)                with h at the new θ

    Nothing of λ comes a step late, so that for a small enough η the constrained optimum
    attracts if and only if δ > −F″(ε), where MDMM itself needs δ > η_λ − F″(ε). It is
    MDMM with η_λ more damping, near the optimum. Each step looks at L₂ once more.

    Attributes:
        epsilon: Bound ε on the second loss.
        damping: Damping δ, at least 0.
        learning_rate: Step size η of the parameters.
        multiplier_rate: Step size η_λ of the multiplier.
    """

    label = "Alternating MDMM"
    source = (
        "G. Zhang, Y. Wang, L. Lessard and R. Grosse, “Near-optimal local convergence of "
        "alternating gradient descent-ascent for minimax optimization”, AISTATS, 2022, on "
        "why to alternate."
    )
    constrained = True
    under_the_law = True
    variant_of = "mdmm"
    menu_order = 9
    phases = ("theta", "multiplier")
    listing = """
def step(theta, multiplier):
    force = multiplier + damping * (loss_2(theta) - epsilon)
    gradient = grad(loss_1)(theta) + force * grad(loss_2)(theta)
    theta = theta - learning_rate * gradient
    violation = loss_2(theta) - epsilon
    return theta, jnp.maximum(0.0, multiplier + multiplier_rate * violation)
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
        force = multiplier + self.damping * (loss_2 - self.epsilon)
        theta = theta - self.learning_rate * gradient(1.0, force)
        violation = problem.losses(theta)[1] - self.epsilon
        return State(
            theta=theta,
            multiplier=jnp.maximum(0.0, multiplier + self.multiplier_rate * violation),
        )

    def descended(
        self, loss_1: NumberOrArray, loss_2: NumberOrArray, multiplier: NumberOrArray
    ) -> NumberOrArray:
        violation = loss_2 - self.epsilon
        return loss_1 + multiplier * violation + self.damping / 2 * violation**2

    def damping_threshold(
        self, multiplier: NumberOrArray, curvature: NumberOrArray
    ) -> NumberOrArray:
        # What λ gains in a step is there when θ takes the next one: there is no lag.
        return -curvature + 0 * multiplier
