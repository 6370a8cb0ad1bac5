import gc

import jax
import jax.numpy as jnp
import numpy as np

from bounded_jit import bounded_jit
from optimizers import OPTIMIZERS
from toy_problems import PROBLEMS


def programs():
    """How many programs the process holds."""
    gc.collect()
    return len(jax.devices()[0].client.live_executables())


def test_programs_beyond_the_bound_are_dropped_and_the_others_called_again():
    traced = []

    @bounded_jit(most=4)
    def total(values):
        traced.append(values.shape)
        return jnp.sum(values * 3)

    total(np.ones(9))
    before = programs()
    for count in range(10, 30):
        assert total(np.ones(count)) == 3 * count
    assert programs() - before <= 4
    for count in (29, 28, 27, 26):
        total(np.zeros(count))
    assert len(traced) == 21
    total(np.zeros(10))
    assert len(traced) == 22


def test_values_compile_nothing_and_classes_and_types_do():
    traced = []

    @bounded_jit(most=8)
    def step(problem, method, theta0):
        traced.append(type(method))
        return method.init(problem, theta0).theta

    problem, start = PROBLEMS["concave"](), jnp.ones(2)
    for epsilon in (0.3, 0.5, 0.7):
        step(problem, OPTIMIZERS["mdmm"](epsilon=epsilon), start)
    assert len(traced) == 1
    step(problem, OPTIMIZERS["bdmm"](), start)
    step(problem, OPTIMIZERS["bdmm"](), start.astype(jnp.float32))
    assert len(traced) == 3


def test_takes_the_options_of_jit():
    @bounded_jit(most=2, donate_argnames="given")
    def doubled(given):
        return 2 * given

    given = jnp.ones(3)
    assert doubled(given=given).tolist() == [2, 2, 2]
    assert given.is_deleted()
