import math

import numpy as np
import pytest

from figures.response_curve import EXTENT, response_curve
from figures.theme import LIGHT, THEMES

VALUES = np.array([0.1, 0.4, 0.9])
ENDS = np.random.default_rng(2).uniform(0, 1, (3, 2, 2))
FAILED = np.array([[False, False], [False, True], [True, True]])
TITLES = ("knob", "first", "second")


def figure_of(ends=ENDS, failed=FAILED, theme=LIGHT, **options):
    return response_curve(VALUES, ends, failed, theme, TITLES, **options)


def points(trace):
    return sorted((x, y) for x, y in zip(trace.x, trace.y, strict=True) if y == y)


def test_each_run_has_a_marker_at_its_value_for_each_loss():
    traces = figure_of().data
    assert len(traces) == 4
    for axis, (line, markers) in enumerate((traces[:2], traces[2:])):
        expected = sorted(
            (value, ENDS[row, start, axis])
            for row, value in enumerate(VALUES)
            for start in (0, 1)
        )
        assert points(markers) == points(line) == expected
        assert (line.mode, markers.mode) == ("lines", "markers")


def test_a_line_joins_the_values_of_one_start_and_no_two_starts():
    line = figure_of().data[0]
    assert list(np.isnan(line.y)) == [False, False, False, True] * 2
    np.testing.assert_allclose(line.y[:3], ENDS[:, 0, 0])
    np.testing.assert_allclose(line.y[4:7], ENDS[:, 1, 0])


@pytest.mark.parametrize("axis", [0, 1])
def test_what_has_failed_is_hollow_and_nothing_else(axis):
    markers = figure_of().data[2 * axis + 1]
    hollow = {
        (x, y)
        for x, y, symbol in zip(markers.x, markers.y, markers.marker.symbol, strict=True)
        if symbol.endswith("-open")
    }
    expected = {(VALUES[row], ENDS[row, start, axis]) for row, start in np.argwhere(FAILED)}
    assert hollow == expected


def test_the_losses_differ_in_colour_and_in_shape_and_are_named_outside_the_plot():
    figure = figure_of(failed=np.zeros((3, 2), bool))
    first, second = figure.data[1], figure.data[3]
    assert first.marker.color != second.marker.color
    assert set(first.marker.symbol).isdisjoint(second.marker.symbol)
    (names,) = figure.layout.annotations
    for text in (*TITLES[1:], first.marker.color, second.marker.color):
        assert text in names.text
    assert (names.y, names.yref, names.yanchor) == (1, "paper", "bottom")
    assert figure.layout.showlegend is False
    assert figure.layout.margin.t >= 1.4 * LIGHT.font_size


def test_a_loss_beyond_the_axis_is_told_at_its_edge_by_a_hollow_arrow():
    ends = ENDS.copy()
    ends[1, 0, 1] = 7.0
    ends[2, 0, 1] = math.inf
    markers = figure_of(ends).data[3]
    arrows = [symbol == "triangle-up-open" for symbol in markers.marker.symbol]
    assert arrows == [False, True, True, False, False, False]
    assert EXTENT[0] < min(markers.y)
    assert max(markers.y) < EXTENT[1]


def test_axes_stay_whatever_the_losses():
    assert (
        figure_of().layout.yaxis.range == figure_of(5 * ENDS).layout.yaxis.range == EXTENT
    )


def test_the_identity_is_dashed_and_under_the_rest():
    figure = figure_of(identity=True)
    assert len(figure.data) == 5
    line = figure.data[0]
    np.testing.assert_array_equal(line.x, line.y)
    assert (line.x[0], line.x[-1]) == (0.1, 0.9)
    assert line.line.dash == "dash"


@pytest.mark.parametrize("log", [False, True])
def test_all_values_are_inside_the_axis(log):
    axis = figure_of(log=log).layout.xaxis
    low, high = (10**end for end in axis.range) if log else axis.range
    assert axis.type == ("log" if log else "linear")
    assert low < 0.1 < 0.9 < high
    assert axis.title.text == "knob"


def test_one_value_alone_has_an_axis():
    figure = response_curve(VALUES[:1], ENDS[:1], FAILED[:1], LIGHT, TITLES)
    low, high = figure.layout.xaxis.range
    assert low < 0.1 < high


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_the_figure_has_the_colours_and_type_of_the_theme_and_is_light(theme):
    figure = figure_of(theme=theme, identity=True)
    assert figure.data[0].line.color == theme.ink
    assert {figure.data[2].marker.color, figure.data[4].marker.color} <= set(theme.palette)
    assert figure.layout.font.size == theme.font_size
    many = response_curve(
        np.linspace(0, 1, 201), np.ones((201, 7, 2)), np.ones((201, 7), bool), theme, TITLES
    )
    assert len(many.to_json()) < 300_000
