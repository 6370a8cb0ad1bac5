"""JAX as its tutorials have it: one run as a scan over steps, `vmap` over runs, `jit`."""

from functools import partial

import jax
import jax.numpy as jnp
import numpy as np

from benchmarks.rivals.case import Case
from benchmarks.rivals.formulas import losses
from simulation import Trajectory

QUARTER_TURN = jnp.pi / 2


def run(case: Case, theta0: np.ndarray, num_steps: int) -> Trajectory:
    """Implements `Rival`."""
    numbers = dict(case.numbers)
    runs = _runs(
        case.problem, case.method, num_steps, theta0, numbers, case.first_multiplier
    )
    return Trajectory(*map(np.asarray, runs))


@partial(jax.jit, static_argnames=("problem", "method", "num_steps"))
def _runs(problem, method, num_steps, theta0, numbers, first_multiplier):
    def loss_1(theta):
        return losses(jnp, problem, *theta)[0]

    def loss_2(theta):
        return losses(jnp, problem, *theta)[1]

    def step(state, _):
        theta, multiplier = state
        weight_1, weight_2, moved = WEIGHTS[method](numbers, loss_2(theta), multiplier)
        gradient = weight_1 * jax.grad(loss_1)(theta) + weight_2 * jax.grad(loss_2)(theta)
        next_theta = theta - numbers["learning_rate"] * gradient
        next_theta = next_theta.at[0].set(jnp.clip(next_theta[0], 0, QUARTER_TURN))
        seen = theta, jnp.stack([loss_1(theta), loss_2(theta)]), multiplier
        return (next_theta, moved), seen

    def one_run(theta):
        first = theta, jnp.asarray(first_multiplier, theta.dtype)
        return jax.lax.scan(step, first, length=num_steps + 1)[1]

    return jax.vmap(one_run)(theta0)


# Each returns the factors of ∇L₁ and ∇L₂, and the next λ.


def _linear(numbers, loss_2, multiplier):
    del loss_2
    return 1.0, numbers["alpha"], multiplier


def _dual(numbers, loss_2, multiplier):
    del numbers, loss_2
    return 1.0, multiplier, multiplier


def _hard_constraint_first(numbers, loss_2, multiplier):
    violated = loss_2 > numbers["epsilon"]
    return jnp.where(violated, 0.0, 1.0), jnp.where(violated, 1.0, 0.0), multiplier


def _bdmm(numbers, loss_2, multiplier):
    return _mdmm(numbers | {"damping": 0.0}, loss_2, multiplier)


def _mdmm(numbers, loss_2, multiplier):
    violation = loss_2 - numbers["epsilon"]
    risen = multiplier + numbers["multiplier_rate"] * violation
    return 1.0, multiplier + numbers["damping"] * violation, jnp.maximum(0.0, risen)


WEIGHTS = {
    "linear": _linear,
    "dual": _dual,
    "hard_constraint_first": _hard_constraint_first,
    "bdmm": _bdmm,
    "mdmm": _mdmm,
}
