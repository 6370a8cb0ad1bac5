"""Whether a constrained optimum attracts: runs that start beside it, and what they do."""

import dataclasses
from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jaxtyping import Array, Bool, Float

from bounded_jit import jit
from optimizers.base import Optimizer, State, hyperparameters
from precision import FLOAT
from toy_problems.base import Problem

# How far a run is pushed off the optimum, along the front.
NUDGE = 1e-6
# A run that has gone so many nudges away was driven off, and may go round in circles there.
# Before it comes closer, one may well go farther: θ and λ take turns.
ESCAPED = 1000.0
# A run's distance is the largest within a window, of which there are so many: long enough
# for a slow swing, short enough to tell the first from the last.
WINDOWS = 4


class Attraction(NamedTuple):
    """What runs do that start beside the optimum.

    Attributes:
        first: Largest distance from the optimum within the first window of steps, in θ, as
            a multiple of the one that runs start with.
        last: The same within the last window; infinite where the run diverged.
    """

    first: Float[np.ndarray, "settings"]
    last: Float[np.ndarray, "settings"]

    @property
    def attracts(self) -> Bool[np.ndarray, "settings"]:
        """Whether runs come closer rather than go away."""
        return self.last < np.minimum(self.first, ESCAPED)


def attraction(
    problem: Problem, method: Optimizer, num_steps: int = 4000, nudge: float = NUDGE
) -> Attraction:
    """Run a method once for each setting, beside the optimum in θ and with its very λ.

    Nothing but what is asked for is kept, so that a map of thousands of settings takes
    neither much memory nor time.

    Args:
        problem: The two losses.
        method: A method with a bound ε and a multiplier; each hyperparameter is a number
            or an array of shape (settings,). ε is within the front, its ends excluded.
        num_steps: Of each run.
        nudge: How far off the optimum a run starts, along t₁.
    """
    shapes = [np.shape(getattr(method, name)) for name in hyperparameters(type(method))]
    (num_settings,) = np.broadcast_shapes(*shapes, (1,))
    batched = with_one_each(method, num_settings)
    rest = optimum(problem, np.asarray(batched.epsilon))  # type: ignore[attr-defined]
    first, last = _distances(problem, batched, rest, nudge, steps=num_steps // WINDOWS)
    first, last = np.asarray(first) / nudge, np.asarray(last) / nudge
    return Attraction(first, np.nan_to_num(last, nan=np.inf))


def with_one_each(method: Optimizer, num_runs: int) -> Optimizer:
    """The method with one value of each of its hyperparameters for each run."""
    each = {
        name: jnp.asarray(np.broadcast_to(getattr(method, name), num_runs), FLOAT)
        for name in hyperparameters(type(method))
    }
    return dataclasses.replace(method, **each)


def optimum(problem: Problem, epsilon: Float[np.ndarray, "settings"]) -> State:
    """θ on the front at ε and λ = −F′(ε): where a method is at rest. Settings come last."""
    losses = np.stack([problem.front_loss_1(epsilon), epsilon], axis=-1)
    angle = problem.theta_from_losses(losses)[:, 0]
    theta = np.stack([angle, np.zeros_like(angle)])
    multiplier = -problem.front_slope(epsilon)
    return State(jnp.asarray(theta, FLOAT), jnp.asarray(multiplier, FLOAT))


@jit
def _distances(
    problem: Problem, method: Optimizer, rest: State, nudge: float, *, steps: int
) -> tuple[Float[Array, "settings"], Float[Array, "settings"]]:
    """The largest distance within the first window of so many steps, and the last one."""
    step_of_batch = jax.vmap(
        lambda method, state: method.step(problem, state), in_axes=-1, out_axes=-1
    )

    def step(carry: tuple[State, Array], _: None) -> tuple[tuple[State, Array], None]:
        state, farthest = carry
        state = step_of_batch(method, state)
        distance = jnp.abs(state.theta - rest.theta).max(axis=0)
        return (state, jnp.maximum(farthest, distance)), None

    def window(state: State, _: None) -> tuple[State, Array]:
        nothing = jnp.zeros_like(state.multiplier)
        (state, farthest), _ = jax.lax.scan(step, (state, nothing), None, length=steps)
        return state, farthest

    start = rest._replace(theta=rest.theta.at[0].add(nudge))
    _, farthest = jax.lax.scan(window, start, None, length=WINDOWS)
    return farthest[0], farthest[-1]
