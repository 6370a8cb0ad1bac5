"""What every optimizer promises."""

import dataclasses
import math

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from batches import STEPS_AT_A_TIME
from optimizers import OPTIMIZERS
from optimizers.base import hyperparameters
from simulation import simulate
from tests.oracles.linear_model import Lines, backward_passes
from toy_problems import PROBLEMS


@pytest.fixture(params=OPTIMIZERS)
def optimizer(request):
    return OPTIMIZERS[request.param]()


def assert_same_runs(found, expected):
    for here, there in zip(found, expected, strict=True):
        np.testing.assert_array_equal(here, there)


def state_of(optimizer, theta, multiplier):
    """A state at θ and λ, with the memory that a run has before its first step, if any."""
    # Of a problem with a front, since one method looks for the best λ on it.
    start = optimizer.init(PROBLEMS["convex"](), theta)
    return start._replace(multiplier=jnp.asarray(multiplier, theta.dtype))


def test_the_five_methods_of_the_sources_are_there():
    own = {name for name, kind in OPTIMIZERS.items() if not kind.variant_of}
    assert {"linear", "dual", "hard_constraint_first", "bdmm", "mdmm"} <= own


def test_a_variant_comes_after_the_method_that_it_varies(optimizer):
    if optimizer.variant_of:
        original = OPTIMIZERS[optimizer.variant_of]
        assert not original.variant_of
        assert optimizer.menu_order > original.menu_order
        assert optimizer.constrained == original.constrained


def test_says_what_it_is_and_where_it_comes_from(optimizer):
    assert optimizer.label.strip()
    assert optimizer.source.strip()
    assert type(optimizer).__doc__.strip()


def test_is_given_a_bound_if_and_only_if_it_is_constrained(optimizer):
    assert optimizer.constrained == hasattr(optimizer, "epsilon")


def test_every_hyperparameter_has_a_range_that_holds_its_default(optimizer):
    ranges = hyperparameters(type(optimizer))
    assert list(ranges) == [field.name for field in dataclasses.fields(optimizer)]
    for name, (values, default) in ranges.items():
        assert getattr(optimizer, name) == default
        assert values.accepted[0] <= values.low <= default <= values.high, name
        assert values.high <= values.accepted[1], name
        assert values.least <= values.accepted[0], name
        assert values.low > 0 or values.scale == "linear", name
        assert values.symbol, name
        assert values.name, name


def test_hyperparameters_go_by_the_names_that_all_share(optimizer):
    shared = {"alpha", "epsilon", "damping", "learning_rate", "multiplier_rate"}
    # Of the rules that move λ in ways of their own.
    shared |= {"mean_decay", "square_decay", "proportional_gain", "smoothing"}
    assert set(hyperparameters(type(optimizer))) <= shared


def test_first_iterate_is_the_start(problem, optimizer):
    theta0 = np.asarray(problem.theta_from_losses(problem.starts))
    run = simulate(problem, optimizer, theta0, 3)
    np.testing.assert_array_equal(run.theta[:, 0], theta0)
    np.testing.assert_allclose(run.losses[:, 0], problem.starts, atol=1e-12)


def test_losses_are_those_of_the_parameters(problem, optimizer):
    run = simulate(problem, optimizer, problem.theta_from_losses(problem.starts), 30)
    thetas = jnp.asarray(run.theta[:, ::10])
    expected = [[problem.losses(theta) for theta in row] for row in thetas]
    np.testing.assert_allclose(run.losses[:, ::10], expected, atol=1e-14)


def test_every_iterate_is_finite_at_the_defaults_unless_a_method_is_to_show_the_contrary(
    optimizer,
):
    finite = []
    for problem in (kind() for kind in PROBLEMS.values()):
        run = simulate(problem, optimizer, problem.theta_from_losses(problem.starts), 200)
        multiplier = np.isfinite(run.multiplier).all() or np.isnan(run.multiplier).all()
        finite += [np.isfinite(run.theta).all(), np.isfinite(run.losses).all(), multiplier]
    assert all(finite) != optimizer.diverges


def test_a_run_does_not_depend_on_the_others_in_its_batch(problem, optimizer):
    theta0 = np.asarray(problem.theta_from_losses(problem.starts))
    together = simulate(problem, optimizer, theta0, 100)
    for index in (0, 4):
        alone = simulate(problem, optimizer, theta0[[index]], 100)
        for batch, single in zip(together, alone, strict=True):
            np.testing.assert_allclose(batch[[index]], single, rtol=1e-9, atol=1e-12)
    backwards = simulate(problem, optimizer, theta0[::-1], 100)
    assert_same_runs((leaf[::-1] for leaf in backwards), together)


