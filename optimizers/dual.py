"""Solve the dual: descent on the Lagrangian at the best multiplier there is."""

import jax
import jax.numpy as jnp
import numpy as np
from jaxtyping import Array, Float, Scalar

from bounded_jit import jit
from checks import as_numbers
from optimizers.base import NumberOrArray, Optimizer, State, losses_and_gradient
from pytree import pytree_dataclass
from ranges import Epsilon, LearningRate
from toy_problems.base import QUARTER_TURN, Problem

# The least Lagrangian is looked for at this many points of the front, then refined.
FRONT_POINTS = 257
NEWTON_STEPS = 4
# An infeasible ε asks for an infinite multiplier; it is given this one.
LARGEST_MULTIPLIER = 1e6
# L₂ this close to ε is at ε: cos(π/2) in floating point is not quite 0.
AT_THE_BOUND = 1e-12
# Halvings of the angle atan(λ); 52 bits leave λ exact to 1e-6 up to λ = 1e4.
BISECTIONS = 52


@pytree_dataclass
class Dual(Optimizer):
    """Gradient descent on the Lagrangian, its multiplier fixed where the dual is largest.

        q(λ) = min over θ of L₁ + λ (L₂ − ε)        the dual function, concave in λ
        λ*   = argmax of q(λ) over λ ≥ 0            solved once, before the first step
        θ ← θ − η (∇L₁ + λ* ∇L₂)

    With λ fixed this is a weighted sum with α = λ*, and shares its fate on a concave
    front, where the duality gap F(ε) − q(λ*) is positive. For a gap of zero the front
    must touch its own convex hull at ε.

    Attributes:
        epsilon: Bound ε on the second loss.
        learning_rate: Step size η.
    """

    label = "Solve the dual"
    source = (
        "J. Degrave and I. Korshunova, “How we can make machine learning algorithms "
        "tunable”, 2021."
    )
    constrained = True
    menu_order = 2
    listing = """
def step(theta):
    gradient = grad(loss_1)(theta) + multiplier * grad(loss_2)(theta)
    return theta - learning_rate * gradient
"""

    epsilon: Epsilon = 0.7
    learning_rate: LearningRate = 0.02

    def init(self, problem: Problem, theta0: Float[Array, "n"]) -> State:
        multiplier = best_multiplier(problem, jnp.asarray(self.epsilon, theta0.dtype))
        return State(theta=theta0, multiplier=multiplier)

    def step(self, problem: Problem, state: State) -> State:
        _, _, gradient = losses_and_gradient(problem, state.theta)
        theta = state.theta - self.learning_rate * gradient(1.0, state.multiplier)
        return State(theta, state.multiplier)

    def descended(
        self, loss_1: NumberOrArray, loss_2: NumberOrArray, multiplier: NumberOrArray
    ) -> NumberOrArray:
        return loss_1 + multiplier * (loss_2 - self.epsilon)

    def duality_gap(self, problem: Problem) -> Float[np.ndarray, "..."]:
        """F(ε) − q(λ*), never negative; one for each ε. NaN where ε is infeasible."""
        epsilon = as_numbers(self.epsilon, "epsilon")
        loss_1 = problem.front_loss_1(epsilon)
        values = _dual_values(problem, epsilon.ravel())
        return loss_1 - np.asarray(values).reshape(epsilon.shape)


def best_multiplier(problem: Problem, epsilon: Scalar) -> Scalar:
    """λ* for one ε: where the L₂ that minimizes the Lagrangian falls from above ε to below.

    That L₂ is a slope of q, and falls as λ grows; on a concave stretch it falls at once
    from one end of the stretch to the other, and λ* is the slope of the chord.
    """

    def halve(_, bracket):
        low, high = bracket
        middle = (low + high) / 2
        too_small = _lagrangian_minimizer(problem, jnp.tan(middle))[1] > bound
        return jnp.where(too_small, middle, low), jnp.where(too_small, high, middle)

    bound = epsilon + AT_THE_BOUND
    highest = jnp.arctan(jnp.asarray(LARGEST_MULTIPLIER, epsilon.dtype))
    bracket = jnp.zeros_like(epsilon), highest
    low, high = jax.lax.fori_loop(0, BISECTIONS, halve, bracket)
    # If no λ is too small, then 0 is not.
    return jnp.where(low == 0, 0.0, jnp.tan((low + high) / 2))


def _lagrangian_minimizer(problem: Problem, multiplier: Scalar) -> Float[Array, "2"]:
    """Losses at the point of the front that minimizes L₁ + λ L₂; λ ≥ 0 never leaves it."""

    def weighted_sum(t1: Scalar) -> Scalar:
        loss_1, loss_2 = problem.front(t1)
        return loss_1 + multiplier * loss_2

    angles = jnp.linspace(0, QUARTER_TURN, FRONT_POINTS, dtype=multiplier.dtype)
    loss_1, loss_2 = jax.vmap(problem.front, out_axes=-1)(angles)
    t1 = angles[jnp.argmin(loss_1 + multiplier * loss_2)]
    low, high = t1 - angles[1], t1 + angles[1]
    low, high = jnp.maximum(low, 0), jnp.minimum(high, QUARTER_TURN)

    def newton(_, t1):
        slope, bend = jax.jvp(jax.grad(weighted_sum), [t1], [jnp.ones_like(t1)])
        # Where the sum bends down, its least value is at the end it slopes down to.
        step = jnp.where(bend > 0, slope / bend, jnp.sign(slope) * angles[1])
        return jnp.clip(t1 - step, low, high)

    return problem.front(jax.lax.fori_loop(0, NEWTON_STEPS, newton, t1))


@jit
def _dual_values(
    problem: Problem, epsilon: Float[Array, "values"]
) -> Float[Array, "values"]:
    """q(λ*) for each ε."""

    def dual_value(epsilon: Scalar) -> Scalar:
        multiplier = best_multiplier(problem, epsilon)
        loss_1, loss_2 = _lagrangian_minimizer(problem, multiplier)
        return loss_1 + multiplier * (loss_2 - epsilon)

    return jax.vmap(dual_value)(epsilon)
