"""Sine and cosine of whole rows of numbers at once.

XLA has its own, which on a CPU take one number at a time and cost ten times as much as
all else in a step. These are sums and products, which it does for several at a time.
"""

import math
from functools import partial

import jax
import jax.numpy as jnp
from jaxtyping import Array, Float

# sin r = r − r³/3! + r⁵/5! − …, cos r = 1 − r²/2! + r⁴/4! − …; what is left out is less
# than 5e-17 for |r| ≤ π/4.
SINE = tuple((-1) ** k / math.factorial(2 * k + 1) for k in range(8))
COSINE = tuple((-1) ** k / math.factorial(2 * k) for k in range(9))
QUARTER_TURN = math.pi / 2
# What π/2 has beyond its 53 bits.
REST_OF_QUARTER_TURN = 6.123233995736766e-17


@jax.custom_jvp
def sin(x: Float[Array, "..."]) -> Float[Array, "..."]:
    """The sine of x, to 2e-16 for |x| up to 10 000."""
    return _sine(x, ahead=0)


@jax.custom_jvp
def cos(x: Float[Array, "..."]) -> Float[Array, "..."]:
    """The cosine of x, as exact as `sin`."""
    return _sine(x, ahead=1)


# Not the derivatives of the polynomials, which would cost two more of them.
sin.defjvps(lambda dx, _, x: cos(x) * dx)
cos.defjvps(lambda dx, _, x: -sin(x) * dx)


@partial(jax.jit, static_argnames="ahead", inline=True)
def _sine(x: Float[Array, "..."], ahead: int) -> Float[Array, "..."]:
    """The sine some quarter turns ahead of x = q π/2 + r, where |r| ≤ π/4."""
    q = jnp.round(x / QUARTER_TURN)
    r = x - q * QUARTER_TURN - q * REST_OF_QUARTER_TURN
    half_turns = jnp.floor((q + ahead) / 2)
    is_between = q + ahead > 2 * half_turns
    sign = 1 - 2 * (half_turns - 2 * jnp.floor(half_turns / 2))
    return sign * jnp.where(is_between, _series(COSINE, r), r * _series(SINE, r))


def _series(coefficients: tuple[float, ...], r: Float[Array, "..."]) -> Array:
    """A polynomial in r²."""
    *lower, sum_ = coefficients
    for coefficient in reversed(lower):
        sum_ = sum_ * r**2 + coefficient
    return jnp.asarray(sum_)
