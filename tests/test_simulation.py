import re

import numpy as np
import pytest

from batches import STEPS_AT_A_TIME
from devices import FEWEST_RUNS
from optimizers import OPTIMIZERS
from optimizers.bdmm import BDMM
from optimizers.dual import Dual
from optimizers.linear import Linear
from optimizers.mdmm import MDMM
from simulation import simulate
from toy_problems import PROBLEMS
from toy_problems.concave import Concave
from toy_problems.convex import Convex

STARTS = np.array(Concave().theta_from_losses(Concave.starts))


@pytest.mark.parametrize("num_runs", [1, 2, FEWEST_RUNS, FEWEST_RUNS + 1, 20])
def test_shapes_and_types(num_runs):
    run = simulate(Concave(), MDMM(), np.resize(STARTS, (num_runs, 2)), 5)
    assert run.theta.shape == (num_runs, 6, 2)
    assert run.losses.shape == (num_runs, 6, 2)
    assert run.multiplier.shape == (num_runs, 6)
    for leaf in run:
        assert type(leaf) is np.ndarray
        assert leaf.dtype == np.float64


@pytest.mark.parametrize(
    "num_steps", [0, 1, STEPS_AT_A_TIME - 1, STEPS_AT_A_TIME, STEPS_AT_A_TIME + 1]
)
def test_there_is_one_iterate_more_than_steps(num_steps):
    assert simulate(Concave(), MDMM(), STARTS, num_steps).losses.shape == (
        7,
        num_steps + 1,
        2,
    )


def test_no_steps_leave_the_start_alone():
    run = simulate(Concave(), Linear(alpha=2.0), STARTS, num_steps=0)
    np.testing.assert_array_equal(run.theta[:, 0], STARTS)
    np.testing.assert_allclose(run.losses[:, 0], Concave.starts, atol=1e-12)
    np.testing.assert_array_equal(run.multiplier, 2.0)


def test_runs_beyond_a_batch_size_are_as_good_as_the_first():
    many = np.resize(STARTS, (FEWEST_RUNS + 3, 2))
    run = simulate(Concave(), MDMM(), many, 50)
    np.testing.assert_array_equal(run.theta[:4], run.theta[7:])


def test_each_run_has_its_own_hyperparameters_in_its_own_place():
    rates = np.linspace(0.001, 0.02, FEWEST_RUNS + 3)
    theta0 = np.tile(STARTS[2], (len(rates), 1))
    run = simulate(Concave(), Linear(learning_rate=rates), theta0, 1)
    change = run.theta[:, 1] - run.theta[:, 0]
    np.testing.assert_allclose(change, rates[:, None] * change[:1] / rates[0])


@pytest.mark.parametrize("number", [1, np.float32(1), np.array(1.0), [1.0] * 7])
def test_a_hyperparameter_is_any_kind_of_number(number):
    expected = simulate(Concave(), Linear(alpha=1.0), STARTS, 5)
    found = simulate(Concave(), Linear(alpha=number), STARTS, 5)
    np.testing.assert_array_equal(found.theta, expected.theta)


@pytest.mark.parametrize("num_steps", [3, np.int64(3), np.array(3)])
def test_the_number_of_steps_is_any_kind_of_integer(num_steps):
    assert simulate(Concave(), MDMM(), STARTS, num_steps).theta.shape == (7, 4, 2)


@pytest.mark.parametrize("keep_in_domain", [True, False])
@pytest.mark.parametrize("optimizer", [Linear, MDMM])
def test_a_diverging_run_stays_in_its_own_row(optimizer, keep_in_domain):
    rates = np.full(7, 0.02)
    wild = rates.copy()
    wild[2] = 50.0

    def simulated(learning_rate):
        return simulate(
            Convex(),
            optimizer(learning_rate=learning_rate),
            STARTS,
            400,
            keep_in_domain=keep_in_domain,
        )

    calm, found = simulated(rates), simulated(wild)
    assert not np.isfinite(found.losses[2, -1]).any()
    for here, there in zip(found, calm, strict=True):
        np.testing.assert_array_equal(np.delete(here, 2, 0), np.delete(there, 2, 0))
    assert np.isfinite(calm.losses).all()


