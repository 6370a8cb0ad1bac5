"""Loss space of a trained model: what is in sight, and what is where."""

import numpy as np
import pytest

from figures.estimated_front import estimated_front
from figures.front_surface import front_surface
from figures.theme import THEMES

THEME = THEMES["light"]
FRONT = np.stack([np.linspace(0, 1, 11), np.linspace(2, 1, 11)], axis=1)
PATH = np.array([[50.0, 50.0], [1.5, 1.5], [0.5, 1.5]])


def drawn(weights=FRONT, path=PATH, bound=1.4):
    return estimated_front(FRONT, weights, path, bound, THEME, ("error", "norm"))


def test_bounds_weights_the_way_and_its_end_are_drawn():
    by_bound, by_weight, way, end = drawn().data
    np.testing.assert_array_equal(by_bound.x, FRONT[:, 0])
    np.testing.assert_array_equal(by_weight.y, FRONT[:, 1])
    np.testing.assert_array_equal(way.x, [np.nan, 1.5, 0.5])
    assert (end.x[0], end.y[0], end.marker.symbol) == (0.5, 1.5, "star")


def test_what_is_far_away_does_not_push_the_front_into_a_corner():
    far = np.concatenate([FRONT, [[0.5, -30.0]]])
    figure = drawn(weights=far)
    assert figure.layout.yaxis.range[0] == pytest.approx(0.92)
    near = np.concatenate([FRONT, [[0.5, 0.4]]])
    assert drawn(weights=near).layout.yaxis.range[0] == pytest.approx(0.32)


def test_the_bound_is_a_line_if_there_is_one():
    (line,) = drawn().layout.shapes
    assert (line.y0, line.y1) == (1.4, 1.4)
    assert not drawn(bound=np.nan).layout.shapes


def test_a_training_that_diverged_leaves_the_axes_alone():
    lost = np.array([[1.0, 1.0], [np.nan, np.nan]])
    assert drawn(path=lost).layout.xaxis.range == pytest.approx((-0.08, 1.08))


def test_of_three_losses_the_front_is_a_surface_with_the_minimized_one_upwards():
    first, second = np.meshgrid(np.linspace(0, 1, 4), np.linspace(2, 3, 5), indexing="ij")
    surface = np.stack([first + second, first, second], axis=-1)
    weights = np.array([[2.5, 0.5, 2.5], [99.0, 0.5, 2.5]])
    path = np.array([[99.0, 0.0, 0.0], [2.6, 0.4, 2.4]])
    found = front_surface(surface, weights, path, THEME, ("z", "x", "y"))
    of_front, of_weights, way, end = found.data
    np.testing.assert_array_equal(of_front.x, first)
    np.testing.assert_array_equal(of_front.z, first + second)
    assert list(of_weights.z) == [2.5]
    assert np.isnan(way.z[0])
    assert (end.x[0], end.y[0], end.z[0]) == (0.4, 2.4, 2.6)
    assert found.layout.scene.zaxis.title.text == "z"
