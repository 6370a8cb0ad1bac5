"""What every toy problem promises."""

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toy_problems import PROBLEMS
from toy_problems.base import losses_of_outputs

NUMBERS = np.random.default_rng(0)
INSIDE = np.linspace(0.02, 0.98, 49)


def random_thetas(count):
    angle = NUMBERS.uniform(-0.5, np.pi / 2 + 0.5, count)
    return np.stack([angle, NUMBERS.uniform(-1.5, 1.5, count)], axis=-1)


def many_losses(problem, thetas):
    return np.asarray(jax.jit(jax.vmap(problem.losses))(thetas))


def test_the_problems_of_the_sources_and_ours_are_there():
    assert {"concave", "convex", "mixed"} <= set(PROBLEMS)


def test_says_what_it_is_and_where_it_comes_from(problem):
    assert problem.label.strip()
    assert problem.source.strip()
    assert type(problem).__doc__.strip()


def test_box_is_an_interval_for_each_parameter(problem):
    assert len(problem.box) == 2
    assert all(low < high for low, high in problem.box)
    assert problem.box[0] == (0.0, np.pi / 2)


def test_starts_are_beyond_the_front_and_inside_the_box(problem):
    theta = np.asarray(problem.theta_from_losses(problem.starts))
    low, high = np.transpose(problem.box)
    assert theta.shape == (7, 2)
    assert ((low <= theta) & (theta <= high)).all()
    assert (theta[:, 1] > 0.1).all()


def test_starts_lie_on_the_circle_of_radius_two(problem):
    np.testing.assert_allclose(np.linalg.norm(problem.starts, axis=1), 2, atol=0.005)


def test_losses_are_the_outputs_whatever_the_model(problem):
    outputs = problem.model(jnp.array([0.4, 0.9]))
    np.testing.assert_array_equal(losses_of_outputs(outputs), outputs)
    np.testing.assert_array_equal(problem.losses(jnp.array([0.4, 0.9])), outputs)


def test_losses_and_gradients_are_finite_on_the_domain(problem):
    thetas = random_thetas(10_000)
    gradients = jax.jit(jax.vmap(jax.jacrev(problem.losses)))(thetas)
    assert np.isfinite(many_losses(problem, thetas)).all()
    assert np.isfinite(gradients).all()


def test_the_edge_of_the_box_has_its_full_gradient_and_the_outside_has_none(problem):
    gradient = jax.jacrev(problem.losses)
    for inner, edge, outer in ((1e-9, 0.0, -1e-9), (np.pi / 2 - 1e-9, np.pi / 2, 1.5708)):
        at = [np.asarray(gradient(jnp.array([t1, 0.5]))) for t1 in (inner, edge, outer)]
        np.testing.assert_allclose(at[1], at[0], atol=1e-7)
        np.testing.assert_array_equal(at[2][:, 0], 0.0)
        np.testing.assert_allclose(at[2][:, 1], at[1][:, 1])


def test_no_parameters_dominate_the_front(problem):
    found = many_losses(problem, random_thetas(10_000))
    front = np.asarray(problem.front_curve(401))
    below = (found[:, None] < front - 1e-12).all(axis=-1)
    assert not below.any()


def test_no_point_of_the_front_dominates_another(problem):
    front = np.asarray(problem.front_curve(1001))
    assert (np.diff(front[:, 0]) > 0).all()
    assert (np.diff(front[:, 1]) < 0).all()


def test_front_goes_from_the_least_loss_1_to_the_least_loss_2(problem):
    front = np.asarray(problem.front_curve(11))
    assert front.shape == (11, 2)
    least = many_losses(problem, random_thetas(10_000)).min(axis=0)
    assert front[0, 0] <= least[0]
    assert front[-1, 1] <= least[1] + 1e-15


@pytest.mark.parametrize("name", PROBLEMS)
@given(
    angle=st.floats(0, np.pi / 2, allow_subnormal=False),
    out=st.floats(0, 3, allow_subnormal=False),
)
@settings(max_examples=50, deadline=None)
def test_losses_lead_to_parameters_that_have_them(name, angle, out):
    problem = PROBLEMS[name]()
    pair = problem.losses(jnp.array([angle, out]))
    theta = np.asarray(problem.theta_from_losses(pair[None]))
    assert theta[0, 1] >= 0
    np.testing.assert_allclose(problem.losses(theta[0]), pair, rtol=1e-9, atol=1e-9)


def test_parameters_are_recovered_from_their_losses(problem):
    angle, out = np.meshgrid(np.linspace(0.05, 1.5, 30), np.linspace(0.1, 2, 10))
    theta = np.stack([angle.ravel(), out.ravel()], axis=-1)
    found = problem.theta_from_losses(many_losses(problem, theta))
    np.testing.assert_allclose(found, theta, atol=1e-9)


