import numpy as np
import pytest

from figures.thinned import thinned, within

SQUARE = 0.0, 2.0
# Fast at first, then slower and slower.
ANGLE = np.pi / 2 * np.linspace(1, 0, 700) ** 3
QUARTER = np.stack([np.cos(ANGLE), np.sin(ANGLE)], axis=1)


def test_few_iterates_of_a_long_run_are_left_evenly_along_it():
    found = thinned(QUARTER, SQUARE)
    assert len(found) <= 82
    np.testing.assert_array_equal(found[[0, -1]], QUARTER[[0, -1]])
    assert {tuple(point) for point in found} <= {tuple(point) for point in QUARTER}
    # None of the way is left out.
    longest = np.hypot(*np.diff(QUARTER, axis=0).T).max()
    assert np.hypot(*np.diff(found, axis=0).T).max() < longest + np.pi / 80


def test_a_short_run_is_left_as_it_is():
    run = np.array([[2.0, 2.0], [1.0, 1.5], [0.5, 0.25]])
    np.testing.assert_array_equal(thinned(run, SQUARE), run)


@pytest.mark.parametrize("beyond", [2.5, -0.1, np.nan, np.inf])
def test_what_lies_beyond_is_a_gap(beyond):
    run = np.array([[0.5, 1.0], [1.0, 1.0], [1.0, beyond], [1.5, 1.0], [2.0, 1.0]])
    found = thinned(run, SQUARE)
    expected = [[0.5, 1], [1, 1], [np.nan, np.nan], [1.5, 1], [2, 1]]
    np.testing.assert_array_equal(found, expected)


def test_a_rounding_error_beyond_is_not_beyond():
    losses = np.array([[[-1e-12, 1.0], [2 + 1e-12, 0.0]], [[-1e-3, 1.0], [0.0, 2.001]]])
    np.testing.assert_array_equal(within(losses, SQUARE), [[True, True], [False, False]])