def test_an_infeasible_bound_raises_nothing(problem):
    theta0 = problem.theta_from_losses(problem.starts)
    for kind in OPTIMIZERS.values():
        if kind.constrained:
            simulate(problem, kind(epsilon=-0.1), theta0, 500)


def test_the_angle_stays_in_the_box(problem):
    theta0 = problem.theta_from_losses(problem.starts)
    optimizer = MDMM(epsilon=0.05, damping=20.0)
    inside = simulate(problem, optimizer, theta0, 300).theta[..., 0]
    outside = simulate(problem, optimizer, theta0, 300, keep_in_domain=False)
    assert inside.min() >= 0
    assert inside.max() == np.pi / 2
    assert outside.theta[..., 0].max() > np.pi / 2


def test_runs_are_kept_in_the_domain_unless_told_otherwise():
    optimizer = BDMM(epsilon=0.1)
    default = simulate(Concave(), optimizer, STARTS, 200).theta
    kept = simulate(Concave(), optimizer, STARTS, 200, keep_in_domain=True).theta
    np.testing.assert_array_equal(default, kept)


def test_two_hundred_steps_unless_told_otherwise():
    assert simulate(Concave(), Dual(), STARTS).theta.shape == (7, 201, 2)


@pytest.mark.parametrize(
    ("numbers", "found"),
    [
        ({"epsilon": "abc"}, "`epsilon` should hold real numbers only. Found 'abc'"),
        ({"epsilon": ["a"] * 7}, "`epsilon` should hold real numbers only. Found"),
        ({"epsilon": "0.5"}, "`epsilon` should hold"),
        ({"epsilon": None}, "`epsilon` should hold real numbers only. Found None"),
        ({"epsilon": True}, "`epsilon` should hold real numbers only. Found True"),
        ({"epsilon": 10**400}, "`epsilon` should hold real numbers only. Found 1000"),
        ({"epsilon": np.datetime64("2020")}, "`epsilon` should hold real numbers only"),
        ({"epsilon": np.nan}, "`epsilon` should be finite. Found nan"),
        ({"epsilon": -np.inf}, "`epsilon` should be finite. Found -inf"),
        ({"epsilon": object}, "`epsilon` should hold real numbers only. Found <class"),
        ({"damping": 1j}, "`damping` should hold real numbers only. Found 1j"),
        ({"damping": -1}, "`damping` should be at least 0. Found -1"),
        ({"damping": [1] * 6 + [-2]}, "`damping` should be at least 0. Found -2"),
        ({"learning_rate": -0.5}, "`learning_rate` should be at least 0. Found -0.5"),
        ({"multiplier_rate": -2}, "`multiplier_rate` should be at least 0. Found -2"),
        ({"damping": np.ones(3)}, "`damping` should be a number or have shape"),
        ({"damping": np.ones((7, 1))}, "one value per run. Found shape (7, 1)"),
    ],
)
def test_bad_hyperparameters_are_refused_in_words(numbers, found):
    with pytest.raises(ValueError, match=re.escape(found)):
        simulate(Concave(), MDMM(**numbers), STARTS, 2)


def test_a_negative_weight_is_refused_in_words():
    with pytest.raises(ValueError, match=r"`alpha` should be at least 0\. Found -1"):
        simulate(Concave(), Linear(alpha=-1.0), STARTS, 2)


@pytest.mark.parametrize(
    ("theta0", "found"),
    [
        ("abc", "`theta0` should hold real numbers only. Found 'abc'"),
        ([("a", "b")], "`theta0` should hold real numbers only. Found [('a', 'b')]"),
        ([("1", "2")], "`theta0` should hold"),
        ([(1, 2), (3,)], "`theta0` should hold real numbers only. Found [(1, 2), (3,)]"),
        ([(1j, 1)], "`theta0` should hold real numbers only. Found"),
        (None, "`theta0` should hold real numbers only. Found None"),
        ([(np.nan, 1)], "`theta0` should be finite. Found [(nan, 1)]"),
        ([(np.inf, 1)], "`theta0` should be finite. Found [(inf, 1)]"),
        ([], "at least one run. Found shape (0,)"),
        (np.empty((0, 2)), "at least one run. Found shape (0, 2)"),
        (1.0, "`theta0` should have shape (runs, 2) with"),
        ([1.0, 1.0], "`theta0` should have shape (runs, 2) with"),
        ([(1, 1, 1)], "Found shape (1, 3)"),
        (np.ones((2, 2, 2)), "Found shape (2, 2, 2)"),
    ],
)
def test_bad_starts_are_refused_in_words(theta0, found):
    with pytest.raises(ValueError, match=re.escape(found)):
        simulate(Concave(), MDMM(), theta0, 2)


