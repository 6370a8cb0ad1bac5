import numpy as np
import pytest

from damping.held import held
from optimizers import OPTIMIZERS
from simulation import simulate

# What an inequality may not do at a bound with room to spare, by method.
PULLS = ("mdmm", "mdmm_alternating", "mdmm_softplus", "mdmm_adam")
LEAVES_ALONE = ("mdmm_one_sided", "mdmm_hard_clamp", "nu_pi")


def found(problem, name, epsilon):
    theta0 = problem.theta_from_losses(problem.starts)
    method = OPTIMIZERS[name](epsilon=epsilon)
    run = simulate(problem, method, theta0, 400)
    return held(problem, method, run), run


@pytest.mark.parametrize("name", [*PULLS, *LEAVES_ALONE])
def test_of_a_bound_with_room_to_spare_two_sided_damping_pulls_all_runs_up(problem, name):
    kept, run = found(problem, name, 1.2)
    assert kept.pulled.all() == kept.pulled.any() == (name in PULLS)
    assert kept.free.all() == (name in LEAVES_ALONE)
    assert not kept.trapped.any()
    if name in PULLS:
        np.testing.assert_allclose(run.losses[:, -1, 1], 1.2, atol=0.02)


def test_the_slack_traps_the_runs_that_start_outside_and_no_others(problem):
    kept, run = found(problem, "mdmm_slack", 1.2)
    np.testing.assert_array_equal(kept.trapped, run.losses[:, 0, 1] > 1.2)
    np.testing.assert_array_equal(kept.free, ~kept.trapped)
    assert not kept.pulled.any()


@pytest.mark.parametrize("epsilon", [0.5, -0.1])
@pytest.mark.parametrize("name", ["mdmm", "mdmm_slack", "nu_pi"])
def test_nothing_is_held_at_a_bound_without_room(problem, name, epsilon):
    kept, _ = found(problem, name, epsilon)
    assert not np.any(kept)
