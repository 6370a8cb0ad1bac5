import numpy as np
import pytest

from damping.attraction import attraction, optimum
from damping.law import damping_threshold
from optimizers import OPTIMIZERS
from optimizers.mdmm import MDMM
from optimizers.mdmm_alternating import AlternatingMDMM
from tests.oracles import stability
from toy_problems import PROBLEMS

SETTINGS = 1000
MARGIN = 0.1


def random_settings(problem, kind, seed):
    """Half of them anywhere, half of them around the threshold where there is one."""
    draw = np.random.default_rng(seed)
    numbers = {
        "epsilon": draw.uniform(0.05, 0.95, SETTINGS),
        "multiplier_rate": np.exp(draw.uniform(np.log(0.1), np.log(5), SETTINGS)),
        "learning_rate": 0.002,
    }
    threshold = damping_threshold(problem, kind(**numbers))
    beside = threshold * draw.uniform(0.5, 1.5, SETTINGS)
    is_beside = (draw.random(SETTINGS) < 0.5) & (threshold > 0.1)
    damping = np.where(is_beside, beside, draw.uniform(0, 30, SETTINGS))
    return kind(**numbers, damping=damping), threshold


@pytest.mark.parametrize("kind", [MDMM, AlternatingMDMM])
@pytest.mark.parametrize("name", ["convex", "concave", "mixed"])
def test_the_law_says_which_settings_attract(name, kind):
    problem = PROBLEMS[name]()
    method, threshold = random_settings(problem, kind, seed=4)
    clear = np.abs(method.damping - threshold) > MARGIN * np.abs(threshold)
    assert clear.sum() > 800
    right = attraction(problem, method).attracts == (method.damping > threshold)
    assert right[clear].mean() >= 0.99


@pytest.mark.parametrize("name", ["softplus", "exponential"])
def test_the_law_of_other_methods_is_their_own(name):
    problem = PROBLEMS["concave"]()
    kind = OPTIMIZERS[f"mdmm_{name}"]
    method, threshold = random_settings(problem, kind, seed=5)
    clear = np.abs(method.damping - threshold) > MARGIN * np.abs(threshold)
    right = attraction(problem, method).attracts == (method.damping > threshold)
    assert right[clear].mean() >= 0.99


def test_runs_grow_and_shrink_as_the_linearized_step_says():
    problem = PROBLEMS["concave"]()
    epsilon, damping = np.array([0.3, 0.5, 0.7, 0.7]), np.array([0.5, 4.0, 1.0, 12.0])
    found = attraction(problem, MDMM(epsilon=epsilon, damping=damping), 2000)
    for index in range(4):
        method = MDMM(epsilon=epsilon[index], damping=damping[index])
        assert found.attracts[index] == (stability.spectral_radius(problem, method) < 1)


def test_the_optimum_is_on_the_front_and_a_method_stays_there():
    problem = PROBLEMS["mixed"]()
    epsilon = np.array([0.2, 0.5, 0.8])
    rest = optimum(problem, epsilon)
    for index in range(3):
        expected = stability.optimum(problem, epsilon[index])
        found = [*rest.theta[:, index], rest.multiplier[index]]
        np.testing.assert_allclose(found, expected, atol=1e-12)


def test_one_setting_or_many_and_numbers_for_all_of_them():
    problem = PROBLEMS["convex"]()
    one = attraction(problem, MDMM(epsilon=0.3))
    assert one.attracts.tolist() == [True]
    many = attraction(problem, MDMM(epsilon=0.3, damping=np.array([5.0, 10.0])))
    np.testing.assert_allclose(many.last[1], one.last[0])


def test_a_run_that_diverges_is_repelled():
    problem = PROBLEMS["concave"]()
    found = attraction(problem, MDMM(epsilon=0.7, damping=10.0, learning_rate=5.0))
    assert not found.attracts.any()
