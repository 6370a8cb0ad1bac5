from collections import Counter

import numpy as np
import pytest

from optimizers import OPTIMIZERS
from optimizers.hard_constraint_first import HardConstraintFirst
from optimizers.linear import Linear
from optimizers.mdmm import MDMM
from tests.paths import (
    DEFAULT_STEPS,
    ITERATES,
    STEPS,
    assessed,
    at,
    near_optimum,
    verdict,
    wave,
)
from toy_problems import PROBLEMS
from toy_problems.concave import Concave
from verdicts import Verdict, assess


@pytest.mark.parametrize("loss", [np.nan, np.inf, -np.inf, 1.01e6, -1.01e6])
@pytest.mark.parametrize(("iterate", "axis"), [(1, 0), (100, 1), (-1, 0), (-1, 1)])
def test_a_loss_that_is_not_finite_or_too_large_has_diverged(loss, iterate, axis):
    path = near_optimum(0)
    path[iterate, axis] = loss
    outcomes = assessed(at(1, 0), path)
    assert list(outcomes.verdict) == [Verdict.END, Verdict.DIVERGED]
    for numbers in outcomes[1:5]:
        assert np.isfinite(numbers[0]).all()
        assert np.isnan(numbers[1]).all()


def test_a_loss_just_below_a_million_has_not_diverged():
    path = near_optimum(0)
    path[50] = 0.99e6
    assert verdict(path) == Verdict.SETTLED


@pytest.mark.parametrize("last", [np.nan, np.inf])
def test_a_multiplier_that_is_not_finite_at_the_end_has_diverged(last):
    multiplier = np.append(np.zeros(ITERATES - 1), last)
    assert verdict(near_optimum(0), multiplier=multiplier) == Verdict.DIVERGED


def test_a_method_without_a_multiplier_has_not_diverged():
    method = HardConstraintFirst(epsilon=0.6)
    outcomes = assessed(near_optimum(0), multiplier=np.nan, method=method)
    assert outcomes.verdict[0] == Verdict.SETTLED
    assert np.isnan(outcomes.multiplier[0])


@pytest.mark.parametrize(
    ("offset_1", "offset_2", "expected"),
    [
        (0.019, -0.019, Verdict.SETTLED),
        (-0.019, 0.019, Verdict.SETTLED),
        (0.0, 0.021, Verdict.IGNORED),
        (0.0, -0.021, Verdict.STUCK),
        (0.021, 0.0, Verdict.STUCK),
        (0.0, 0.031, Verdict.IGNORED),
        (0.0, -0.031, Verdict.STUCK),
        (0.031, 0.0, Verdict.STUCK),
        (0.1, 0.019, Verdict.STUCK),
    ],
)
def test_where_a_run_stands_still_tells_what_became_of_it(offset_1, offset_2, expected):
    assert verdict(near_optimum(offset_2, offset_1)) == expected


@pytest.mark.parametrize(
    ("iterates", "still", "expected"),
    [
        (200, 20, Verdict.STUCK),
        (200, 19, Verdict.MOVING),
        (50, 10, Verdict.STUCK),
        (50, 9, Verdict.MOVING),
        (5, 5, Verdict.STUCK),
    ],
)
def test_the_tail_is_a_tenth_of_the_iterates_and_ten_at_least(iterates, still, expected):
    path = np.full((iterates, 2), 1.2)
    path[: iterates - still] = 1.5
    method = MDMM(epsilon=1.3)  # room to spare: nothing is violated, no end is near
    assert verdict(path, method=method) == expected


@pytest.mark.parametrize("axis", [0, 1])
@pytest.mark.parametrize(
    ("drift", "expected"), [(0.0099, Verdict.STUCK), (0.0101, Verdict.MOVING)]
)
def test_a_run_stands_still_if_neither_loss_varies_by_more(axis, drift, expected):
    path = at(1.2, 0.3)
    path[-20:, axis] += np.linspace(0, drift, 20)
    assert verdict(path) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (near_optimum(wave(1)), Verdict.CHATTERING),
        (near_optimum(wave(3)), Verdict.CHATTERING),
        (near_optimum(wave(4)), Verdict.OSCILLATING),
        (near_optimum(wave(3) + 0.029, -0.029), Verdict.CHATTERING),
        (near_optimum(wave(3) + 0.031), Verdict.OSCILLATING),
        (near_optimum(wave(3), -0.031), Verdict.OSCILLATING),
    ],
)
def test_a_run_may_chatter_about_the_optimum_within_three_steps(path, expected):
    assert verdict(path) == expected


@pytest.mark.parametrize(
    ("rise", "expected"),
    [(1.0, Verdict.STUCK), (-1.0, Verdict.IGNORED), (1e-5, Verdict.IGNORED)],
)
def test_a_constraint_is_ignored_unless_the_multiplier_rises(rise, expected):
    assert verdict(at(0, 1), multiplier=5 + rise * STEPS) == expected


