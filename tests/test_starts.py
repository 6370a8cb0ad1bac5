import csv
import math
import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from starts import COUNTED, JITTER, SEEDED, STARTS, jittered, starts
from toy_problems import PROBLEMS

MARKERS = Path(__file__).parent / "published" / "markers.csv"
FIGURE = "the_modified_differential_method_of_multipliers_concave_pareto"


def losses_of(problem, theta):
    return np.array([problem.losses(pair) for pair in theta])


def radii_of(problem, theta):
    """How many times as far out as the front, from the losses alone."""
    front = np.array([problem.front(t1) for t1 in theta[:, 0]])
    return losses_of(problem, theta).sum(axis=1) / front.sum(axis=1)


def published():
    """Where the markers of an animation are before they move."""
    with MARKERS.open(newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["figure"] == FIGURE]
    return [
        (float(row["loss_1"]), float(row["loss_2"])) for row in rows if row["frame"] == "0"
    ]


def test_the_seven_have_the_published_losses(problem):
    found = losses_of(problem, starts("seven", problem))
    np.testing.assert_allclose(found, sorted(published()), atol=0.005)


def test_one_is_at_losses_of_one_and_a_half(problem):
    found = losses_of(problem, starts("one", problem))
    np.testing.assert_allclose(found, [(1.5, 1.5)], atol=1e-12)


@pytest.mark.parametrize("count", [1, 2, 49, 4096])
@pytest.mark.parametrize("name", ["row", "random"])
def test_there_are_as_many_as_asked_for(name, count, problem):
    assert starts(name, problem, count).shape == (count, 2)


@pytest.mark.parametrize(
    ("asked", "found"), [(1, 1), (3, 1), (4, 4), (48, 36), (49, 49), (50, 49)]
)
def test_a_grid_takes_the_nearest_square_from_below(asked, found, problem):
    assert starts("grid", problem, asked).shape == (found, 2)


@pytest.mark.parametrize("name", sorted(set(STARTS) - set(COUNTED)))
def test_the_others_have_their_own_number(name, problem):
    few, many = starts(name, problem, 1), starts(name, problem, 100)
    np.testing.assert_array_equal(few, many)


@pytest.mark.parametrize("name", STARTS)
def test_starts_are_in_the_box_and_at_or_beyond_the_front(name, problem):
    theta = starts(name, problem, 100)
    low, high = np.transpose(problem.box)
    assert ((low <= theta) & (theta <= high)).all()
    losses = losses_of(problem, theta)
    assert (losses > 0).all()
    assert (radii_of(problem, theta) >= 1).all()
    # Losses that nothing reaches are refused.
    np.testing.assert_allclose(problem.theta_from_losses(losses), theta, atol=1e-9)


@pytest.mark.parametrize("name", ["grid", "random"])
def test_a_grid_and_random_starts_lie_up_to_twice_as_far_out_as_the_front(name, problem):
    radii = radii_of(problem, starts(name, problem, 400))
    assert radii.min() == pytest.approx(1.2, abs=0.02)
    assert radii.max() == pytest.approx(2, abs=0.02)


def test_a_row_is_evenly_spread_at_one_parameter_t2(problem):
    theta = starts("row", problem, 49)
    np.testing.assert_allclose(theta[:, 0], np.linspace(0.03, math.pi / 2 - 0.03, 49))
    np.testing.assert_array_equal(theta[:, 1], 0.6)


def test_a_grid_is_as_many_rows_as_columns(problem):
    theta = starts("grid", problem, 25)
    angles, counts = np.unique(theta[:, 0].round(12), return_counts=True)
    np.testing.assert_array_equal(counts, 5)
    np.testing.assert_allclose(np.diff(angles), (math.pi / 2 - 0.06) / 4)
    radii = np.unique(radii_of(problem, theta).round(9))
    np.testing.assert_allclose(radii, [1.2, 1.4, 1.6, 1.8, 2.0])


def test_a_seed_gives_the_same_starts_again_and_another_seed_others(problem):
    np.testing.assert_array_equal(
        starts("random", problem, 49, seed=3), starts("random", problem, 49, seed=3)
    )
    others = starts("random", problem, 49, seed=4)
    assert (starts("random", problem, 49, seed=3) != others).all()


