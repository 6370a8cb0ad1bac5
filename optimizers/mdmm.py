"""The modified differential method of multipliers (MDMM)."""

import jax.numpy as jnp
from jaxtyping import Array, Float

from optimizers.base import NumberOrArray, Optimizer, State, losses_and_gradient
from pytree import pytree_dataclass
from ranges import Damping, Epsilon, LearningRate, MultiplierRate
from toy_problems.base import Problem


@pytree_dataclass
class MDMM(Optimizer):
    """Descent on a damped Lagrangian in θ, ascent on it in λ, both at once.

        h = L₂ − ε                           violation, positive if L₂ is too large
        θ ← θ − η (∇L₁ + (λ + δ h) ∇L₂)
        λ ← max(0, λ + η_λ h)

    The damping δ h is friction: it pulls on θ in proportion to the violation itself,
    while λ adds the violation up. Runs that start near enough settle at the constrained
    optimum if and only if δ > η_λ − F″(ε), F being the front as L₁ = F(L₂), for a small
    enough η. So the more concave the front, the more damping it takes.

    The damping has two sides, as in the source: where the constraint has room to spare,
    δ h still pulls L₂ up towards ε.

    Attributes:
        epsilon: Bound ε on the second loss.
        damping: Damping δ, at least 0; Platt and Barr's constant c.
        learning_rate: Step size η of the parameters.
        multiplier_rate: Step size η_λ of the multiplier.
    """

    label = "MDMM"
    source = (
        "J. C. Platt and A. H. Barr, “Constrained differential optimization”, "
        "Neural Information Processing Systems, 1987."
    )
    constrained = True
    under_the_law = True
    menu_order = 5
    phases = ("theta", "multiplier")
    listing = """
def step(theta, multiplier):
    violation = loss_2(theta) - epsilon
    force = multiplier + damping * violation
    gradient = grad(loss_1)(theta) + force * grad(loss_2)(theta)
    theta = theta - learning_rate * gradient
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
        violation = loss_2 - self.epsilon
        force = multiplier + self.damping * violation
        return State(
            theta=theta - self.learning_rate * gradient(1.0, force),
            multiplier=jnp.maximum(0.0, multiplier + self.multiplier_rate * violation),
        )

    def descended(
        self, loss_1: NumberOrArray, loss_2: NumberOrArray, multiplier: NumberOrArray
    ) -> NumberOrArray:
        violation = loss_2 - self.epsilon
        return loss_1 + multiplier * violation + self.damping / 2 * violation**2
