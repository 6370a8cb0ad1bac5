"""How long runs take to the front, and how long until they settle, for each damping."""

import dataclasses
from typing import Any, Literal, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jaxtyping import Array, Float, Int

from bounded_jit import jit
from damping.attraction import with_one_each
from optimizers.base import Optimizer
from precision import FLOAT
from toy_problems.base import FRONT_POINTS, Problem
from verdicts import constrained_optimum

# A run is at the front from its first step within this distance of it.
AT_FRONT = 0.05
# And settled from the step after which neither loss is ever farther from the optimum again.
AT_OPTIMUM = 0.01
# The last tenth of the steps has to be spent there.
TAIL = 10
QUARTILES = (0.25, 0.5, 0.75)
# So much of all changes makes a trend; medians of few runs jump by a step or two.
MOSTLY = 0.9
# How far the band of bounds reaches on either side of the present one.
HALF_BAND = 0.05


class Times(NamedTuple):
    """Steps that runs take, over all starts and bounds, for each damping.

    Attributes:
        damping: δ, rising.
        to_front: Quartiles of the steps until a run is within 0.05 of the front; infinite
            where so many of the runs never are.
        to_settle: Quartiles of the steps until a run stays within 0.01 of its optimum;
            infinite where so many of the runs never settle.
        never: How many runs never settle.
        num_runs: For each damping.
    """

    damping: Float[np.ndarray, "values"]
    to_front: Float[np.ndarray, "values 3"]
    to_settle: Float[np.ndarray, "values 3"]
    never: Int[np.ndarray, "values"]
    num_runs: int


class Trend(NamedTuple):
    """How a number of steps changes while the damping rises.

    Attributes:
        kind: Whether nine tenths of all its changes are upwards, or downwards, or neither;
            or it never changes.
        first: δ and steps at the least damping at which there is such a number.
        last: The same at the largest.
        least: The same where the steps are fewest; of several, the least damping.
        most: The same where they are most.
    """

    kind: Literal["rises", "falls", "both", "level"]
    first: tuple[float, float]
    last: tuple[float, float]
    least: tuple[float, float]
    most: tuple[float, float]


def band(problem: Problem, epsilon: float, count: int = 5) -> Float[np.ndarray, "count"]:
    """Bounds around one, evenly spread, closer together near an end of the front.

    Raises:
        ValueError: `epsilon` is not between the ends of the front.
    """
    low, high = problem.front_ends()
    if not low < epsilon < high:
        raise ValueError(
            f"`epsilon` should be between {low:.3g} and {high:.3g}. Found {epsilon:.3g}."
        )
    half = min(HALF_BAND, (epsilon - low) / 2, (high - epsilon) / 2)
    return np.linspace(epsilon - half, epsilon + half, count)


def times(
    problem: Problem,
    method: Optimizer,
    epsilon: Float[np.ndarray, "bounds"],
    damping: Float[np.ndarray, "values"],
    num_steps: int = 2000,
) -> Times:
    """Run the seven starts with each bound and each damping, all in one batch.

    Args:
        problem: The two losses.
        method: A method with a bound and a damping, which are those below; its other
            numbers are its own.
        epsilon: Bounds, between the ends of the front.
        damping: Each δ, at least 0.
        num_steps: Of each run; one that settles later counts as one that never does.
    """
    starts = problem.theta_from_losses(problem.starts)
    shape = len(damping), len(epsilon), len(starts)
    each_damping = np.broadcast_to(damping[:, None, None], shape).ravel()
    each_epsilon = np.broadcast_to(epsilon[:, None], shape).ravel()
    theta0 = np.broadcast_to(starts, (*shape, starts.shape[1])).reshape(-1, starts.shape[1])
    numbers: dict[str, Any] = {"epsilon": each_epsilon, "damping": each_damping}
    batch = with_one_each(dataclasses.replace(method, **numbers), len(theta0))
    first, last = _first_and_last(problem, batch, theta0, num_steps)
    runs = np.prod(shape[1:])
    to_front = np.where(first <= num_steps, first, np.inf).reshape(-1, runs)
    settles = last + 1 <= num_steps - num_steps // TAIL
    to_settle = np.where(settles, last + 1, np.inf).reshape(-1, runs)
    return Times(
        damping=np.asarray(damping, float),
        to_front=_quartiles(to_front),
        to_settle=_quartiles(to_settle),
        never=np.isinf(to_settle).sum(axis=1),
        num_runs=int(runs),
    )


