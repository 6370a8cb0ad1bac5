"""Runs an optimizer on a problem, many runs at a time. JAX inside, NumPy outside."""

import dataclasses
from collections.abc import Iterator
from typing import NamedTuple

import jax
import numpy as np
from jaxtyping import Float
from numpy.typing import ArrayLike

from batches import STEPS_AT_A_TIME, Records, advance, blank_records, start
from checks import as_count, as_finite_numbers, as_per_run
from devices import Shard, dealt_out, look, on_each_device
from noise import Noise, draw
from optimizers.base import Optimizer, hyperparameters
from precision import FLOAT
from result_memory import room
from toy_problems.base import Problem

LARGEST_SEED = 2**63 - 1
# A trajectory of this many bytes is no trouble to a computer of any size.
MOST_BYTES = 2**28

# What was written last on each device, and has been copied: for the next one to write over.
_free: dict[jax.Device, Records] = {}


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

    Compiles once for each class of problem and class of optimizer, for large batches once
    for each device, and again only when the number of runs passes 8, 32, 64 and so on up
    to 2,048 for each, a hyperparameter that was one number for all becomes one number per
    run, or there is noise for the first time. Other hyperparameters, starts, noise, seeds
    or numbers of steps compile nothing.

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
    given = _checked(problem, optimizer, theta0, num_steps, keep_in_domain, noise, seed)
    return _trajectory(given, 0, len(given.starts))


def stream(
    problem: Problem,
    optimizer: Optimizer,
    theta0: ArrayLike,
    num_steps: int = 200,
    *,
    keep_in_domain: bool = True,
    noise: ArrayLike = 0.0,
    seed: int = 0,
    most_bytes: int = MOST_BYTES,
) -> Iterator[Trajectory]:
    """What `simulate` returns, for as many runs at a time as a bounded memory holds.

    Args:
        problem: As for `simulate`, like all that is not explained here.
        optimizer: The rule.
        theta0: Start of each run, of shape (runs, n).
        num_steps: Number of steps of every run.
        keep_in_domain: Whether θ is projected onto the problem's box after each step.
        noise: Standard deviation of what each step sees.
        seed: Of the noise.
        most_bytes: How much one of the trajectories may take; one run is the least.

    Yields:
        Trajectories of the first runs, of the next ones, and so on. How many runs they
        have between them tells how far it is.

    Raises:
        TypeError: As `simulate` does, when the first trajectory is asked for.
        ValueError: As `simulate` does.
    """
    given = _checked(problem, optimizer, theta0, num_steps, keep_in_domain, noise, seed)
    num_runs, n = given.starts.shape
    bytes_of_run = (n + 3) * (given.num_steps + 1) * np.dtype(FLOAT).itemsize
    runs_at_a_time = max(1, most_bytes // bytes_of_run)
    for first in range(0, num_runs, runs_at_a_time):
        yield _trajectory(given, first, min(first + runs_at_a_time, num_runs))


class _Given(NamedTuple):
    """What `simulate` is given, checked.

    Attributes:
        values: Each hyperparameter, of shape () or (runs,).
        scale: Standard deviation of the noise of each run; None if there is none.
    """

    problem: Problem
    optimizer: Optimizer
    values: dict[str, np.ndarray]
    starts: Float[np.ndarray, "runs n"]
    num_steps: int
    box: Float[np.ndarray, "n 2"]
    scale: Float[np.ndarray, "runs"] | None
    seed: int


def _checked(
    problem: Problem,
    optimizer: Optimizer,
    theta0: ArrayLike,
    num_steps: int,
    keep_in_domain: bool,
    noise: ArrayLike,
    seed: int,
) -> _Given:
    _check_kind(problem, Problem, "problem", "PROBLEMS")
    _check_kind(optimizer, Optimizer, "optimizer", "OPTIMIZERS")
    starts = _checked_starts(theta0, len(problem.box))
    num_runs, n = starts.shape
    num_steps = as_count(num_steps, "num_steps")
    seed = as_count(seed, "seed", LARGEST_SEED)
    values = {
        name: as_per_run(getattr(optimizer, name), name, num_runs, values.least)
        for name, (values, _) in hyperparameters(type(optimizer)).items()
    }
    scale = np.broadcast_to(as_per_run(noise, "noise", num_runs, least=0), num_runs)
    scale = scale if scale.any() else None
    box = np.array(problem.box if keep_in_domain else [(-np.inf, np.inf)] * n)
    return _Given(problem, optimizer, values, starts, num_steps, box, scale, seed)


def _trajectory(given: _Given, first_run: int, last_run: int) -> Trajectory:
    """The trajectories from a run to before another."""
    n, num_iterates = given.starts.shape[1], given.num_steps + 1
    whole = room((n + 3, num_iterates, last_run - first_run), FLOAT)

    def fill(shards: list[Shard]) -> None:
        """Simulates batches on their device, one after the other, and copies them."""
        device, num_runs = shards[0].device, len(shards[0].runs)
        records = _free.pop(device, None)
        if records is None or records.shape != (n + 3, STEPS_AT_A_TIME, num_runs):
            records = blank_records(n=n, num_runs=num_runs)
        for shard in shards:
            batch, run = _Batch(given, shard), shard.runs[0] - first_run
            for iterate in range(0, num_iterates, STEPS_AT_A_TIME):
                steps = min(STEPS_AT_A_TIME, num_iterates - iterate)
                records = batch.advance(iterate, steps, records)
                part = whole[:, iterate : iterate + steps, run : run + shard.wanted]
                part[:] = look(records)[:, :steps, : shard.wanted]
        _free[device] = records

    on_each_device(fill, dealt_out(first_run, last_run))
    return Trajectory(whole[:n].T, whole[n : n + 2].T, whole[n + 2].T)


class _Batch:
    """A batch of runs, on its way."""

    def __init__(self, given: _Given, shard: Shard) -> None:
        """At its starts."""
        runs = shard.runs
        values = {
            name: value[runs] if value.ndim else value
            for name, value in given.values.items()
        }
        method = dataclasses.replace(given.optimizer, **values)
        self.given, self.shard = given, shard
        self.rows, self.method = start(given.problem, method, given.starts[runs].T)

    def advance(self, iterate: int, steps: int, free: Records) -> Records:
        """Go on from an iterate for some steps; what was passed through before them."""
        given, shard, errors = self.given, self.shard, None
        if given.scale is not None:
            piece = np.int64(iterate // STEPS_AT_A_TIME)
            scale = given.scale[shard.runs]
            noise = Noise(scale, shard.runs, np.int64(given.seed), piece)
            errors = draw(noise, num_steps=STEPS_AT_A_TIME, n=given.starts.shape[1])
        of = given.problem, self.method, self.rows, given.box, errors
        self.rows, records = advance(*of, steps, shard.wanted, free)
        return records


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
