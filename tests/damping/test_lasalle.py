import jax.numpy as jnp
import numpy as np
import pytest

from damping.lasalle import conditions, rest
from damping.motion import motion
from optimizers.base import State
from toy_problems import PROBLEMS

CONCAVE = PROBLEMS["concave"]()


def asked(epsilon, damping, start=None, problem=CONCAVE):
    if start is None:
        here = rest(problem, epsilon)
        start = State(here.theta + jnp.array([0.02, 0.2]), here.multiplier)
    return conditions(problem, motion(problem, start, epsilon, damping), epsilon, damping)


def test_with_damping_all_three_hold_and_the_motion_arrives():
    found = asked(0.7, 10.0)
    assert found.all_hold
    assert found.has_arrived
    assert found.smallest > 1
    assert found.largest == pytest.approx(0.980, abs=0.2)


@pytest.mark.parametrize("damping", [0.0, 1.0, 2.0])
def test_002_15_with_less_than_the_least_damping_it_is_driven_off_without_bound(damping):
    """δ* is 2.75 here: A is not positive definite, and the run ends at a corner."""
    found = asked(0.7, damping)
    assert not found.is_positive
    assert found.positive_from == np.inf
    assert not found.is_bounded
    assert not found.has_arrived


def test_a_convex_front_needs_no_damping():
    found = asked(0.3, 0.0, problem=PROBLEMS["convex"]())
    assert found.all_hold
    assert found.has_arrived


def test_002_13_a_bound_that_nothing_meets_leaves_no_rest():
    start = State(jnp.array([0.8, 0.2]), jnp.array(0.0))
    found = asked(-0.1, 10.0, start)
    assert not found.has_rest
    assert not found.is_bounded
    assert np.isnan(found.distance)
    assert rest(CONCAVE, -0.1) is None


def test_002_16_a_start_outside_of_the_region_may_be_lost_where_one_inside_arrives():
    """At ε = 0.9 and δ = 16, as the slides would have it; δ* is 12.1."""
    here = rest(CONCAVE, 0.9)
    near = State(here.theta + jnp.array([0.02, 0.0]), here.multiplier)
    assert asked(0.9, 16.0, near).has_arrived
    far = State(CONCAVE.theta_from_losses(CONCAVE.starts)[0], jnp.array(0.0))
    found = asked(0.9, 16.0, far)
    assert not found.is_positive
    assert not found.has_arrived


def test_what_comes_to_its_limit_slowly_is_bounded_and_on_its_way():
    start = State(rest(CONCAVE, 0.7).theta, jnp.array(0.2))
    found = asked(0.7, 30.0, start)
    assert found.is_bounded
    assert found.comes_closer
    assert not found.has_arrived
