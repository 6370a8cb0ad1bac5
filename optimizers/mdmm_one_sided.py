"""MDMM with one-sided damping."""

import jax.numpy as jnp
from jaxtyping import Array, Float

from optimizers.base import NumberOrArray, Optimizer, State, losses_and_gradient
from pytree import pytree_dataclass
from ranges import Damping, Epsilon, LearningRate, MultiplierRate
from toy_problems.base import Problem


@pytree_dataclass
class OneSidedMDMM(Optimizer):
    """MDMM whose force never pulls the second loss up.

        h = L₂ − ε                           violation, positive if L₂ is too large
        θ ← θ − η (∇L₁ + max(0, λ + δ h) ∇L₂)
        λ ← max(0, λ + η_λ h)

    While λ + δ h > 0, as it is near an optimum at the bound, this is MDMM to the letter,
    with the same law for δ. Where the constraint has room to spare, it is descent on L₁
    alone, while the two-sided damping of MDMM drags L₂ up to ε.

    It pays with noise: of a noisy h the maximum keeps what pushes L₂ down and cuts off
    what pulls it up, so that on average L₂ ends below ε, nearly as far as with
    hard-constraint-first. The two sides of MDMM cancel.

    This is the augmented Lagrangian for inequalities. The hard constraints of the package
    mdmm (K. Crowson, 2021) clamp something else, the violation itself, so that their λ
    never falls again.

    Attributes:
        epsilon: Bound ε on the second loss.
        damping: Damping δ, at least 0.
        learning_rate: Step size η of the parameters.
        multiplier_rate: Step size η_λ of the multiplier.
    """

    label = "One-sided MDMM"
    source = (
        "R. T. Rockafellar, “The multiplier method of Hestenes and Powell applied to "
        "convex programming”, Journal of Optimization Theory and Applications, 1973."
    )
    constrained = True
    under_the_law = True
    variant_of = "mdmm"
    menu_order = 10
    phases = ("theta", "multiplier")
    listing = """
def step(theta, multiplier):
    violation = loss_2(theta) - epsilon
    force = jnp.maximum(0.0, multiplier + damping * violation)
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
        force = jnp.maximum(0.0, multiplier + self.damping * violation)
        return State(
            theta=theta - self.learning_rate * gradient(1.0, force),
            multiplier=jnp.maximum(0.0, multiplier + self.multiplier_rate * violation),
        )

    def descended(
        self, loss_1: NumberOrArray, loss_2: NumberOrArray, multiplier: NumberOrArray
    ) -> NumberOrArray:
        violation = loss_2 - self.epsilon
        where = violation.__array_namespace__().where
        # Without damping the force is λ, and it is 0 only where λ is.
        damping = where(self.damping == 0, 1.0, self.damping)
        return loss_1 + where(
            multiplier + self.damping * violation > 0,
            multiplier * violation + self.damping / 2 * violation**2,
            -(multiplier**2) / (2 * damping),
        )
