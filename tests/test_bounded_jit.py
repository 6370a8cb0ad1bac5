"""Programs as JAX compiles them, of which those that were called last are kept."""

import gc
import threading
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache

import jax
import jax.numpy as jnp
import numpy as np
import pytest

import bounded_jit
from bounded_jit import forget, jit


@pytest.fixture
def two_are_kept(monkeypatch):
    kept = lru_cache(maxsize=2)(bounded_jit._kept.__wrapped__)
    monkeypatch.setattr(bounded_jit, "_kept", kept)


def tripled(x):
    """Three times x."""
    return 3 * x


def power(x, *, exponent):
    return x**exponent


def many(x):
    for _ in range(500):
        x = jnp.sin(x)
    return x


def test_gives_what_the_function_gives_and_says_what_it_says():
    again = jit(tripled)
    np.testing.assert_array_equal(again(np.arange(4.0)), [0, 3, 6, 9])
    assert again(2.0) == 6
    assert (again.__name__, again.__doc__) == ("tripled", "Three times x.")


def test_what_takes_a_keyword_only_is_compiled_for_each_value(compiled):
    again = jit(power)
    for exponent, expected in ((2, [0, 1, 4]), (3, [0, 1, 8]), (2, [0, 1, 4])):
        np.testing.assert_array_equal(again(np.arange(3.0), exponent=exponent), expected)
    assert compiled == 2 * ["jit(power)"]


def test_may_write_over_what_is_donated():
    given = jnp.arange(3.0)
    jit(tripled, donate_argnames=["x"])(given)
    assert given.is_deleted()


@pytest.mark.parametrize(
    "given",
    [2, 2.0, np.float32(2), np.float64(2), np.arange(3), np.arange(3.0), jnp.float32(2)],
    ids=repr,
)
def test_gives_the_type_that_jax_gives(given):
    again = jit(tripled)
    again(np.ones(())), again(np.ones(3)), again(1), again(1.0)
    ours, theirs = again(given), jax.jit(tripled)(given)
    assert (ours.dtype, ours.weak_type) == (theirs.dtype, theirs.weak_type)


def test_takes_the_keys_of_random_numbers():
    draw = jit(jax.random.normal)
    np.testing.assert_array_equal(
        draw(jax.random.key(3)), jax.random.normal(jax.random.key(3))
    )


def test_computes_where_its_arguments_are_or_where_it_is_told_to():
    again, (first, second) = jit(tripled), jax.devices()[:2]
    for device in (first, second, first):
        there = jax.device_put(np.arange(3.0), device)
        assert again(there).devices() == {device}
        with jax.default_device(device):
            assert again(np.arange(3.0)).devices() == {device}
    shards = jax.sharding.NamedSharding(jax.make_mesh((2,), "x"), jax.P("x"))
    spread = again(jax.device_put(np.arange(4.0), shards))
    np.testing.assert_array_equal(spread, [0, 3, 6, 9])
    assert spread.devices() == {first, second}


def test_can_be_a_part_of_what_is_compiled():
    again = jit(tripled)
    doubled = jax.jit(jax.vmap(lambda x: 2 * again(x)))
    np.testing.assert_array_equal(doubled(np.arange(3.0)), [0, 6, 12])


def test_compiles_once_for_each_kind_of_arguments(compiled):
    again = jit(tripled)
    for size in (1, 2, 1, 2):
        again(np.ones(size))
    assert compiled == 2 * ["jit(tripled)"]


def test_compiles_once_however_many_threads_ask(compiled):
    again, together = jit(many), threading.Barrier(4)

    def ask(_):
        together.wait()
        return again(np.ones(3))

    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(ask, range(4)))
    assert compiled == ["jit(many)"]
    np.testing.assert_array_equal(found, 4 * [found[0]])


def test_what_could_not_be_compiled_is_tried_again():
    answers = iter([RuntimeError("no room"), None])

    def doubled(x):
        if (error := next(answers)) is not None:
            raise error
        return 2 * x

    again = jit(doubled)
    with pytest.raises(RuntimeError, match="no room"):
        again(np.ones(1))
    assert again(np.ones(1)) == 2


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


def test_no_notes_of_jax_are_kept():
    again = jit(many)
    again(np.ones(1))
    gc.collect()
    before = len(gc.get_objects())
    again(np.ones(2))
    gc.collect()
    assert len(gc.get_objects()) < before + 500


def test_all_can_be_forgotten(compiled):
    again = jit(tripled)
    for _ in range(2):
        forget()
        again(np.ones(1))
    assert compiled == 2 * ["jit(tripled)"]


def test_what_is_forgotten_takes_no_memory(two_are_kept):
    again, client = jit(tripled), jax.devices()[0].client
    again(np.ones(1))
    gc.collect()
    before = len(client.live_executables())
    for size in range(2, 12):
        again(np.ones(size))
    gc.collect()
    assert len(client.live_executables()) <= before + 1
