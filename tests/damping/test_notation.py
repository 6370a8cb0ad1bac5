import jax
import jax.numpy as jnp
import numpy as np
import pytest
from jax.lax import stop_gradient

from damping.notation import NOTATIONS, OURS, Numbers
from optimizers.mdmm import MDMM

BY_LABEL = {notation.label: notation for notation in NOTATIONS}


def f(theta):
    return jnp.sin(theta).sum() + theta[0] * theta[1]


def g(theta):
    return jnp.exp(theta / 3).sum() + theta[2] ** 2


# What each source writes down, with its own names and signs.


def platt_and_barr(theta, multiplier, epsilon, c):
    constraint = g(theta) - epsilon
    return f(theta) + multiplier * constraint + c / 2 * constraint**2


def degrave_and_korshunova(theta, multiplier, epsilon, damping):
    damp = damping * stop_gradient(epsilon - g(theta))
    return f(theta) - (multiplier - damp) * (epsilon - g(theta))


def pedro(theta, multiplier, epsilon, delta):
    return f(theta) - multiplier * (epsilon - g(theta)) + delta * (epsilon - g(theta)) ** 2


def crowsonkb(theta, multiplier, epsilon, damping):
    infeasibility = epsilon - g(theta)
    return f(theta) + multiplier * infeasibility + damping * infeasibility**2 / 2


def cooper(theta, multiplier, epsilon, c):
    relu = jnp.maximum(0, multiplier + c * (g(theta) - epsilon))
    return f(theta) + (relu**2 - multiplier**2) / (2 * c)


def held(theta, multiplier, epsilon, damping):
    """Of a bound from below, on −g; the weight is not differentiated."""
    adversary = -g(theta)
    violation = -epsilon - adversary
    weight = stop_gradient(jnp.maximum(0, multiplier + damping * violation))
    return f(theta) - weight * adversary


WRITTEN = {
    "Platt and Barr": platt_and_barr,
    "Degrave and Korshunova": degrave_and_korshunova,
    "Pedro": pedro,
    "crowsonkb/mdmm": crowsonkb,
    "cooper": cooper,
    "Held": held,
}
# How far and whereto the multiplier goes along its own gradient of what is written, and
# whether it is kept from below 0. The last two write the rule itself.
CLIMBS = ("Platt and Barr", "Degrave and Korshunova", "Pedro", "crowsonkb/mdmm")
CLAMPED = ("Degrave and Korshunova", "cooper", "Held")


def draws(seed, count=40):
    draw = np.random.default_rng(seed)
    for _ in range(count):
        theta = jnp.asarray(draw.uniform(-1, 1, 3))
        epsilon = float(g(theta)) + draw.uniform(-1, 1)
        yield (
            theta,
            draw.uniform(-2, 2),
            epsilon,
            draw.uniform(0.2, 8),
            draw.uniform(0.1, 2),
        )


def test_every_source_has_a_transcription():
    assert set(WRITTEN) == set(BY_LABEL)


@pytest.mark.parametrize("label", WRITTEN)
def test_the_force_is_what_the_written_function_has_as_its_gradient(label):
    gradient = jax.jit(jax.grad(WRITTEN[label]))
    pulls = 0
    for theta, multiplier, epsilon, damping, _ in draws(1):
        violation = g(theta) - epsilon
        force = BY_LABEL[label].force(multiplier, violation, damping)
        expected = jax.grad(f)(theta) + force * jax.grad(g)(theta)
        found = gradient(theta, multiplier, epsilon, damping)
        np.testing.assert_allclose(found, expected, atol=1e-9)
        pulls += force != 0
    assert pulls > 15


@pytest.mark.parametrize("label", WRITTEN)
def test_the_rule_of_the_multiplier_is_the_one_that_is_written(label):
    of_multiplier = jax.jit(jax.grad(WRITTEN[label], argnums=1))
    for theta, multiplier, epsilon, damping, rate in draws(2):
        violation = g(theta) - epsilon
        slope = violation
        if label in CLIMBS:
            slope = of_multiplier(theta, multiplier, epsilon, damping)
        expected = multiplier + rate * slope
        if label in CLAMPED:
            expected = max(0.0, expected)
        found = BY_LABEL[label].update(multiplier, violation, rate)
        np.testing.assert_allclose(found, expected, atol=1e-9)


@pytest.mark.parametrize("notation", NOTATIONS, ids=lambda notation: notation.label)
def test_converted_numbers_make_the_same_step(notation):
    draw = np.random.default_rng(3)
    multiplier, damping, rate = draw.uniform(0.5, 2, (3, 200))
    # Nothing is cut off here: λ and the force stay positive.
    violation = draw.uniform(-0.1, 1, 200)
    ours = Numbers(multiplier, damping, rate)
    theirs = notation.theirs(ours)
    np.testing.assert_allclose(
        notation.force(theirs.multiplier, violation, theirs.damping),
        OURS.force(multiplier, violation, damping),
    )
    np.testing.assert_allclose(
        notation.sign * notation.update(theirs.multiplier, violation, theirs.rate),
        OURS.update(multiplier, violation, rate),
        rtol=1e-6,
    )
    for back, number in zip(notation.ours(theirs), ours, strict=True):
        np.testing.assert_allclose(back, number)


def test_ours_is_that_of_mdmm():
    method = MDMM(epsilon=0.4, damping=3.0)
    losses, multiplier = np.array([[0.2, 0.9], [0.7, 0.1]]), np.array([0.3, 1.2])
    expected = OURS.force(multiplier, losses[:, 1] - 0.4, 3.0)
    np.testing.assert_allclose(method.force(losses, multiplier), expected)
    assert OURS.theirs(Numbers(0.3, 10.0, 1.0)) == (0.3, 10.0, 1.0)


def test_half_a_damping_and_a_multiplier_of_the_other_sign():
    here = Numbers(0.98, 10.0, 1.0)
    assert BY_LABEL["Pedro"].theirs(here) == (0.98, 5.0, 1.0)
    assert BY_LABEL["crowsonkb/mdmm"].theirs(here) == (-0.98, 10.0, 1.0)


def test_without_stop_gradient_the_damping_of_degrave_counts_twice():
    def without(theta, multiplier, epsilon, damping):
        damp = damping * (epsilon - g(theta))
        return f(theta) - (multiplier - damp) * (epsilon - g(theta))

    for theta, multiplier, epsilon, damping, _ in draws(4, 5):
        found = jax.grad(without)(theta, multiplier, epsilon, damping)
        expected = jax.grad(pedro)(theta, multiplier, epsilon, damping)
        np.testing.assert_allclose(found, expected, atol=1e-9)
