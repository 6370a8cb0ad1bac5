"""Pictures of trained models: each number is where it should be."""

import numpy as np
import pytest

from figures import model_pictures
from figures.theme import THEMES

THEME = THEMES["light"]


def test_bars_have_an_outline_of_what_they_are_compared_with():
    values, beside = np.array([1.0, -2.0]), np.array([3.0, 0.5])
    bars, outline = model_pictures.bars(("a", "b"), values, beside, "size", THEME).data
    assert list(bars.y) == [1, -2]
    assert list(outline.y) == [3, 0.5]
    assert outline.marker.color == "rgba(0,0,0,0)"
    alone = model_pictures.bars(("a", "b"), values, np.zeros(0), "size", THEME)
    assert len(alone.data) == 1


def test_numbers_that_are_lost_leave_the_axis_finite():
    lost = np.full(2, np.nan)
    figure = model_pictures.bars(("a", "b"), lost, np.zeros(0), "size", THEME)
    assert np.isfinite(figure.layout.yaxis.range).all()


def test_a_curve_has_its_points_and_its_level():
    x, points = np.linspace(0, 1, 5), np.array([[0.5, 9.0]])
    figure = model_pictures.curve(x, x**2, points, 3.0, ("x", "y"), THEME)
    dots, line = figure.data
    assert (dots.x[0], dots.y[0]) == (0.5, 9)
    assert list(line.y) == list(x**2)
    assert figure.layout.shapes[0].y0 == 3
    assert figure.layout.yaxis.range[1] > 9
    plain = model_pictures.curve(x, x, points, np.nan, ("x", "y"), THEME)
    assert not plain.layout.shapes


def test_histograms_are_named_in_their_colours():
    edges, shares = np.arange(4.0), np.array([[0.2, 0.3, 0.5], [0.5, 0.5, 0.0]])
    figure = model_pictures.histograms(edges, ("full", "fast"), shares, "x", THEME)
    assert [list(trace.y) for trace in figure.data] == [
        [0.2, 0.3, 0.5, 0.5],
        [0.5, 0.5, 0.0, 0.0],
    ]
    (names,) = figure.layout.annotations
    for trace, label in zip(figure.data, ("full", "fast"), strict=True):
        assert f"{trace.line.color}" in names.text
        assert label in names.text


def test_images_stand_as_they_are_given_with_the_first_one_at_the_upper_left():
    pixels = np.zeros((2, 3, 4, 5))
    pixels[0, 0, 0, 0] = 1
    (heat,) = model_pictures.images(pixels, ("a", "b"), THEME).data
    assert heat.z.shape == (8, 15)
    # Plotly counts rows from below.
    assert heat.z[-1, 0] == 1
    assert heat.z.sum() == 1


def test_a_path_begins_at_a_dot_and_ends_at_a_star_with_the_goal_in_sight():
    points = np.array([[2.0, 0.0], [1.0, 1.0], [0.5, 0.1]])
    figure = model_pictures.path(points, (0.0, -1.0), ("θ", "ψ"), THEME)
    _, goal, start, end = figure.data
    assert (start.x[0], end.x[0], goal.y[0]) == (2, 0.5, -1)
    assert end.marker.symbol == "star"
    low, high = figure.layout.yaxis.range
    assert (low < -1, high > 1) == (True, True)


@pytest.mark.parametrize("theme", THEMES)
def test_every_theme_draws_them(theme):
    figure = model_pictures.bars(("a",), np.ones(1), np.ones(1), "b", THEMES[theme])
    assert figure.layout.font.color == THEMES[theme].ink
