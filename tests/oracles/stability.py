"""Whether the constrained optimum attracts: the step of a method, linearized there."""

import jax
import jax.numpy as jnp
import numpy as np

from optimizers.base import State


def optimum(problem, epsilon):
    """The state that an optimizer at rest is in: on the front at ε, with λ = −F′(ε)."""
    pair = [float(problem.front_loss_1(epsilon)), epsilon]
    theta = jnp.asarray(problem.theta_from_losses([pair])[0]).at[1].set(0.0)
    return jnp.append(theta, -problem.front_slope(epsilon))


def _step(problem, optimizer, flat):
    state = optimizer.step(problem, State(flat[:2], flat[2]))
    return jnp.append(state.theta, state.multiplier)


@jax.jit
def _jacobian(problem, optimizer, flat):
    return jax.jacfwd(lambda flat: _step(problem, optimizer, flat))(flat)


def eigenvalues(problem, optimizer):
    """Those of one step, as a map of (θ, λ), at the optimum."""
    jacobian = _jacobian(problem, optimizer, optimum(problem, optimizer.epsilon))
    return np.linalg.eigvals(np.asarray(jacobian))


def spectral_radius(problem, optimizer):
    """Below 1 if runs that start near enough settle, above 1 if they are driven away."""
    return np.abs(eigenvalues(problem, optimizer)).max()


@jax.jit
def _walk(problem, optimizer, flat):
    return jax.lax.fori_loop(
        0, 10_000, lambda _, flat: _step(problem, optimizer, flat), flat
    )


def distance_after_a_nudge(problem, optimizer, nudge):
    """How far from the optimum a run is 10,000 steps after it was pushed off it."""
    rest = optimum(problem, optimizer.epsilon)
    end = _walk(problem, optimizer, rest.at[0].add(nudge))
    return float(jnp.abs(end - rest).max())
