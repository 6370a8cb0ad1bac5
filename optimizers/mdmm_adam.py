"""MDMM whose multiplier is moved by Adam."""

from typing import Annotated

import jax.numpy as jnp
from jaxtyping import Array, Float, ScalarLike

from optimizers.base import NumberOrArray, Optimizer, StateWithMemory, losses_and_gradient
from pytree import pytree_dataclass
from ranges import Damping, Epsilon, LearningRate, MultiplierRate, Range
from toy_problems.base import Problem

# What keeps Adam from dividing by zero, in all its implementations.
TINY = 1e-8


@pytree_dataclass
class AdamMDMM(Optimizer):
    """MDMM with Adam, as an ascent on λ, in the place of a plain step.

        h = L₂ − ε                           violation, positive if L₂ is too large
        θ ← θ − η (∇L₁ + (λ + δ h) ∇L₂)
        m ← β₁ m + (1 − β₁) h                mean of h, from 0
        v ← β₂ v + (1 − β₂) h²               mean of h², from 0
        λ ← max(0, λ + η_λ m / (1 − β₁ᵗ) / (√(v / (1 − β₂ᵗ)) + 10⁻⁸))        in step t

    Adam divides by the size of h, so that λ moves by about η_λ in every step, however small
    the violation is. So η_λ is no longer a rate but a length, and has to be much smaller
    than for MDMM: with the default, which all methods share, runs never come to rest. No
    law says how much damping it takes.

    Attributes:
        epsilon: Bound ε on the second loss.
        damping: Damping δ, at least 0; two-sided, as in MDMM.
        learning_rate: Step size η of the parameters.
        multiplier_rate: Step size η_λ of the multiplier: what one step of Adam is at most,
            for h of one size.
        mean_decay: β₁, how much of the mean of h is kept.
        square_decay: β₂, how much of the mean of h² is kept.
    """

    label = "Adam MDMM"
    source = (
        "D. P. Kingma and J. Ba, “Adam: a method for stochastic optimization”, ICLR, 2015; "
        "often found on λ in constrained reinforcement learning."
    )
    constrained = True
    variant_of = "mdmm"
    menu_order = 15
    phases = ("theta", "multiplier")
    listing = """
def step(theta, multiplier, memory):
    mean, square, count = memory
    violation = loss_2(theta) - epsilon
    force = multiplier + damping * violation
    gradient = grad(loss_1)(theta) + force * grad(loss_2)(theta)
    theta = theta - learning_rate * gradient
    mean = mean_decay * mean + (1 - mean_decay) * violation
    square = square_decay * square + (1 - square_decay) * violation**2
    size = jnp.sqrt(square / (1 - square_decay**count)) + 1e-8
    change = multiplier_rate * mean / (1 - mean_decay**count) / size
    return theta, jnp.maximum(0.0, multiplier + change), (mean, square, count + 1)
"""
    first_memory = """
def first_memory(theta):
    return 0.0, 0.0, 1.0
"""

    epsilon: Epsilon = 0.7
    damping: Damping = 10.0
    learning_rate: LearningRate = 0.02
    multiplier_rate: MultiplierRate = 1.0
    mean_decay: Annotated[
        ScalarLike, Range("β₁", "memory of Adam for h", 0, 0.99, 0, (0, 0.9999))
    ] = 0.9
    square_decay: Annotated[
        ScalarLike, Range("β₂", "memory of Adam for h²", 0, 0.999, 0, (0, 0.9999))
    ] = 0.999

    def init(self, problem: Problem, theta0: Float[Array, "n"]) -> StateWithMemory:
        del problem
        nothing = jnp.zeros((), theta0.dtype)
        return StateWithMemory(theta0, nothing, jnp.zeros(3, theta0.dtype))

    def step(self, problem: Problem, state: StateWithMemory) -> StateWithMemory:
        theta, multiplier, (mean, square, count) = state
        _, loss_2, gradient = losses_and_gradient(problem, theta)
        violation = loss_2 - self.epsilon
        force = multiplier + self.damping * violation
        count = count + 1
        mean = self.mean_decay * mean + (1 - self.mean_decay) * violation
        square = self.square_decay * square + (1 - self.square_decay) * violation**2
        size = jnp.sqrt(square / (1 - self.square_decay**count)) + TINY
        change = self.multiplier_rate * mean / (1 - self.mean_decay**count) / size
        return StateWithMemory(
            theta=theta - self.learning_rate * gradient(1.0, force),
            multiplier=jnp.maximum(0.0, multiplier + change),
            memory=jnp.stack([mean, square, count]),
        )

    def descended(
        self, loss_1: NumberOrArray, loss_2: NumberOrArray, multiplier: NumberOrArray
    ) -> NumberOrArray:
        violation = loss_2 - self.epsilon
        return loss_1 + multiplier * violation + self.damping / 2 * violation**2
