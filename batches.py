"""Steps of a batch of runs, compiled; all that makes them fast is here.

Runs are the last axis of every array, and each component of θ is a row of its own, so
that a step is a few operations on long rows. Pairs of numbers, one pair for each run,
would be gathered and scattered again in each of them.

What is kept of the steps is written into an array that is given back to be written over
for the next steps: memory that has just been used is in the caches, whereas new memory
has to be asked for and cleared.
"""

from functools import partial
from typing import Any

import jax
import jax.numpy as jnp
from jaxtyping import Array, Float, Int, ScalarLike

from bounded_jit import jit
from noise import NoisyProblem
from optimizers.base import Optimizer
from precision import FLOAT
from toy_problems.base import Problem

# Of so many steps the records of a batch are still in the caches when they are read; and
# they are a few more than a hundred, of which there is one iterate more than steps.
STEPS_AT_A_TIME = 128
# So many runs take these steps before the next runs do: all rows that one step makes, some
# thirty, are then still in the first cache, of 32 kB or more, when they are read. A device
# of another kind takes all runs at once.
RUNS_AT_ONCE = {"cpu": 128}

# The state of an optimizer as rows: its θ is a tuple of them.
Rows = Any
# The components of θ, L₁, L₂ and λ of each step.
Records = Float[Array, "n+3 steps batch"]


@jit
def start(
    problem: Problem, optimizer: Optimizer, theta0: Float[Array, "n batch"]
) -> tuple[Rows, Optimizer]:
    """The states before the first step, and the method with all hyperparameters as rows.

    Args:
        problem: The two losses.
        optimizer: Its hyperparameters are numbers or rows. What depends on numbers alone
            is worked out only once.
        theta0: Start of each run.
    """

    def init(optimizer: Optimizer, theta0: Float[Array, "n"]) -> Rows:
        return _as_rows(optimizer.init(problem, theta0))

    axes = jax.tree.map(lambda value: -1 if value.ndim else None, optimizer)
    rows = jax.vmap(init, in_axes=(axes, -1), out_axes=-1)(optimizer, theta0)
    in_rows = jax.tree.map(
        lambda value: jnp.broadcast_to(value, theta0[0].shape), optimizer
    )
    return rows, in_rows


@jit
def blank_records(*, n: int, num_runs: int) -> Records:
    """Room for what is kept of `STEPS_AT_A_TIME` steps in n parameters."""
    return jnp.zeros((n + 3, STEPS_AT_A_TIME, num_runs), FLOAT)


@partial(jit, donate_argnames=["records"])
def advance(
    problem: Problem,
    optimizer: Optimizer,
    rows: Rows,
    box: Float[Array, "n 2"],
    errors: Float[Array, "steps 2 n+1 batch"] | None,
    num_steps: Int[ScalarLike, ""],
    num_runs: Int[ScalarLike, ""],
    records: Records,
) -> tuple[Rows, Records]:
    """The states some steps later, and the records of all states before that.

    Args:
        problem: The two losses.
        optimizer: Each of its hyperparameters is a row.
        rows: The states before the first of these steps.
        box: What θ is projected onto after each step.
        errors: What `noise.draw` has drawn for these steps. Without it a step is what it
            would be if there were no such thing.
        num_steps: At most `STEPS_AT_A_TIME`.
        num_runs: How many runs count, from the first on; others may stay where they are.
        records: To be written over, and not to be used any more.
    """

    def step_of_run(
        optimizer: Optimizer, rows: Rows, errors: Array | None
    ) -> tuple[Rows, tuple[Array, ...]]:
        state = rows._replace(theta=jnp.stack(rows.theta))
        seen = problem
        if errors is not None:
            seen = NoisyProblem(problem=problem, theta0=state.theta, errors=errors)
        after = _as_rows(optimizer.step(seen, state))
        theta = tuple(map(jnp.clip, after.theta, box[:, 0], box[:, 1]))
        losses = jnp.unstack(problem.losses(state.theta))
        return after._replace(theta=theta), (*rows.theta, *losses, state.multiplier)

    step_of_some = jax.vmap(step_of_run, in_axes=-1, out_axes=-1)
    most = records.shape[-1]
    at_once = min(RUNS_AT_ONCE.get(jax.default_backend(), most), most)

    def advance_some(which: Array, before: tuple[Rows, Records]) -> tuple[Rows, Records]:
        all_rows, records = before
        first = which * at_once
        some = {"start_index": first, "axis": -1}
        taken = partial(jax.lax.dynamic_slice_in_dim, slice_size=at_once, **some)
        put_back = partial(jax.lax.dynamic_update_slice_in_dim, **some)
        of_some = jax.tree.map(taken, optimizer)

        def step(index: Array, before: tuple[Rows, Records]) -> tuple[Rows, Records]:
            rows, records = before
            seen = None if errors is None else taken(errors[index])
            rows, record = step_of_some(of_some, rows, seen)
            # Written one after the other, or else XLA makes one operation of all, which is
            # none of those that it does in place.
            for component, row in enumerate(record):
                place = component, index, first
                records = jax.lax.dynamic_update_slice(records, row[None, None], place)
            return rows, records

        begun = jax.tree.map(taken, all_rows), records
        rows, records = jax.lax.fori_loop(0, num_steps, step, begun)
        return jax.tree.map(put_back, all_rows, rows), records

    # A loop that is known to be gone through once takes no time to compile.
    times = 1 if most == at_once else jnp.floor_divide(num_runs + at_once - 1, at_once)
    return jax.lax.fori_loop(0, times, advance_some, (rows, records))


def _as_rows(state: Any) -> Rows:
    return state._replace(theta=tuple(jnp.unstack(state.theta)))
