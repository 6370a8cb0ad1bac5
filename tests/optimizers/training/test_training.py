"""Losses kept to values in a training loop: against closed forms and another solver."""

from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
import optax
import pytest
from scipy.optimize import minimize

from optimizers.training import (
    MDMM,
    AtLeast,
    AtMost,
    Between,
    EqualTo,
    HardConstraintFirst,
    WeightedSum,
    with_gradient_of,
)
from tests.oracles import listings
from tests.oracles.listings import Losses, mdmm
from toy_problems import PROBLEMS


def train(method, losses, params, optimizer, steps):
    """As a person would: returns the parameters and the multipliers."""

    def descended(params, multipliers):
        loss, values = losses(params)
        return method.descended(loss, values, multipliers), values

    def step(carry, _):
        params, memory, multipliers = carry
        gradient, values = jax.grad(descended, has_aux=True)(params, multipliers)
        updates, memory = optimizer.update(gradient, memory, params)
        after = method.update(values, multipliers)
        return (optax.apply_updates(params, updates), memory, after), None

    first = params, optimizer.init(params), method.init()
    (params, _, multipliers), _ = jax.lax.scan(step, first, length=steps)
    return params, multipliers


CENTRE = np.array([2.0, 1.0])


def bowl(x):
    """Half the squared distance from the centre, and x₁ + x₂, which there is 3."""
    return 0.5 * jnp.sum((x - CENTRE) ** 2), {"sum": jnp.sum(x)}


# On the line x₁ + x₂ = s the closest point is the centre less (3 − s)/2 in each component,
# and that is λ as well.
@pytest.mark.parametrize(
    ("constraint", "at", "multipliers"),
    [
        (AtMost(bound=1.0), 1.0, [1.0]),
        (AtMost(bound=5.0), 3.0, [0.0]),
        (AtLeast(bound=5.0), 5.0, [1.0]),
        (AtLeast(bound=1.0), 3.0, [0.0]),
        (EqualTo(bound=1.0), 1.0, [1.0]),
        (EqualTo(bound=5.0), 5.0, [-1.0]),
        (Between(low=0.0, high=1.0), 1.0, [0.0, 1.0]),
        (Between(low=4.0, high=6.0), 4.0, [0.5, 0.0]),
        (Between(low=2.0, high=4.0), 3.0, [0.0, 0.0]),
    ],
    ids=str,
)
def test_each_kind_of_constraint_comes_to_the_closed_form(constraint, at, multipliers):
    method = MDMM(constraints={"sum": constraint}, damping=1.0, multiplier_rate=0.2)
    x, found = train(method, bowl, jnp.zeros(2), optax.sgd(0.1), 2000)
    np.testing.assert_allclose(x, CENTRE - (3 - at) / 2, atol=1e-6)
    np.testing.assert_allclose(found["sum"], multipliers, atol=1e-6)


@pytest.mark.parametrize(
    ("name", "epsilon"), [("concave", 0.7), ("convex", 0.3), ("mixed", 0.4)]
)
def test_on_a_toy_problem_it_is_the_listing_of_the_source(name, epsilon):
    problem = PROBLEMS[name]()
    theta0 = np.asarray(problem.theta_from_losses([[1.643, 1.133]]))[0]
    thetas, multipliers = mdmm(
        Losses(listings.PROBLEMS[name]),
        theta0,
        200,
        epsilon=epsilon,
        damping=10.0,
        rate=0.02,
        multiplier_rate=1.0,
    )
    # Where nothing has been held down, the listing would pull up, and this would not.
    loss_2 = np.array([problem.losses(theta)[1] for theta in thetas])
    assert ((multipliers > 0) | (loss_2 > epsilon)).all()
    method = MDMM(constraints=AtMost(bound=epsilon), damping=10.0)
    found, multiplier = train(
        method,
        lambda theta: tuple(problem.losses(theta)),
        jnp.asarray(theta0),
        optax.sgd(0.02),
        200,
    )
    np.testing.assert_allclose(found, thetas[-1], atol=1e-9)
    np.testing.assert_allclose(multiplier, multipliers[-1:], atol=1e-9)


class Model(NamedTuple):
    """Parameters of several shapes, in several containers."""

    weights: dict
    bias: tuple


def model_losses(model):
    x = jnp.concatenate([model.weights["a"].ravel(), model.weights["b"], *model.bias])
    far = jnp.arange(1.0, 1 + len(x))
    loss = jnp.sum((x - far) ** 2)
    return loss, (jnp.sum(x**2), {"first": x[0] * x[1], "last": x[-1] - x[0]})


