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
from noise import Noise, NoisyProblem, draw
from optimizers.base import AnyState, Optimizer, hyperparameters
from precision import FLOAT
from toy_problems.base import Problem

# Runs advance by this many steps at a time, and in batches of a power of two of at least
# this many runs, so that another number of steps or of runs seldom compiles anything.
STEPS_AT_A_TIME = 100
FEWEST_RUNS = 8
LARGEST_SEED = 2**63 - 1


class Trajectory(NamedTuple):
    """All that a batch of runs passed through: the start, then one iterate per step.

    Attributes:
        theta: The parameters at each iterate.
        losses: Both losses at each iterate, without noise.
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
    noise: ArrayLike = 0.0,
    seed: int = 0,
) -> Trajectory:
    """Run an optimizer on a problem, once from each start.

    Compiles once for each class of problem and class of optimizer, and again only when
    the number of runs passes a power of two, a hyperparameter that was one number for
    all becomes one number per run, or there is noise for the first time. Other
    hyperparameters, starts, noise, seeds or numbers of steps compile nothing.

    Args:
        problem: The two losses.
        optimizer: The rule. Each of its hyperparameters is a number, or an array of shape
            (runs,) with one value per run.
        theta0: Start of each run, of shape (runs, n).
        num_steps: Number of steps of every run, at least 0.
        keep_in_domain: Whether θ is projected onto the problem's box after each step.
            False is what the authors of the sources did; their runs can leave the box
            and be stuck where the gradient vanishes.
        noise: Standard deviation σ, at least 0: a number, or an array of shape (runs,).
            Each step sees losses L_k + σ ξ_k and gradients ∇L_k + σ ζ_k, and does with
            them whatever it does. All components of ξ and ζ are independent standard
            normal numbers, drawn anew for each step of each run, as if each step had a
            batch of data of its own. The trajectories have the true losses.
        seed: Of the noise, at least 0. The noise of a run hangs on the seed and on its
            place in the batch, not on the other runs.

    Returns:
        The trajectories, `num_steps` + 1 iterates each. A run that diverges goes on as
        infinities and NaNs, in its own row only.

    Raises:
        TypeError: `problem` or `optimizer` is a class or something else altogether, or
            `num_steps` or `seed` is not an integer.
        ValueError: `theta0`, `noise` or a hyperparameter has the wrong shape, is not
            finite, or is smaller than makes sense; `num_steps` or `seed` is negative, or
            `seed` is too large for 63 bits.
    """
    _check_kind(problem, Problem, "problem", "PROBLEMS")
    _check_kind(optimizer, Optimizer, "optimizer", "OPTIMIZERS")
    starts = _checked_starts(theta0, len(problem.box))
    num_steps = _checked_count(num_steps, "num_steps")
    seed = _checked_count(seed, "seed", LARGEST_SEED)
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
    scale = _checked_per_run(noise, "noise", num_runs, least=0)
    scale = padded(np.broadcast_to(scale, num_runs)) if scale.any() else None
    box = np.array(problem.box if keep_in_domain else [(-np.inf, np.inf)] * starts.shape[1])

    state = _start(problem, dataclasses.replace(optimizer, **own), padded(starts.T))
    pieces = [jax.tree.map(lambda leaf: leaf[None], (state, _losses(problem, state)))]
    for piece in range(math.ceil(num_steps / STEPS_AT_A_TIME)):
        # Without noise a step is what it would be if there were no such thing.
        of_piece = None if scale is None else Noise(scale, np.int64(seed), np.int64(piece))
        state, iterates = _advance(problem, batched, state, box, of_piece)
        pieces.append(iterates)

    def joined(*parts: Array) -> np.ndarray:
        whole = np.concatenate([np.asarray(part) for part in parts])
        return np.moveaxis(whole[: num_steps + 1, ..., :num_runs], -1, 0)

    states, losses = jax.tree.map(joined, *pieces)
    return Trajectory(states.theta, losses, states.multiplier)


@jax.jit
def _start(
    problem: Problem, optimizer: Optimizer, theta0: Float[Array, "n batch"]
) -> AnyState:
    """The first states; what depends on no run of its own is worked out only once."""

    def init(optimizer: Optimizer, theta0: Float[Array, "n"]) -> AnyState:
        return optimizer.init(problem, theta0)

    axes = jax.tree.map(lambda value: -1 if value.ndim else None, optimizer)
    return jax.vmap(init, in_axes=(axes, -1), out_axes=-1)(optimizer, theta0)


@jax.jit
def _losses(problem: Problem, state: AnyState) -> Float[Array, "2 batch"]:
    return jax.vmap(problem.losses, in_axes=-1, out_axes=-1)(state.theta)


@jax.jit
def _advance(
    problem: Problem,
    optimizer: Optimizer,
    state: AnyState,
    box: Float[Array, "n 2"],
    noise: Noise | None,
) -> tuple[AnyState, tuple[AnyState, Float[Array, "steps 2 batch"]]]:
    """The state `STEPS_AT_A_TIME` steps later, and all the states and losses on the way.

    Runs are the last axis of every array, so that a step is a few operations on long
    rows; as the first axis, the pairs of each run would be gathered one by one.
    """

    def step_of_run(
        optimizer: Optimizer, state: AnyState, errors: Array | None
    ) -> AnyState:
        seen = problem
        if errors is not None:
            seen = NoisyProblem(problem=problem, theta0=state.theta, errors=errors)
        state = optimizer.step(seen, state)
        return state._replace(theta=jnp.clip(state.theta, box[:, 0], box[:, 1]))

    step_of_batch = jax.vmap(step_of_run, in_axes=-1, out_axes=-1)

    def step(
        state: AnyState, errors: Array | None
    ) -> tuple[AnyState, tuple[AnyState, Array]]:
        state = step_of_batch(optimizer, state, errors)
        return state, (state, _losses(problem, state))

    errors = None if noise is None else draw(noise, STEPS_AT_A_TIME, len(state.theta))
    return jax.lax.scan(step, state, errors, length=STEPS_AT_A_TIME)


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


def _checked_count(value: int, name: str, most: float = math.inf) -> int:
    try:
        count = operator.index(value)
    except TypeError:
        count = None
    # True is an index to Python, but hardly one that is meant.
    if count is None or isinstance(value, bool):
        raise TypeError(f"`{name}` should be an integer. Found {value!r}.")
    if count < 0:
        raise ValueError(f"`{name}` should be at least 0. Found {count}.")
    if count > most:
        raise ValueError(f"`{name}` should be at most {most}. Found {count}.")
    return count


def _checked_hyperparameters(optimizer: Optimizer, num_runs: int) -> dict[str, np.ndarray]:
    return {
        name: _checked_per_run(getattr(optimizer, name), name, num_runs, values.least)
        for name, (values, _) in hyperparameters(type(optimizer)).items()
    }


def _checked_per_run(
    value: ArrayLike, name: str, num_runs: int, least: float
) -> np.ndarray:
    values = as_finite_numbers(value, name)
    if values.shape not in ((), (num_runs,)):
        raise ValueError(
            f"`{name}` should be a number or have shape ({num_runs},), one value per run. "
            f"Found shape {values.shape}."
        )
    if (values < least).any():
        raise ValueError(f"`{name}` should be at least {least:g}. Found {values.min():g}.")
    return values