@pytest.mark.parametrize(
    ("num_steps", "kind", "found"),
    [
        (-1, ValueError, "`num_steps` should be at least 0. Found -1"),
        (1.0, TypeError, "`num_steps` should be an integer. Found 1.0"),
        (np.nan, TypeError, "`num_steps` should be an integer. Found nan"),
        ("3", TypeError, "`num_steps` should be an integer. Found '3'"),
        (None, TypeError, "`num_steps` should be an integer. Found None"),
        ([3], TypeError, "`num_steps` should be an integer. Found [3]"),
        (True, TypeError, "`num_steps` should be an integer. Found True"),
    ],
)
def test_bad_numbers_of_steps_are_refused_in_words(num_steps, kind, found):
    with pytest.raises(kind, match=re.escape(found)):
        simulate(Concave(), MDMM(), STARTS, num_steps)


@pytest.mark.parametrize(
    ("noise", "found"),
    [
        ("abc", "`noise` should hold real numbers only. Found 'abc'"),
        (None, "`noise` should hold real numbers only. Found None"),
        (-0.1, "`noise` should be at least 0. Found -0.1"),
        ([0.1] * 6 + [-1], "`noise` should be at least 0. Found -1"),
        (np.inf, "`noise` should be finite. Found inf"),
        (np.ones(3), "`noise` should be a number or have shape (7,)"),
    ],
)
def test_bad_noise_is_refused_in_words(noise, found):
    with pytest.raises(ValueError, match=re.escape(found)):
        simulate(Concave(), MDMM(), STARTS, 2, noise=noise)


@pytest.mark.parametrize("noise", [0, 0.1])
@pytest.mark.parametrize(
    ("seed", "kind", "found"),
    [
        (-1, ValueError, "`seed` should be at least 0. Found -1"),
        (2**63, ValueError, "`seed` should be at most 9223372036854775807. Found 9223"),
        (0.5, TypeError, "`seed` should be an integer. Found 0.5"),
        (None, TypeError, "`seed` should be an integer. Found None"),
        (True, TypeError, "`seed` should be an integer. Found True"),
    ],
)
def test_bad_seeds_are_refused_in_words(seed, kind, found, noise):
    with pytest.raises(kind, match=re.escape(found)):
        simulate(Concave(), MDMM(), STARTS, 2, noise=noise, seed=seed)


@pytest.mark.parametrize("problem", [Concave, "concave", None, MDMM()])
def test_what_is_no_problem_is_refused_in_words(problem):
    expected = "`problem` should be an instance of one of the classes in .* Found "
    with pytest.raises(TypeError, match=expected + re.escape(repr(problem))):
        simulate(problem, MDMM(), STARTS, 2)


@pytest.mark.parametrize("optimizer", [MDMM, "mdmm", None, Concave()])
def test_what_is_no_optimizer_is_refused_in_words(optimizer):
    expected = "`optimizer` should be an instance of one of the classes in .* Found "
    with pytest.raises(TypeError, match=expected + re.escape(repr(optimizer))):
        simulate(Concave(), optimizer, STARTS, 2)


@pytest.mark.parametrize("registry", [PROBLEMS, OPTIMIZERS])
def test_an_unknown_name_is_answered_with_the_known_ones(registry):
    with pytest.raises(KeyError) as error:
        registry["quadratic"]
    assert "Found 'quadratic'" in str(error.value)
    assert all(name in str(error.value) for name in registry)