def test_a_point_of_the_front_is_reached_without_going_out(problem):
    theta = np.asarray(problem.theta_from_losses(problem.front_curve(101)))
    np.testing.assert_allclose(theta[:, 1], 0, atol=1e-4)


@pytest.mark.parametrize(
    ("losses", "message"),
    [
        (
            [(0.9, 1.2), (0.1, 0.1)],
            r"beyond it.*\(0\.1, 0\.1\) at index 1, below the front",
        ),
        ([(0.0, 0.0)], "below the front"),
        ([(-0.1, 2.0)], "below the front"),
        ([(2.0, -1e-3)], "below the front"),
        ([(1.0, np.nan)], "finite"),
        ([(np.inf, 1.0)], "finite"),
        ((1.0, 1.0), r"shape \(runs, 2\).*\(2,\)"),
        ([(1.0, 1.0, 1.0)], r"shape \(runs, 2\).*\(1, 3\)"),
        (1.0, r"shape \(runs, 2\)"),
        ("ab", "real numbers.*'ab'"),
        ([("a", "b")], "real numbers"),
        ([(1.0, 1.0), (1.0,)], "real numbers"),
    ],
)
def test_losses_without_parameters_are_refused_in_words(problem, losses, message):
    with pytest.raises(ValueError, match=message):
        problem.theta_from_losses(losses)


def test_losses_are_refused_from_just_below_the_front_on(problem):
    point = np.asarray(problem.front_curve(8))[1:-1]
    np.testing.assert_allclose(problem.theta_from_losses(point * (1 - 1e-12))[:, 1], 0)
    with pytest.raises(ValueError, match="below the front"):
        problem.theta_from_losses(point[:1] * (1 - 1e-6))


def test_front_loss_1_is_where_the_front_is(problem):
    front = np.asarray(problem.front_curve(101))
    np.testing.assert_allclose(problem.front_loss_1(front[1:, 1]), front[1:, 0], atol=1e-9)


def test_slope_and_curvature_are_finite_differences_of_the_front(problem):
    width = 1e-4
    below, at, above = (
        np.asarray(problem.front_loss_1(INSIDE + step)) for step in (-width, 0, width)
    )
    np.testing.assert_allclose(
        problem.front_slope(INSIDE), (above - below) / (2 * width), rtol=1e-3
    )
    np.testing.assert_allclose(
        problem.front_curvature(INSIDE),
        (above - 2 * at + below) / width**2,
        rtol=1e-3,
        atol=1e-3,
    )


def test_a_bound_with_room_to_spare_costs_nothing(problem):
    least_loss_1, with_loss_2 = np.asarray(problem.front_curve(2))[0]
    ample = with_loss_2 + np.array([1e-3, 7])
    np.testing.assert_array_equal(problem.front_loss_1(ample), least_loss_1)
    np.testing.assert_allclose(problem.front_loss_1(with_loss_2), least_loss_1, atol=1e-7)
    np.testing.assert_array_equal(problem.front_slope(ample), 0)
    np.testing.assert_array_equal(problem.front_curvature(ample), 0)


def test_a_bound_that_nothing_meets_has_no_front(problem):
    least = float(problem.front_curve(2)[-1, 1])
    for of_front in (problem.front_loss_1, problem.front_slope, problem.front_curvature):
        assert np.isnan(of_front([least - 0.001, least - 3])).all()


def test_the_front_takes_a_bound_of_any_shape(problem):
    for of_front in (problem.front_loss_1, problem.front_slope, problem.front_curvature):
        assert of_front(0.5).shape == ()
        assert of_front(np.full((2, 3), 0.5)).shape == (2, 3)


def test_what_is_found_for_many_is_what_is_found_for_each(problem):
    least, most = problem.front_ends()
    bounds = np.linspace(least, most + 0.1, 130)
    for of_front in (problem.front_loss_1, problem.front_slope, problem.front_curvature):
        one_by_one = [float(of_front(bound)) for bound in bounds]
        np.testing.assert_allclose(of_front(bounds), one_by_one, rtol=1e-12)
    one_by_one = [problem.theta_from_losses([start])[0] for start in problem.starts]
    found = problem.theta_from_losses(problem.starts)
    np.testing.assert_allclose(found, one_by_one, rtol=1e-12)


def test_another_number_of_bounds_or_losses_compiles_nothing(problem, compiled):
    def ask(count):
        problem.front_slope([0.5] * count)
        problem.theta_from_losses([(1.5, 1.5)] * count)
        problem.attainable([(1.5, 1.5)] * count)

    ask(8)
    compiled.clear()
    for count in (1, 2, 63, 64, 65, 5000):
        ask(count)
    problem.front_slope(0.5)
    assert compiled == []


def test_no_bounds_have_no_losses(problem):
    assert problem.front_loss_1([]).shape == (0,)


def test_a_bound_that_is_no_number_has_no_front(problem):
    assert np.isnan(problem.front_loss_1(np.nan))