def trend(
    damping: Float[np.ndarray, "values"], steps: Float[np.ndarray, "values"]
) -> Trend | None:
    """What steps do while the damping rises; values that are infinite are left out.

    Returns:
        None where fewer than two of the values are finite.
    """
    known = np.isfinite(steps)
    if known.sum() < 2:
        return None
    damping, steps = damping[known], steps[known]
    change = np.diff(steps)
    up, down = change[change > 0].sum(), -change[change < 0].sum()
    kind: Literal["rises", "falls", "both", "level"] = "both"
    if up + down == 0:
        kind = "level"
    elif max(up, down) >= MOSTLY * (up + down):
        kind = "rises" if up > down else "falls"
    first, last, least, most = (
        (float(damping[index]), float(steps[index]))
        for index in (0, -1, int(steps.argmin()), int(steps.argmax()))
    )
    return Trend(kind, first, last, least, most)


def _quartiles(
    steps: Float[np.ndarray, "values runs"],
) -> Float[np.ndarray, "values 3"]:
    """Steps within which a quarter, a half and three quarters of all runs are there."""
    # Between a number and infinity there is no middle.
    return np.quantile(steps, QUARTILES, axis=1, method="inverted_cdf").T


def _first_and_last(
    problem: Problem, method: Optimizer, theta0: Float[np.ndarray, "runs n"], steps: int
) -> tuple[Int[np.ndarray, "runs"], Int[np.ndarray, "runs"]]:
    optima = constrained_optimum(problem, np.asarray(method.epsilon))  # type: ignore[attr-defined]
    front = problem.front_curve(FRONT_POINTS)
    start = jnp.asarray(theta0.T, FLOAT)
    found = _watch(problem, method, start, jnp.asarray(optima.T), front, steps=steps)
    return np.asarray(found[0]), np.asarray(found[1])


@jit
def _watch(
    problem: Problem,
    method: Optimizer,
    theta0: Float[Array, "n runs"],
    optima: Float[Array, "2 runs"],
    front: Float[Array, "points 2"],
    *,
    steps: int,
) -> tuple[Int[Array, "runs"], Int[Array, "runs"]]:
    """First step at the front, or one too many; last step away from the optimum, or −1.

    Nothing else is kept of the runs, which would fill the memory. Runs are the last axis.
    """
    losses_of = jax.vmap(problem.losses, in_axes=-1, out_axes=-1)
    low, high = jnp.asarray(problem.box).T

    def step_of_run(method: Optimizer, state: Any) -> Any:
        state = method.step(problem, state)
        return state._replace(theta=jnp.clip(state.theta, low, high))

    step_of_batch = jax.vmap(step_of_run, in_axes=-1, out_axes=-1)

    def is_at_front(losses: Float[Array, "2 runs"]) -> Array:
        across = losses[:1] - front[:, :1], losses[1:] - front[:, 1:]
        return (across[0] ** 2 + across[1] ** 2).min(axis=0) < AT_FRONT**2

    def look(
        seen: tuple[Array, Array], losses: Array, number: Array
    ) -> tuple[Array, Array]:
        first, last = seen
        first = jnp.where((first > steps) & is_at_front(losses), number, first)
        # The comparison of a run that diverged is false.
        settled = jnp.abs(losses - optima).max(axis=0) <= AT_OPTIMUM
        return first, jnp.where(settled, last, number)

    def step(carry: tuple[Any, tuple], number: Array) -> tuple[tuple[Any, tuple], None]:
        state, seen = carry
        state = step_of_batch(method, state)
        return (state, look(seen, losses_of(state.theta), number)), None

    init = jax.vmap(
        lambda method, theta0: method.init(problem, theta0), in_axes=-1, out_axes=-1
    )
    state = init(method, theta0)
    nothing = jnp.full(theta0.shape[1], steps + 1), jnp.full(theta0.shape[1], -1)
    seen = look(nothing, losses_of(state.theta), jnp.asarray(0))
    (_, seen), _ = jax.lax.scan(step, (state, seen), jnp.arange(1, steps + 1))
    return seen
