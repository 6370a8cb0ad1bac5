"""Runs an optimizer on a problem, many runs at a time. JAX inside, NumPy outside."""

import dataclasses
import math
import operator
from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jaxtyping import Array, Float
from numpy.typing import ArrayLike

from checks import as_finite_numbers
from optimizers.base import Optimizer, State, hyperparameters
from precision import FLOAT
from toy_problems.base import Problem

# Runs advance by this many steps at a time, and in batches of a power of two of at least
# this many runs, so that another number of steps or of runs seldom compiles anything.
STEPS_AT_A_TIME = 100
FEWEST_RUNS = 8


class Trajectory(NamedTuple):
    """All that a batch of runs passed through: the start, then one iterate per step.

    Attributes:
        theta: The parameters at each iterate.
        losses: Both losses at each iterate.
        multiplier: The multiplier at each iterate; NaN for a method without one.
    """

    theta: Float[np.ndarray, "runs iterates n"]
    losses: Float[np.ndarray, "runs iterates 2"]
    multiplier: Float[np.ndarray, "runs iterates"]


def simulate(
    problem: Problem,
    optimizer: Optimizer,
    theta0: ArrayLike,
    num_steps: int = 200,
    *,
    keep_in_domain: bool = True,
) -> Trajectory:
    """Run an optimizer on a problem, once from each start.

    Compiles once for each class of problem and class of optimizer, and again only when
    the number of runs passes a power of two, or a hyperparameter that was one number for
    all becomes one number per run. Other hyperparameters, starts or numbers of steps
    compile nothing.

    Args:
        problem: The two losses.
        optimizer: The rule. Each of its hyperparameters is a number, or an array of shape
            (runs,) with one value per run.
        theta0: Start of each run, of shape (runs, n).
        num_steps: Number of steps of every run, at least 0.
        keep_in_domain: Whether θ is projected onto the problem's box after each step.
            False is what the authors of the sources did; their runs can leave the box
            and be stuck where the gradient vanishes.

    Returns:
        The trajectories, `num_steps` + 1 iterates each. A run that diverges goes on as
        infinities and NaNs, in its own row only.

    Raises:
        TypeError: `problem` or `optimizer` is a class or something else altogether, or
            `num_steps` is not an integer.
        ValueError: `theta0` or a hyperparameter has the wrong shape, is not finite, or is
            smaller than makes sense; `num_steps` is negative.
    """
    _check_kind(problem, Problem, "problem", "PROBLEMS")
    _check_kind(optimizer, Optimizer, "optimizer", "OPTIMIZERS")
    starts = _checked_starts(theta0, len(problem.box))
    num_steps = _checked_num_steps(num_steps)
    num_runs = len(starts)
    spare = max(FEWEST_RUNS, 2 ** math.ceil(math.log2(num_runs))) - num_runs

    def padded(values: np.ndarray) -> Float[Array, "... batch"]:
        width = [(0, 0)] * (values.ndim - 1) + [(0, spare)]
        return jnp.asarray(np.pad(values, width, mode="edge"), FLOAT)

    values = _checked_hyperparameters(optimizer, num_runs)
    own = {name: padded(value) if value.ndim else value for name, value in values.items()}
    per_run = {
        name: padded(np.broadcast_to(value, num_runs)) for name, value in values.items()
    }
    batched = dataclasses.replace(optimizer, **per_run)
    box = np.array(problem.box if keep_in_domain else [(-np.inf, np.inf)] * starts.shape[1])

    state = _start(problem, dataclasses.replace(optimizer, **own), padded(starts.T))
    pieces = [jax.tree.map(lambda leaf: leaf[None], (state, _losses(problem, state)))]
    for _ in range(math.ceil(num_steps / STEPS_AT_A_TIME)):
        state, piece = _advance(problem, batched, state, box)
        pieces.append(piece)

    def joined(*parts: Array) -> np.ndarray:
        whole = np.concatenate([np.asarray(part) for part in parts])
        return np.moveaxis(whole[: num_steps + 1, ..., :num_runs], -1, 0)

    states, losses = jax.tree.map(joined, *pieces)
    return Trajectory(states.theta, losses, states.multiplier)


@jax.jit
def _start(
    problem: Problem, optimizer: Optimizer, theta0: Float[Array, "n batch"]
) -> State:
    """The first states; what depends on no run of its own is worked out only once."""

    def init(optimizer: Optimizer, theta0: Float[Array, "n"]) -> State:
        return optimizer.init(problem, theta0)

    axes = jax.tree.map(lambda value: -1 if value.ndim else None, optimizer)
    return jax.vmap(init, in_axes=(axes, -1), out_axes=-1)(optimizer, theta0)


@jax.jit
def _losses(problem: Problem, state: State) -> Float[Array, "2 batch"]:
    return jax.vmap(problem.losses, in_axes=-1, out_axes=-1)(state.theta)


@jax.jit
def _advance(
    problem: Problem, optimizer: Optimizer, state: State, box: Float[Array, "n 2"]
) -> tuple[State, tuple[State, Float[Array, "steps 2 batch"]]]:
    """The state `STEPS_AT_A_TIME` steps later, and all the states and losses on the way.

    Runs are the last axis of every array, so that a step is a few operations on long
    rows; as the first axis, the pairs of each run would be gathered one by one.
    """

    def step_of_run(optimizer: Optimizer, state: State) -> State:
        state = optimizer.step(problem, state)
        return state._replace(theta=jnp.clip(state.theta, box[:, 0], box[:, 1]))

    step_of_batch = jax.vmap(step_of_run, in_axes=-1, out_axes=-1)

    def step(state: State, _: None) -> tuple[State, tuple[State, Array]]:
        state = step_of_batch(optimizer, state)
        return state, (state, _losses(problem, state))

    return jax.lax.scan(step, state, length=STEPS_AT_A_TIME)


def _check_kind(value: object, kind: type, name: str, registry: str) -> None:
    if not isinstance(value, kind):
        raise TypeError(
            f"`{name}` should be an instance of one of the classes in `{registry}`, such "
            f"as `{registry}[...]()`. Found {value!r}."
        )


def _checked_starts(theta0: ArrayLike, num_parameters: int) -> np.ndarray:
    starts = as_finite_numbers(theta0, "theta0")
    if starts.ndim != 2 or starts.shape[1] != num_parameters or not len(starts):
        raise ValueError(
            f"`theta0` should have shape (runs, {num_parameters}) with at least one run. "
            f"Found shape {starts.shape}."
        )
    return starts


def _checked_num_steps(num_steps: int) -> int:
    try:
        count = operator.index(num_steps)
    except TypeError:
        count = None
    # True is an index to Python, but hardly one that is meant.
    if count is None or isinstance(num_steps, bool):
        raise TypeError(f"`num_steps` should be an integer. Found {num_steps!r}.")
    if count < 0:
        raise ValueError(f"`num_steps` should be at least 0. Found {count}.")
    return count


def _checked_hyperparameters(optimizer: Optimizer, num_runs: int) -> dict[str, np.ndarray]:
    checked = {}
    for name, (values_that_mean_something, _) in hyperparameters(type(optimizer)).items():
        values = as_finite_numbers(getattr(optimizer, name), name)
        if values.shape not in ((), (num_runs,)):
            raise ValueError(
                f"`{name}` should be a number or have shape ({num_runs},), one value per "
                f"run. Found shape {values.shape}."
            )
        least = values_that_mean_something.least
        if (values < least).any():
            raise ValueError(
                f"`{name}` should be at least {least:g}. Found {values.min():g}."
            )
        checked[name] = values
    return checked
