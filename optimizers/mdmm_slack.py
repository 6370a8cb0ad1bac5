"""MDMM for an inequality that a slack variable has turned into an equality."""

import jax.numpy as jnp
from jaxtyping import Array, Float

from optimizers.base import NumberOrArray, Optimizer, StateWithMemory, losses_and_gradient
from pytree import pytree_dataclass
from ranges import Damping, Epsilon, LearningRate, MultiplierRate
from toy_problems.base import Problem


@pytree_dataclass
class SlackMDMM(Optimizer):
    """MDMM on the equality L₂ − ε + s² = 0, with a slack s that descends beside θ.

        h = L₂ − ε                           violation, positive if L₂ is too large
        f = λ + δ (h + s²)                   force
        θ ← θ − η (∇L₁ + f ∇L₂)
        s ← s − 2 η f s
        λ ← λ + η_λ (h + s²)                 of either sign

    The slack takes up the room that the constraint has to spare, so that nothing pulls L₂
    up to ε. It starts where the equality holds, s = √max(0, −h), as in the package mdmm.

    That is a trap: a run that starts with h ≥ 0 starts with s = 0, where the slope in s is
    zero too, so that s stays 0 for ever. The bound is then an equality, and where it should
    have room to spare, λ becomes negative to hold L₂ up at ε.

    Near an optimum at the bound s vanishes, and the law for δ is that of MDMM. Where there
    is more room than 1 / (2 η δ), s itself swings ever wider.

    `descended` is what is left of the Lagrangian with the best s for each θ and λ, since a
    trajectory has no slack: it is off while s is on its way, and in the trap if λ < 0.

    Attributes:
        epsilon: Bound ε on the second loss.
        damping: Damping δ, at least 0.
        learning_rate: Step size η of the parameters and of the slack.
        multiplier_rate: Step size η_λ of the multiplier.
    """

    label = "Slack MDMM"
    source = (
        "J. C. Platt and A. H. Barr, “Constrained differential optimization”, Neural "
        "Information Processing Systems, 1987; K. Crowson, package mdmm, 2021, on where "
        "the slack starts."
    )
    constrained = True
    under_the_law = True
    variant_of = "mdmm"
    menu_order = 13
    listing = """
def step(theta, multiplier, memory):
    slack = memory
    broken = loss_2(theta) - epsilon + slack**2
    force = multiplier + damping * broken
    gradient = grad(loss_1)(theta) + force * grad(loss_2)(theta)
    theta = theta - learning_rate * gradient
    slack = slack - 2 * learning_rate * force * slack
    return theta, multiplier + multiplier_rate * broken, slack
"""
    first_memory = """
def first_memory(theta):
    return jnp.sqrt(jnp.maximum(0.0, epsilon - loss_2(theta)))
"""

    epsilon: Epsilon = 0.7
    damping: Damping = 10.0
    learning_rate: LearningRate = 0.02
    multiplier_rate: MultiplierRate = 1.0

    def init(self, problem: Problem, theta0: Float[Array, "n"]) -> StateWithMemory:
        room = self.epsilon - problem.losses(theta0)[1]
        nothing = jnp.zeros((), theta0.dtype)
        return StateWithMemory(theta0, nothing, jnp.sqrt(jnp.maximum(0.0, room)))

    def step(self, problem: Problem, state: StateWithMemory) -> StateWithMemory:
        theta, multiplier, slack = state
        _, loss_2, gradient = losses_and_gradient(problem, theta)
        broken = loss_2 - self.epsilon + slack**2
        force = multiplier + self.damping * broken
        return StateWithMemory(
            theta=theta - self.learning_rate * gradient(1.0, force),
            multiplier=multiplier + self.multiplier_rate * broken,
            memory=slack - 2 * self.learning_rate * force * slack,
        )

    def descended(
        self, loss_1: NumberOrArray, loss_2: NumberOrArray, multiplier: NumberOrArray
    ) -> NumberOrArray:
        broken = loss_2 - self.epsilon
        where = broken.__array_namespace__().where
        # Without damping no slack is the best where λ < 0, so that none is taken up.
        damping = where(self.damping == 0, 1.0, self.damping)
        return loss_1 + where(
            (multiplier + self.damping * broken > 0) | (self.damping == 0),
            multiplier * broken + self.damping / 2 * broken**2,
            -(multiplier**2) / (2 * damping),
        )
