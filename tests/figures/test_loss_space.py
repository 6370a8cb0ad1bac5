import math
import re

import numpy as np
import plotly.graph_objects as go
import pytest

from figures.loss_space import EXTENT, Bound, bound_shapes, loss_space
from figures.theme import LIGHT, THEMES
from toy_problems import PROBLEMS

TITLES = ("across", "up")
NO_OPTIMUM = (math.nan, math.nan)
FRONTS = {
    name: np.asarray(problem().front_curve(161)) for name, problem in PROBLEMS.items()
}


@pytest.fixture(params=PROBLEMS)
def name(request):
    return request.param


def figure_of(name="concave", bound=None, theme=LIGHT):
    return loss_space(FRONTS[name], bound, theme, TITLES)


def strokes(name):
    """Where each stroke of the hatching begins, and where it ends."""
    trace = figure_of(name).data[1]
    points = np.stack([trace.x, trace.y], axis=1)
    assert np.isnan(points[2::3]).all()
    return points[0::3], points[1::3]


def lines_of(path):
    """The lines of an SVG path, each a list of points."""
    number = r"-?\d+(?:\.\d+)?"
    assert re.fullmatch(rf"(?:M{number},{number}(?:L{number},{number})+)+", path)
    return [
        [tuple(map(float, point.split(","))) for point in line.split("L")]
        for line in path.split("M")[1:]
    ]


def test_the_front_is_drawn_as_given(name):
    trace = figure_of(name).data[0]
    np.testing.assert_array_equal(np.stack([trace.x, trace.y], axis=1), FRONTS[name])


def test_hatching_begins_on_the_front_at_even_distances(name):
    begins, _ = strokes(name)
    dense = np.asarray(PROBLEMS[name]().front_curve(5001))
    for point in begins:
        assert np.hypot(*(dense - point).T).min() < 1e-3
    np.testing.assert_allclose(np.hypot(*np.diff(begins, axis=0).T), 0.06, atol=1e-3)


def test_hatching_ends_where_no_parameters_lead(name):
    begins, ends = strokes(name)
    assert len(ends) > 20
    lengths = np.hypot(*(ends - begins).T)
    assert ((lengths > 0.03) & (lengths < 0.06)).all()
    for end in ends:
        with pytest.raises(ValueError, match="below the front"):
            PROBLEMS[name]().theta_from_losses([end])


def test_hatching_of_the_concave_front_is_inside_the_circle():
    _, ends = strokes("concave")
    assert (np.hypot(*ends.T) < 0.98).all()


@pytest.mark.parametrize("epsilon", [-1.0, 0.0, 1e-9, 0.7, 3.0])
def test_the_bound_is_a_line_with_strokes_on_its_forbidden_side(epsilon):
    line, *strokes = lines_of(bound_shapes(Bound(epsilon, NO_OPTIMUM), LIGHT)[0]["path"])
    height = pytest.approx(epsilon, abs=1e-5)
    assert line == [(0, height), (EXTENT[1], height)]
    assert len(strokes) > 20
    for (_, below), (right, above) in strokes:
        assert below == pytest.approx(epsilon, abs=1e-5)
        assert above - below == pytest.approx(0.035, abs=1e-5)
        assert right <= EXTENT[1]


@pytest.mark.parametrize("epsilon", [-1.0, -0.01, 0.0, 1e-9, 0.02, 0.7, 3.0])
def test_an_arrow_with_two_heads_leads_from_nought_to_the_bound(epsilon):
    _, arrow, heads = bound_shapes(Bound(epsilon, NO_OPTIMUM), LIGHT)
    assert (arrow["y0"], arrow["y1"]) == (0, epsilon)
    assert arrow["x0"] == arrow["x1"]
    for (left, tip, right), end, other in zip(
        lines_of(heads["path"]), (0, epsilon), (epsilon, 0), strict=True
    ):
        assert tip == pytest.approx((arrow["x0"], end), abs=1e-5)
        assert left[0] < tip[0] < right[0]
        # Its wings point back along the arrow, and two heads never cross.
        assert left[1] == right[1]
        along = (left[1] - end) * np.sign(other - end)
        assert -1e-5 <= along <= abs(epsilon) / 2 + 1e-5
        assert along == pytest.approx(min(0.035, abs(epsilon) / 2), abs=1e-5)


def test_the_arrow_says_the_bound():
    arrow = bound_shapes(Bound(0.70249, NO_OPTIMUM), LIGHT)[1]
    assert arrow["label"]["text"] == "ε = 0.702"


def test_a_ring_is_around_the_optimum_where_there_is_one():
    *others, ring = bound_shapes(Bound(0.6, (0.8, 0.6)), LIGHT)
    assert (ring["xanchor"], ring["yanchor"]) == (0.8, 0.6)
    assert ring["xsizemode"] == ring["ysizemode"] == "pixel"
    assert ring["x0"] == -ring["x1"] == ring["y0"] == -ring["y1"]
    assert others == bound_shapes(Bound(0.6, NO_OPTIMUM), LIGHT)
    assert bound_shapes(Bound(-0.1, (math.nan, -0.1)), LIGHT)[3:] == []


def test_without_a_bound_there_are_no_shapes():
    assert bound_shapes(None, LIGHT) == []
    assert figure_of().layout.shapes == ()


def test_axes_have_the_same_scale_and_room_for_the_starts():
    layout = figure_of().layout
    assert layout.yaxis.scaleanchor == "x"
    assert layout.yaxis.scaleratio == 1
    assert layout.xaxis.range == layout.yaxis.range
    low, high = layout.xaxis.range
    assert low < 0
    assert high > 1.976
    assert (layout.xaxis.title.text, layout.yaxis.title.text) == TITLES


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_colours_are_those_of_the_theme(theme):
    figure = figure_of(bound=Bound(0.6, (0.8, 0.6)), theme=theme)
    assert figure.layout.font.color == theme.ink
    assert figure.layout.shapes[1].label.font.color == theme.ink
    assert {shape.line.color for shape in figure.layout.shapes} == {theme.ink}
    assert {trace.line.color for trace in figure.data} == {theme.front}
    for axis in (figure.layout.xaxis, figure.layout.yaxis):
        assert (axis.gridcolor, axis.zerolinecolor) == (theme.faint, theme.ink)


def test_a_hidden_front_is_not_drawn_and_neither_is_its_hatching():
    figure = loss_space(np.zeros((0, 2)), Bound(0.6, NO_OPTIMUM), LIGHT, TITLES)
    assert len(figure.data) == 2
    assert all(len(trace.x) == len(trace.y) == 0 for trace in figure.data)
    assert figure.layout.xaxis.range == figure_of().layout.xaxis.range
    assert len(figure.layout.shapes) == 3


@pytest.mark.parametrize("epsilon", [-1.0, 0.0, 1e-9, 0.7, 3.0])
@pytest.mark.parametrize("optimum", [NO_OPTIMUM, (0.8, 0.6)])
def test_plotly_takes_the_figure_whatever_the_bound(epsilon, optimum, name):
    figure = figure_of(name, Bound(epsilon, optimum))
    copy = go.Figure(figure.to_dict())
    assert len(copy.data) == 2
    assert len(copy.layout.shapes) == (3 if math.isnan(optimum[0]) else 4)
    assert "NaN" not in figure.to_json()
