"""Programs as JAX compiles them, of which those that were called last are kept."""

import gc
from functools import lru_cache, partial

import jax
import jax.numpy as jnp
import numpy as np
import pytest

import bounded_jit
from bounded_jit import jit


@pytest.fixture
def two_are_kept(monkeypatch):
    kept = lru_cache(maxsize=2)(bounded_jit._kept.__wrapped__)
    monkeypatch.setattr(bounded_jit, "_kept", kept)


def tripled(x):
    """Three times x."""
    return 3 * x


def power(x, exponent):
    return x**exponent


def test_gives_what_the_function_gives_and_says_what_it_says():
    again = jit(tripled)
    np.testing.assert_array_equal(again(np.arange(4.0)), [0, 3, 6, 9])
    assert again(2.0) == 6
    assert (again.__name__, again.__doc__) == ("tripled", "Three times x.")


def test_takes_the_options_of_jax():
    squared = partial(jit, static_argnames="exponent")(power)
    np.testing.assert_array_equal(squared(np.arange(3.0), exponent=2), [0, 1, 4])
    np.testing.assert_array_equal(squared(np.arange(3.0), exponent=3), [0, 1, 8])
    given = jnp.arange(3.0)
    jit(tripled, donate_argnames="x")(given)
    assert given.is_deleted()


def test_can_be_a_part_of_what_is_compiled():
    again = jit(tripled)
    doubled = jax.jit(jax.vmap(lambda x: 2 * again(x)))
    np.testing.assert_array_equal(doubled(np.arange(3.0)), [0, 6, 12])


def test_compiles_once_for_each_kind_of_arguments(compiled):
    again = jit(tripled)
    for size in (1, 2, 1, 2):
        again(np.ones(size))
    assert compiled == 2 * ["jit(tripled)"]
    assert "jit(tripled)" in bounded_jit.NAMES


def test_forgets_what_was_not_called_for_longest(compiled, two_are_kept):
    again = jit(tripled)
    for size in (1, 2, 1, 3):
        again(np.ones(size))
    assert len(compiled) == 3
    again(np.ones(1))
    again(np.ones(3))
    assert len(compiled) == 3
    again(np.ones(2))
    assert len(compiled) == 4


def test_what_is_forgotten_takes_no_memory(two_are_kept):
    again, client = jit(tripled), jax.devices()[0].client
    again(np.ones(1))
    gc.collect()
    before = len(client.live_executables())
    for size in range(2, 12):
        again(np.ones(size))
    gc.collect()
    assert len(client.live_executables()) <= before + 1
