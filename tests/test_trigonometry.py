import math

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from precision import FLOAT
from trigonometry import cos, sin

ANGLES = np.linspace(-4 * math.pi, 4 * math.pi, 200_001)
# Of the same angles, but with more digits than a float64 has.
EXACT = np.sin(ANGLES.astype(np.longdouble)), np.cos(ANGLES.astype(np.longdouble))


@pytest.mark.parametrize(("function", "exact"), [(sin, EXACT[0]), (cos, EXACT[1])])
def test_agrees_with_sines_and_cosines_of_more_digits(function, exact):
    found = np.asarray(jax.jit(function)(ANGLES))
    assert found.dtype == FLOAT
    assert np.abs(found - exact).max() < 2e-16
    assert np.abs(found).max() == 1


def test_the_ends_of_a_quarter_turn_are_what_they_should_be():
    quarter = math.pi / 2
    assert [float(sin(0.0)), float(cos(0.0)), float(sin(quarter))] == [0, 1, 1]
    assert 0 <= float(cos(quarter)) < 2e-16


def minus(function):
    return lambda x: -function(x)


@pytest.mark.parametrize(
    ("function", "slope", "bend"),
    [(sin, np.cos, minus(np.sin)), (cos, minus(np.sin), minus(np.cos))],
)
def test_has_the_derivatives_of_a_sine_and_a_cosine(function, slope, bend):
    angles = np.linspace(-5, 5, 101)
    first, second = jax.grad(function), jax.grad(jax.jacfwd(function))
    np.testing.assert_allclose(jax.vmap(first)(angles), slope(angles), atol=5e-16)
    np.testing.assert_allclose(jax.vmap(second)(angles), bend(angles), atol=5e-16)


@pytest.mark.parametrize("lost", [math.nan, math.inf, -math.inf])
def test_of_no_angle_there_is_no_sine(lost):
    assert math.isnan(sin(lost))
    assert math.isnan(cos(lost))


def test_an_array_of_fewer_digits_stays_one():
    assert sin(jnp.ones(3, jnp.float32)).dtype == jnp.float32
