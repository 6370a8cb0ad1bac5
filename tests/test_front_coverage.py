import math

import numpy as np
import pytest

from front_coverage import coverage, covered, covered_by, covered_parts, middles

ANGLES = np.linspace(0, math.pi / 2, 2001)
CIRCLE = np.stack([np.sin(ANGLES), np.cos(ANGLES)], axis=1)
STRAIGHT = np.array([[0.0, 1.0], [0.1, 0.9], [1.0, 0.0]])


def by_hand(ends, tolerance, bins):
    """Bin by bin on a quarter of the unit circle, whose middles are known."""
    found = []
    for index in range(bins):
        angle = (index + 0.5) / bins * math.pi / 2
        middle = math.sin(angle), math.cos(angle)
        found.append(any(math.dist(middle, end) <= tolerance for end in ends))
    return found


def test_parts_are_equally_long_whatever_the_points_of_the_front():
    expected = [(0.125, 0.875), (0.375, 0.625), (0.625, 0.375), (0.875, 0.125)]
    np.testing.assert_allclose(middles(STRAIGHT, 4), expected)
    step = math.pi / 2 / 50
    angles = np.arctan2(*middles(CIRCLE, 50).T)
    np.testing.assert_allclose(angles, step * (np.arange(50) + 0.5), atol=1e-6)


@pytest.mark.parametrize(("tolerance", "bins"), [(0.02, 50), (0.05, 50), (0.02, 7)])
def test_agrees_with_counting_by_hand(tolerance, bins):
    ends = np.random.default_rng(5).uniform(0, 1.1, (400, 2))
    expected = by_hand(ends, tolerance, bins)
    assert 0 < sum(expected) < bins
    assert list(covered(ends, CIRCLE, tolerance, bins)) == expected
    assert coverage(ends, CIRCLE, tolerance, bins) == sum(expected) / bins


def test_one_end_covers_the_part_in_whose_middle_it_is():
    for index in (0, 3, 9):
        (found,) = np.flatnonzero(covered(middles(STRAIGHT, 10)[index], STRAIGHT, bins=10))
        assert found == index


def test_the_tolerance_is_a_distance_and_is_included():
    out = np.array([0.5, 0.5]) + 0.25 / math.sqrt(2)
    assert coverage(out, STRAIGHT, 0.2501, 1) == 1
    assert coverage(out, STRAIGHT, 0.2499, 1) == 0
    assert coverage([0.5, 0.75], STRAIGHT, 0.25, 1) == 1


def test_ends_of_any_shape_count_and_those_that_are_no_number_do_not():
    ends = middles(CIRCLE, 50)
    assert coverage(ends.reshape(5, 10, 2), CIRCLE) == 1
    ends[::2, 1] = np.nan
    ends[1::4] = np.inf
    assert coverage(ends, CIRCLE) == 12 / 50
    assert coverage(np.zeros((0, 2)), CIRCLE) == 0
    assert coverage(np.full((3, 2), np.nan), CIRCLE) == 0


def test_covered_parts_run_along_the_front_from_end_to_end_of_each():
    parts = np.array([True, False, False, True])
    lines = covered_parts(STRAIGHT, parts)
    gaps = np.isnan(lines).all(axis=1)
    assert gaps.sum() == 2
    np.testing.assert_allclose(lines[~gaps].sum(axis=1), 1)
    first, second = np.split(lines[:, 0], np.flatnonzero(gaps)[:1] + 1)
    assert (np.nanmin(first), np.nanmax(first)) == (0, 0.25)
    assert (np.nanmin(second), np.nanmax(second)) == (0.75, 1)
    assert covered_parts(STRAIGHT, np.zeros(4, bool)).shape == (0, 2)


def test_each_part_is_covered_by_the_first_value_that_reaches_it():
    first, second, third, _ = middles(STRAIGHT, 4)
    nowhere = np.full(2, np.nan)
    ends = np.array([[second, nowhere], [second, first], [first, nowhere], [third, third]])
    coarse = covered_by(ends, STRAIGHT, bins=4)
    assert list(coarse) == [1, 0, 3, 4]


def test_so_many_values_cover_what_their_ends_cover():
    ends = np.random.default_rng(3).uniform(0, 1, (9, 4, 2))
    found = covered_by(ends, CIRCLE)
    for count in range(10):
        assert list(found < count) == list(covered(ends[:count], CIRCLE))