def test_one_value_for_each_run_equals_one_call_for_each_value(problem, optimizer):
    theta0 = np.asarray(problem.theta_from_losses(problem.starts[:3]))
    ranges = hyperparameters(type(optimizer))
    factors = np.array([0.5, 0.8, 1.0])
    for name, (_, default) in ranges.items():
        sweep = dataclasses.replace(optimizer, **{name: default * factors})
        together = simulate(problem, sweep, theta0, 50)
        for index, factor in enumerate(factors):
            single = dataclasses.replace(optimizer, **{name: default * factor})
            alone = simulate(problem, single, theta0[[index]], 50)
            for batch, row in zip(together, alone, strict=True):
                np.testing.assert_allclose(batch[[index]], row, rtol=1e-9, atol=1e-12)


def test_every_hyperparameter_matters(optimizer):
    problem = PROBLEMS["convex"]()
    theta0 = problem.theta_from_losses(problem.starts)
    at_default = simulate(problem, optimizer, theta0, 50)
    for name, (_, default) in hyperparameters(type(optimizer)).items():
        other = dataclasses.replace(optimizer, **{name: 0.5 * default})
        changed = simulate(problem, other, theta0, 50)
        with np.errstate(invalid="ignore"):  # infinities of a run that diverges
            change = np.abs(changed.losses - at_default.losses)
        assert np.nanmax(change) > 1e-3, name


def test_new_numbers_starts_and_lengths_compile_nothing(problem, optimizer, monkeypatch):
    """Once the first runs are compiled, nobody asks for the losses or for a step again."""
    theta0 = np.asarray(problem.theta_from_losses(problem.starts))
    simulate(problem, optimizer, theta0, 2)
    for name, (_, default) in hyperparameters(type(optimizer)).items():
        each = dataclasses.replace(optimizer, **{name: np.full(7, default)})
        simulate(problem, each, theta0, 2)

    def traced(*_):
        raise AssertionError("Compiled once more.")

    monkeypatch.setattr(type(optimizer), "step", traced)
    monkeypatch.setattr(type(optimizer), "init", traced)
    monkeypatch.setattr(type(problem), "losses", traced)
    for name, (_, default) in hyperparameters(type(optimizer)).items():
        for number in (0.9 * default, 1, np.float32(0.5), np.linspace(0.1, 0.9, 7)):
            changed = dataclasses.replace(optimizer, **{name: number})
            simulate(problem, changed, theta0, 2)
    for num_steps in (0, 1, STEPS_AT_A_TIME + 1):
        simulate(problem, optimizer, theta0[:5] + 0.01, num_steps, keep_in_domain=False)


def test_the_number_of_steps_does_not_change_the_steps(problem, optimizer):
    theta0 = np.asarray(problem.theta_from_losses(problem.starts))
    whole = simulate(problem, optimizer, theta0, 2 * STEPS_AT_A_TIME + 10)
    for num_steps in (0, 1, STEPS_AT_A_TIME, STEPS_AT_A_TIME + 1):
        part = simulate(problem, optimizer, theta0, num_steps)
        assert_same_runs(part, (leaf[:, : num_steps + 1] for leaf in whole))


def test_a_step_evaluates_as_many_gradients_as_it_says(optimizer):
    state = state_of(optimizer, jnp.array([1.0, 2.0]), 0.25)
    backward_passes.clear()
    for _ in range(3):
        state = optimizer.step(Lines(), state)
    assert optimizer.gradient_evaluations(3) == len(backward_passes) == 3
    assert optimizer.gradient_evaluations(0) == 0


@pytest.mark.parametrize("name", ["ldmm", "", "MDMM"])
def test_an_unknown_name_is_answered_with_the_known_ones(name):
    with pytest.raises(KeyError, match=rf"linear, dual.*, mdmm.*\. Found '{name}'"):
        OPTIMIZERS[name]
    assert OPTIMIZERS.get(name) is None


def test_a_bound_may_be_anything_finite(optimizer):
    if optimizer.constrained:
        assert hyperparameters(type(optimizer))["epsilon"][0].least == -math.inf


def test_what_is_damped_is_under_the_law_but_for_two():
    """One has a λ that never falls; the other moves λ by the sign of h more than by h."""
    damped = {
        name: kind.under_the_law
        for name, kind in OPTIMIZERS.items()
        if "damping" in hyperparameters(kind)
    }
    assert {name for name in damped if not damped[name]} == {"mdmm_hard_clamp", "mdmm_adam"}


@pytest.mark.parametrize("multiplier", [0.05, 0.7, 3.0])
def test_the_rate_of_the_law_is_that_with_which_the_multiplier_follows_a_small_violation(
    optimizer, multiplier
):
    if not optimizer.under_the_law:
        return
    theta = jnp.array([1.0, 2.0])
    _, loss_2 = Lines().losses(theta)
    state = state_of(optimizer, theta, multiplier)

    def stepped(violation):
        # With no step in θ, so that λ answers to this very violation.
        numbers = {"epsilon": loss_2 - violation, "learning_rate": 0.0}
        method = dataclasses.replace(optimizer, **numbers)
        return method.step(Lines(), state).multiplier

    found = optimizer.effective_multiplier_rate(np.array([multiplier]))
    np.testing.assert_allclose(found, [jax.grad(stepped)(0.0)], rtol=1e-9)
