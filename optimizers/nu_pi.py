"""The νPI controller of λ."""

from typing import Annotated

import jax.numpy as jnp
from jaxtyping import Array, Float, ScalarLike

from optimizers.base import Optimizer, StateWithMemory, losses_and_gradient
from pytree import pytree_dataclass
from ranges import Epsilon, LearningRate, MultiplierRate, Range
from toy_problems.base import Problem


@pytree_dataclass
class NuPI(Optimizer):
    """BDMM whose λ also follows the violation itself, smoothed, and not its sum alone.

        h = L₂ − ε                           violation, positive if L₂ is too large
        θ ← θ − η (∇L₁ + λ ∇L₂)
        ξ′ = ν ξ + (1 − ν) h                 smoothed violation, from 0
        λ ← max(0, λ + η_λ h + κ (ξ′ − ξ))
        ξ ← ξ′

    Until λ is cut off at 0, it is the sum of a proportional and an integral part, κ ξ + η_λ
    Σ h. So is the force of MDMM, with δ in the place of κ: damping is proportional control.
    Here it comes one step late, and later with ν, as if it had to be asked for; for small η
    that makes no difference to the law, κ > η_λ − F″(ε). There is nothing to change
    in the loss: whatever moves λ can be swapped for it.

    With κ = 0 it is BDMM.

    Attributes:
        epsilon: Bound ε on the second loss.
        learning_rate: Step size η of the parameters.
        multiplier_rate: Integral gain, which is the step size η_λ of BDMM.
        proportional_gain: Proportional gain κ, at least 0.
        smoothing: ν, how much of the smoothed violation is kept.
    """

    label = "νPI"
    source = (
        "M. Sohrabi, J. Ramirez, T. H. Zhang, S. Lacoste-Julien and J. Gallego-Posada, “On "
        "PI controllers for updating Lagrange multipliers in constrained optimization”, "
        "ICML, 2024."
    )
    constrained = True
    variant_of = "mdmm"
    menu_order = 16
    phases = ("theta", "multiplier")
    listing = """
def step(theta, multiplier, memory):
    smooth_before = memory
    violation = loss_2(theta) - epsilon
    gradient = grad(loss_1)(theta) + multiplier * grad(loss_2)(theta)
    theta = theta - learning_rate * gradient
    smooth = smoothing * smooth_before + (1 - smoothing) * violation
    change = multiplier_rate * violation + proportional_gain * (smooth - smooth_before)
    return theta, jnp.maximum(0.0, multiplier + change), smooth
"""
    first_memory = """
def first_memory(theta):
    return jnp.zeros(())
"""

    epsilon: Epsilon = 0.7
    learning_rate: LearningRate = 0.02
    multiplier_rate: MultiplierRate = 1.0
    proportional_gain: Annotated[
        ScalarLike, Range("κ", "proportional gain", 0, 30, 0, (0, 1000))
    ] = 10.0
    smoothing: Annotated[
        ScalarLike, Range("ν", "smoothing of the violation", 0, 0.99, 0, (0, 0.9999))
    ] = 0.5

    def init(self, problem: Problem, theta0: Float[Array, "n"]) -> StateWithMemory:
        del problem
        nothing = jnp.zeros((), theta0.dtype)
        return StateWithMemory(theta0, nothing, nothing)

    def step(self, problem: Problem, state: StateWithMemory) -> StateWithMemory:
        theta, multiplier, smooth_before = state
        _, loss_2, gradient = losses_and_gradient(problem, theta)
        violation = loss_2 - self.epsilon
        smooth = self.smoothing * smooth_before + (1 - self.smoothing) * violation
        proportional = self.proportional_gain * (smooth - smooth_before)
        change = self.multiplier_rate * violation + proportional
        return StateWithMemory(
            theta=theta - self.learning_rate * gradient(1.0, multiplier),
            multiplier=jnp.maximum(0.0, multiplier + change),
            memory=jnp.asarray(smooth),
        )