@pytest.mark.parametrize("name", sorted(set(STARTS) - set(SEEDED)))
def test_only_random_starts_have_a_seed(name, problem):
    np.testing.assert_array_equal(
        starts(name, problem, 9, seed=1), starts(name, problem, 9, seed=2)
    )


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(sorted(PROBLEMS)), st.integers(1, 500), st.integers(0, 2**31 - 1))
def test_random_starts_fill_the_box_whatever_the_seed(name, count, seed):
    problem = PROBLEMS[name]()
    t1, t2 = starts("random", problem, count, seed).T
    assert ((t1 >= 0.03) & (t1 <= math.pi / 2 - 0.03)).all()
    radii = 1 + problem.stretch * t2**2
    assert ((radii >= 1.2 - 1e-9) & (radii <= 2 + 1e-9)).all()


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        (("circle",), "one of seven, one, row, grid, random. Found 'circle'."),
        (("",), "Found ''."),
        ((None,), "Found None."),
        (("grid", 0), "`num_runs` should be at least 1. Found 0."),
        (("seven", -5), "`num_runs` should be at least 1. Found -5."),
        (("random", 1, -1), "`seed` should be at least 0. Found -1."),
        (("one", 1, -2), "`seed` should be at least 0. Found -2."),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(arguments, found):
    name, *numbers = arguments
    with pytest.raises(ValueError, match=re.escape(found)):
        starts(name, PROBLEMS["concave"](), *numbers)


def test_each_parameter_of_a_start_is_nudged_evenly_by_up_to_the_size(problem):
    theta0 = starts("grid", problem, 4096)
    nudges = jittered(problem, theta0, 0.01, seed=3) - theta0
    for column in nudges.T:
        share, _ = np.histogram(column, bins=4, range=(-0.01, 0.01))
        assert share.sum() == 4096
        np.testing.assert_allclose(share / 4096, 0.25, atol=0.03)
    assert abs(np.corrcoef(nudges.T)[0, 1]) < 0.05
    assert np.abs(jittered(problem, theta0) - theta0).max() == pytest.approx(
        JITTER, rel=0.01
    )


def test_no_jitter_moves_nothing(problem):
    theta0 = starts("seven", problem)
    np.testing.assert_array_equal(jittered(problem, theta0, 0.0), theta0)


def test_a_nudged_start_stays_in_the_box_and_exists_even_on_the_front(problem):
    ends = [(0.0, 0.0), (math.pi / 2, 0.0)] * 50
    theta = jittered(problem, np.array(ends), 0.2)
    assert (theta[:, 0] >= 0).all()
    assert (theta[:, 0] <= math.pi / 2).all()
    assert (theta[:, 0] == 0).any()
    losses = losses_of(problem, theta)
    problem.theta_from_losses(losses)


def test_the_nudge_of_a_start_hangs_on_its_seed_and_its_place_alone(problem):
    theta0 = starts("row", problem, 20)
    whole = jittered(problem, theta0, 0.01, seed=3)
    np.testing.assert_array_equal(jittered(problem, theta0[:7], 0.01, seed=3), whole[:7])
    assert (jittered(problem, theta0, 0.01, seed=4) != whole).all()


def test_nudges_are_not_what_random_starts_of_the_same_seed_are_drawn_from(problem):
    theta0 = starts("random", problem, 500, seed=3)
    nudges = jittered(problem, theta0, 0.01, seed=3) - theta0
    for start in theta0.T:
        for nudge in (*nudges.T, nudges.ravel()[:500], nudges.ravel()[500:]):
            assert abs(np.corrcoef(start, nudge)[0, 1]) < 0.2


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        ((-1.0,), "`size` should be finite and at least 0. Found -1.0."),
        ((math.nan,), "`size` should be finite and at least 0. Found nan."),
        ((math.inf,), "`size` should be finite and at least 0. Found inf."),
        ((0.1, -1), "`seed` should be at least 0. Found -1."),
    ],
)
def test_jitter_that_makes_no_sense_is_refused_in_words(arguments, found):
    problem = PROBLEMS["concave"]()
    with pytest.raises(ValueError, match=re.escape(found)):
        jittered(problem, starts("one", problem), *arguments)
