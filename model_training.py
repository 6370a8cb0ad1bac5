"""Trains the model of an application, some steps at a time. JAX inside, NumPy outside."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jaxtyping import Array, PRNGKeyArray, PyTree

from applications.base import Application, Training, num_examples
from bounded_jit import jit
from optimizers.training import Method

# How often the losses are noted down in one training, and how often it is handed on.
RECORDS, PIECES = 120, 12
# Of the examples, in each step of a training with mini-batches.
MINI_BATCH = 0.1


class _Moving(NamedTuple):
    """What a training carries from one step to the next."""

    params: PyTree[Array]
    memory: PyTree[Array]
    multipliers: PyTree[Array]
    key: PRNGKeyArray


def trainings(
    application: Application,
    method: Method,
    *,
    num_steps: int | None = None,
    batch_share: float = 1.0,
    seed: int = 0,
) -> Iterator[Training]:
    """A training, again and again, each time with more of its steps done.

    Compiles once for each application, class of method and size of a batch; another bound,
    weight or seed compiles nothing.

    Args:
        application: What is trained.
        method: What makes one gradient of several losses.
        num_steps: In all, at least `RECORDS`; those of the application unless told.
        batch_share: Of the examples that each step sees, from above 0 to 1. With all of
            them each step sees the same.
        seed: Of the first parameters, of the batches, and of what the model draws.

    Raises:
        ValueError: `batch_share` or `num_steps` is out of range.
    """
    if not 0 < batch_share <= 1:
        raise ValueError(
            f"`batch_share` should be above 0 and at most 1. Found {batch_share}."
        )
    num_steps = application.num_steps if num_steps is None else num_steps
    if num_steps < RECORDS:
        raise ValueError(f"`num_steps` should be at least {RECORDS}. Found {num_steps}.")
    every = num_steps // RECORDS
    batch = max(1, round(batch_share * num_examples(application.examples)))
    moving = _begun(application, method, seed)
    notes = [_noted(moving, application=application)]
    for piece in range(1, PIECES + 1):
        moving, more = _moved(
            method,
            moving,
            application=application,
            batch=batch,
            every=every,
            records=RECORDS // PIECES,
        )
        notes.append(more)
        losses, multipliers = map(np.concatenate, zip(*notes, strict=True))
        steps = every * np.arange(len(losses))
        yield Training(moving.params, steps, losses, multipliers, piece == PIECES)


def trained(application: Application, method: Method, **parts: Any) -> Training:
    """What a training comes to; arguments are those of `trainings`."""
    *_, last = trainings(application, method, **parts)
    return last


def _begun(application: Application, method: Method, seed: int) -> _Moving:
    key, of_params = jax.random.split(jax.random.key(seed))
    params = application.init(of_params)
    return _Moving(params, application.optimizer().init(params), method.init(), key)


@jit
def _moved(
    method: Method,
    moving: _Moving,
    *,
    application: Application,
    batch: int,
    every: int,
    records: int,
) -> tuple[_Moving, tuple[Array, Array]]:
    """The training some records later, and what was noted down at each."""
    # Only now, as in `applications/base.py`.
    import optax

    examples, optimizer = application.examples, application.optimizer()
    count = num_examples(examples)

    def step(_: Array, moving: _Moving) -> _Moving:
        params, memory, multipliers, key = moving
        key, of_batch, of_model = jax.random.split(key, 3)
        seen = examples
        if batch < count:
            chosen = jax.random.choice(of_batch, count, (batch,), replace=False)
            seen = jax.tree.map(lambda array: jnp.asarray(array)[chosen], examples)

        def descended(params: PyTree[Array]) -> tuple[Array, dict[str, Array]]:
            loss, values = application.losses(params, seen, of_model)
            return method.descended(loss, values, multipliers), values

        gradient, values = jax.grad(descended, has_aux=True)(params)
        updates, memory = optimizer.update(gradient, memory, params)
        params = optax.apply_updates(params, updates)
        return _Moving(params, memory, method.update(values, multipliers), key)

    def record(moving: _Moving, _: None) -> tuple[_Moving, tuple[Array, Array]]:
        moving = jax.lax.fori_loop(0, every, step, moving)
        loss, multipliers = _noted(moving, application=application)
        return moving, (loss[0], multipliers[0])

    return jax.lax.scan(record, moving, length=records)


@jit
def _noted(moving: _Moving, *, application: Application) -> tuple[Array, Array]:
    """All losses over all examples, and all multipliers, as one record of each."""
    loss, values = application.losses(moving.params, application.examples, moving.key)
    losses = [loss, *(values[one.key] for one in application.bounded)]
    of_each = moving.multipliers or {}
    sides = [of_each[one.key] for one in application.bounded if of_each]
    multipliers = jnp.concatenate(sides) if sides else jnp.zeros(0)
    return jnp.stack([jnp.asarray(one, float) for one in losses])[None], multipliers[None]
