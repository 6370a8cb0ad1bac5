import math

import numpy as np
import pytest

from figures.ends import Ends
from figures.response_curve import EXTENT, response_curve
from figures.theme import LIGHT, THEMES

VALUES = np.array([0.1, 0.4, 0.9])
LOSSES = np.random.default_rng(2).uniform(0, 1, (3, 2, 2))
FAILED = np.array([[False, False], [False, True], [True, True]])
NOTES = np.array([["a", "b"], ["c", "d"], ["e", "f"]])
TITLES = ("knob", "first", "second")


def figure_of(losses=LOSSES, failed=FAILED, theme=LIGHT, **options):
    return response_curve(Ends(VALUES, losses, failed, NOTES), theme, TITLES, **options)


def points(trace):
    return sorted((x, y) for x, y in zip(trace.x, trace.y, strict=True) if y == y)


def test_each_run_has_a_marker_at_its_value_for_each_loss():
    traces = figure_of().data
    assert len(traces) == 4
    for axis, (line, markers) in enumerate((traces[:2], traces[2:])):
        expected = sorted(
            (value, LOSSES[row, start, axis])
            for row, value in enumerate(VALUES)
            for start in (0, 1)
        )
        assert points(markers) == points(line) == expected
        assert (line.mode, markers.mode) == ("lines", "markers")


def test_a_line_joins_the_values_of_one_start_and_no_two_starts():
    line = figure_of().data[0]
    assert list(np.isnan(line.y)) == [False, False, False, True] * 2
    np.testing.assert_allclose(line.y[:3], LOSSES[:, 0, 0])
    np.testing.assert_allclose(line.y[4:7], LOSSES[:, 1, 0])


@pytest.mark.parametrize("axis", [0, 1])
def test_what_has_failed_is_hollow_and_nothing_else(axis):
    markers = figure_of().data[2 * axis + 1]
    hollow = {
        (x, y)
        for x, y, symbol in zip(markers.x, markers.y, markers.marker.symbol, strict=True)
        if symbol.endswith("-open")
    }
    expected = {
        (VALUES[row], LOSSES[row, start, axis]) for row, start in np.argwhere(FAILED)
    }
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
    losses = LOSSES.copy()
    losses[1, 0, 1] = 7.0
    losses[2, 0, 1] = math.inf
    losses[2, 1, 1] = math.nan
    figure = figure_of(losses)
    markers = figure.data[3]
    arrows = [symbol == "triangle-up-open" for symbol in markers.marker.symbol]
    assert arrows == [False, True, True, False, False, True]
    assert EXTENT[0] < min(markers.y)
    assert max(markers.y) < EXTENT[1]
    assert markers.text[1].endswith("second = 7.000<br>c")
    assert markers.text[5] == "knob = 0.9<br>f"


def test_the_pointer_reads_value_and_both_losses_off_a_marker():
    figure = figure_of()
    for markers in (figure.data[1], figure.data[3]):
        assert markers.text[4] == (
            f"knob = 0.4<br>first = {LOSSES[1, 1, 0]:.3f}<br>"
            f"second = {LOSSES[1, 1, 1]:.3f}<br>d"
        )
        assert markers.hoverinfo == "text"
    assert figure.layout.hovermode == "closest"


def test_each_marker_knows_its_value_and_only_the_identity_is_of_none():
    identity, *traces = figure_of(identity=True).data
    assert identity.meta is None
    assert [list(trace.meta) for trace in traces] == [[], [0, 1, 2] * 2] * 2


def test_axes_stay_whatever_the_losses():
    assert (
        figure_of().layout.yaxis.range == figure_of(5 * LOSSES).layout.yaxis.range == EXTENT
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
    ends = Ends(VALUES[:1], LOSSES[:1], FAILED[:1], NOTES[:1])
    figure = response_curve(ends, LIGHT, TITLES)
    low, high = figure.layout.xaxis.range
    assert low < 0.1 < high


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_the_figure_has_the_colours_and_type_of_the_theme_and_is_light(theme):
    figure = figure_of(theme=theme, identity=True)
    assert figure.data[0].line.color == theme.ink
    assert {figure.data[2].marker.color, figure.data[4].marker.color} <= set(theme.palette)
    assert figure.layout.font.size == theme.font_size
    shape = 61, 7
    ends = Ends(
        np.linspace(0, 1, 61),
        np.ones((*shape, 2)),
        np.ones(shape, bool),
        np.full(shape, "stuck"),
    )
    many = response_curve(ends, theme, TITLES)
    assert len(many.to_json()) < 150_000