@pytest.mark.parametrize(
    "optimizer",
    [
        optax.adam(optax.exponential_decay(0.05, 2000, 0.3)),
        optax.sgd(0.01),
        optax.sgd(0.003, momentum=0.9),
        optax.chain(optax.clip_by_global_norm(5.0), optax.sgd(0.01)),
    ],
    ids=["adam", "sgd", "momentum", "clipped"],
)
def test_several_constraints_on_any_parameters_with_any_optimizer(optimizer):
    bounds = 30.0, 1.5, 3.0
    constraints = (
        AtMost(bound=bounds[0]),
        {"first": AtLeast(bound=bounds[1]), "last": EqualTo(bound=bounds[2])},
    )
    method = MDMM(
        constraints=constraints,
        damping=(1.0, {"first": 2.0, "last": 4.0}),
        multiplier_rate=(0.005, {"first": 0.02, "last": 0.02}),
    )
    blank = Model({"a": jnp.ones((2, 1)), "b": jnp.ones(2)}, (jnp.ones(1), jnp.ones(1)))
    model, _ = train(method, model_losses, blank, optimizer, 20_000)
    found = np.concatenate([np.ravel(leaf) for leaf in jax.tree.leaves(model)])

    far = np.arange(1.0, 7.0)
    independent = minimize(
        lambda x: np.sum((x - far) ** 2),
        np.ones(6),
        method="SLSQP",
        options={"ftol": 1e-14, "maxiter": 500},
        constraints=[
            {"type": "ineq", "fun": lambda x: bounds[0] - np.sum(x**2)},
            {"type": "ineq", "fun": lambda x: x[0] * x[1] - bounds[1]},
            {"type": "eq", "fun": lambda x: x[-1] - x[0] - bounds[2]},
        ],
    )
    assert independent.success
    np.testing.assert_allclose(found, independent.x, atol=2e-3)


def test_other_bounds_and_rates_compile_nothing():
    compiled = []

    @jax.jit
    def value(method, x, multipliers):
        compiled.append(1)
        return method.descended(*bowl(x), multipliers)

    for bound, damping in [(1.0, 2.0), (2.0, 3.0)]:
        method = MDMM(constraints={"sum": AtMost(bound=bound)}, damping=damping)
        value(method, jnp.zeros(2), method.init())
    assert len(compiled) == 1


def test_a_constraint_with_room_to_spare_does_nothing():
    method = MDMM(constraints=AtMost(bound=5.0), damping=10.0)
    slope = jax.grad(lambda g: method.descended(0.0, g, method.init()))
    assert slope(3.0) == 0
    assert slope(5.5) == pytest.approx(10 * 0.5)


def test_noise_on_a_held_constraint_leaves_its_mean_at_the_bound():
    noise = jnp.asarray(np.random.default_rng(0).normal(0, 0.3, 20_000))
    method = MDMM(constraints=AtMost(bound=1.0), damping=1.0, multiplier_rate=0.01)

    def step(carry, error):
        x, multiplier = carry
        gradient = jax.grad(
            lambda x: method.descended(bowl(x)[0], jnp.sum(x) + error, multiplier)
        )(x)
        after = method.update(jnp.sum(x) + error, multiplier)
        return (x - 0.02 * gradient, after), jnp.sum(x)

    _, sums = jax.lax.scan(step, (jnp.zeros(2), method.init()), noise)
    assert float(sums[2000:].mean()) == pytest.approx(1, abs=0.01)


def test_a_weighted_sum_has_its_closed_form():
    # ½|x − c|² + α (x₁ + x₂) is least at c − α.
    method = WeightedSum(weights={"sum": 0.5})
    x, multipliers = train(method, bowl, jnp.zeros(2), optax.sgd(0.1), 500)
    np.testing.assert_allclose(x, CENTRE - 0.5, atol=1e-8)
    assert multipliers == ()


def test_hard_constraint_first_ends_beside_its_bound():
    method = HardConstraintFirst(constraints={"sum": AtMost(bound=1.0)})
    x, _ = train(method, bowl, jnp.zeros(2), optax.sgd(0.01), 2000)
    np.testing.assert_allclose(x, CENTRE - 1, atol=0.03)
    inside = jax.grad(lambda x: method.descended(*bowl(x), ()))(jnp.zeros(2))
    np.testing.assert_allclose(inside, -CENTRE)
    outside = jax.grad(lambda x: method.descended(*bowl(x), ()))(jnp.ones(2))
    np.testing.assert_allclose(outside, [1, 1])


def test_an_equality_can_not_come_first():
    with pytest.raises(ValueError, match="leave room"):
        HardConstraintFirst(constraints=EqualTo(bound=1.0)).init()


@pytest.mark.parametrize(
    "method",
    [
        MDMM(constraints={"kl": AtMost(bound=1.0)}),
        WeightedSum(weights={"kl": 1.0}),
        HardConstraintFirst(constraints={"kl": AtMost(bound=1.0)}),
    ],
    ids=lambda method: type(method).__name__,
)
def test_values_of_another_structure_are_refused_by_name(method):
    with pytest.raises(ValueError, match=r"`values` should .*'kl': \*.* Found .*'lk': \*"):
        method.descended(0.0, {"lk": 1.0}, method.init())


def test_a_rate_is_kept_to_while_its_proxy_is_followed():
    def true_and_proxy(x):
        return jnp.where(x > 0.25, 1.0, 0.0), jax.nn.sigmoid(x)

    def both(x):
        true, proxy = true_and_proxy(x)
        return with_gradient_of(proxy, true)

    for x in (-1.0, 0.5):
        assert both(x) == true_and_proxy(x)[0]
        slope = float(jax.nn.sigmoid(x) * (1 - jax.nn.sigmoid(x)))
        assert jax.grad(both)(x) == pytest.approx(slope)