@pytest.mark.parametrize(
    ("losses", "epsilon", "expected"),
    [
        ((1, 0), 0.6, Verdict.END),
        ((1.049, 0), 0.6, Verdict.END),
        ((1.051, 0), 0.6, Verdict.STUCK),
        ((0, 1), 0.99, Verdict.END),
        ((0, 1), 0.97, Verdict.IGNORED),
        ((0, 1), 1.3, Verdict.SETTLED),
        ((1, 0), 1.3, Verdict.END),
        ((0, 1), -0.1, Verdict.IGNORED),
    ],
)
def test_an_end_of_the_front_where_the_constraint_is_kept(losses, epsilon, expected):
    assert verdict(at(*losses), method=MDMM(epsilon=epsilon)) == expected


@pytest.mark.parametrize(
    ("losses", "expected"),
    [
        ((0.0, 1.1), Verdict.SETTLED),
        ((0.019, 1.17), Verdict.SETTLED),
        ((0.021, 1.1), Verdict.STUCK),
        # Held up at the bound, where there is no need to be.
        ((0.0, 1.19), Verdict.STUCK),
        ((0.0, 1.23), Verdict.IGNORED),
    ],
)
def test_with_room_to_spare_the_least_loss_1_is_all_that_counts(losses, expected):
    method = MDMM(epsilon=1.2)
    assert assessed(at(*losses), method=method).verdict[0] == expected


def swing(amplitude, period=40):
    return amplitude * np.cos(2 * np.pi * STEPS / period)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (near_optimum(swing(0.3)), Verdict.OSCILLATING),
        (near_optimum(0.1, swing(0.3)), Verdict.OSCILLATING),
        (near_optimum(swing(0.026)), Verdict.OSCILLATING),
        (near_optimum(swing(0.024)), Verdict.MOVING),
        (near_optimum(swing(0.3, period=200)), Verdict.MOVING),
        (near_optimum(swing(np.where(STEPS < 150, 0.3, 0.16))), Verdict.OSCILLATING),
        (near_optimum(swing(np.where(STEPS < 150, 0.3, 0.13))), Verdict.MOVING),
        (near_optimum(swing(np.where(STEPS < 100, 0.9, 0.3))), Verdict.OSCILLATING),
        (near_optimum(np.linspace(1, 0, ITERATES)), Verdict.MOVING),
    ],
)
def test_a_run_oscillates_if_it_crosses_its_middle_and_goes_on(path, expected):
    assert verdict(path) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (at(0.8, 0.6), Verdict.SETTLED),
        (1.019 * at(0.8, 0.6), Verdict.SETTLED),
        (1.021 * at(0.8, 0.6), Verdict.STUCK),
        (at(0.0, 1.0), Verdict.END),
        (at(1.0, 0.049), Verdict.END),
        (at(0.998, 0.06), Verdict.SETTLED),
        (near_optimum(wave(3)), Verdict.OSCILLATING),
    ],
)
def test_a_weighted_sum_has_settled_on_the_front_between_its_ends(path, expected):
    outcomes = assessed(path, multiplier=1.0, method=Linear())
    assert outcomes.verdict[0] == expected
    assert np.isnan(outcomes.violation[0])


def test_each_run_is_judged_by_its_own_bound():
    method = MDMM(epsilon=np.array([0.6, 0.3, 1.3]))
    outcomes = assessed(*[near_optimum(0)] * 3, method=method)
    expected = [Verdict.SETTLED, Verdict.IGNORED, Verdict.STUCK]
    assert list(outcomes.verdict) == expected
    np.testing.assert_allclose(outcomes.violation, [0, 0.3, -0.7], atol=1e-12)


@pytest.mark.parametrize(
    ("method", "problem", "expected"),
    [
        *(("mdmm", name, {"settled": 7}) for name in ("convex", "concave", "mixed")),
        ("linear", "convex", {"settled": 7}),
        ("linear", "concave", {"end": 7}),
        ("dual", "convex", {"settled": 7}),
        ("dual", "concave", {"ignored": 4, "end": 3}),
        ("hard_constraint_first", "convex", {"chattering": 7}),
        ("hard_constraint_first", "concave", {"chattering": 7}),
    ],
)
def test_what_becomes_of_runs_with_the_defaults(method, problem, expected, runs):
    run = runs(problem, method, DEFAULT_STEPS)
    outcomes = assess(PROBLEMS[problem](), OPTIMIZERS[method](), run)
    assert Counter(outcomes.verdict) == expected


def test_bdmm_swings_for_ever_on_the_concave_front(runs):
    run = runs("concave", "bdmm", DEFAULT_STEPS)
    verdicts = Counter(assess(Concave(), OPTIMIZERS["bdmm"](), run).verdict)
    assert verdicts["oscillating"] >= 4
    assert verdicts["settled"] == 0
