import math
import re

import numpy as np
import plotly.graph_objects as go
import pytest

from figures.parameter_space import Contours, bound_curve_shapes, parameter_space
from figures.theme import LIGHT, THEMES

T1, T2 = np.linspace(-0.1, 1.7, 5), np.linspace(-0.5, 1.2, 4)
NUMBERS = np.random.default_rng(3)
CONTOURS = Contours(T1, T2, NUMBERS.uniform(0, 2, (4, 5)), NUMBERS.uniform(0, 2, (4, 5)))
PARETO_SET = np.array([[0, 0], [math.pi / 4, 0], [math.pi / 2, 0]])
NOTHING = np.zeros((0, 2))
NAN = (math.nan, math.nan)


def figure_of(pareto_set=PARETO_SET, theme=LIGHT):
    return parameter_space(CONTOURS, pareto_set, theme, ("along", "away"))


def lines_of(shapes):
    """The lines of the only shape, each a list of points."""
    (shape,) = shapes
    assert shape["type"] == "path"
    number = r"-?\d+(?:\.\d+)?"
    assert re.fullmatch(rf"(?:M{number},{number}(?:L{number},{number})+)+", shape["path"])
    return [
        [tuple(map(float, point.split(","))) for point in line.split("L")]
        for line in shape["path"].split("M")[1:]
    ]


def test_each_loss_has_its_contours_where_the_grid_says():
    first, second, _ = figure_of().data
    for trace, losses in ((first, CONTOURS.loss_1), (second, CONTOURS.loss_2)):
        assert trace.type == "contour"
        np.testing.assert_array_equal(trace.x, T1)
        np.testing.assert_array_equal(trace.y, T2)
        np.testing.assert_array_equal(trace.z, losses)


def test_both_losses_have_contours_at_the_same_levels_so_that_they_can_be_compared():
    first, second, _ = figure_of().data
    assert first.contours == second.contours
    assert not first.autocontour
    assert first.contours.coloring == "none"
    levels = np.arange(first.contours.start, first.contours.end + 1e-9, first.contours.size)
    assert 5 <= len(levels) <= 12
    assert first.line.color != second.line.color
    assert first.line.dash != second.line.dash


def test_the_pareto_set_is_drawn_as_given_and_not_at_all_if_hidden():
    trace = figure_of().data[2]
    np.testing.assert_array_equal(np.stack([trace.x, trace.y], 1), PARETO_SET)
    hidden = figure_of(NOTHING).data
    assert len(hidden) == 3
    assert len(hidden[2].x) == len(hidden[2].y) == 0


def test_axes_extend_as_far_as_the_grid_and_have_their_titles():
    layout = figure_of().layout
    assert tuple(layout.xaxis.range) == (T1[0], T1[-1])
    assert tuple(layout.yaxis.range) == (T2[0], T2[-1])
    written = layout.to_plotly_json().__repr__()
    assert "along" in written
    assert "away" in written


def test_the_angle_is_told_in_parts_of_pi():
    axis = figure_of().layout.xaxis
    values = dict(zip(axis.ticktext, axis.tickvals, strict=True))
    assert values["0"] == 0
    assert values["π/4"] == pytest.approx(math.pi / 4)
    assert values["π/2"] == pytest.approx(math.pi / 2)


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_colours_are_those_of_the_theme(theme):
    first, second, pareto_set = figure_of(theme=theme).data
    assert first.line.color == pareto_set.line.color == theme.front
    # The second loss is the one that is bounded, and so has the colour of the bound.
    (bound,) = bound_curve_shapes(np.array([[0, 0], [1, 1]]), theme)
    assert second.line.color == bound["line"]["color"] == theme.ink
    assert pareto_set.line.width > first.line.width


@pytest.mark.parametrize("curve", [None, NOTHING, np.array([NAN]), np.array([NAN, NAN])])
def test_without_a_curve_there_is_no_shape(curve):
    assert bound_curve_shapes(curve, LIGHT) == []


def test_one_branch_is_one_line_through_all_its_points():
    points = np.array([[0.1, 0.2], [0.3, -0.4], [1.25, 0.5]])
    (line,) = lines_of(bound_curve_shapes(points, LIGHT))
    assert line == list(map(tuple, points.tolist()))


@pytest.mark.parametrize("gap", [NAN, (math.nan, 1), (1, math.nan), (math.inf, 0)])
def test_a_gap_parts_the_branches_and_is_not_drawn(gap):
    upper, lower = [(0.0, 1.0), (0.5, 2.0)], [(0.0, -1.0), (0.5, -2.0), (1.0, -3.0)]
    for curve in (
        [*upper, gap, *lower],
        [gap, gap, *upper, gap, gap, *lower, gap],
    ):
        assert lines_of(bound_curve_shapes(np.array(curve), LIGHT)) == [upper, lower]


def test_a_point_by_itself_makes_no_line():
    curve = np.array([(0.0, 1.0), NAN, (0.5, 2.0), (0.6, 2.0), NAN, (9.0, 9.0)])
    assert lines_of(bound_curve_shapes(curve, LIGHT)) == [[(0.5, 2.0), (0.6, 2.0)]]
    assert bound_curve_shapes(np.array([(0.0, 1.0)]), LIGHT) == []


def test_plotly_takes_the_figure_with_its_curve():
    figure = figure_of()
    figure.update_layout(shapes=bound_curve_shapes(PARETO_SET, LIGHT))
    copy = go.Figure(figure.to_dict())
    assert len(copy.layout.shapes) == 1
    assert "NaN" not in figure.to_json()
