import numpy as np
import pytest

from figures.theme import LIGHT, THEMES
from figures.trade_off import Curves, trade_off

TITLES = "δ", "steps", "to the front", "to settle", "never"
CURVES = Curves(
    damping=np.array([0.0, 10, 20, 30]),
    to_front=np.array([[10.0, 20, 30]] * 4),
    to_settle=np.array(
        [[np.inf] * 3, [50, np.inf, np.inf], [40, 60, np.inf], [30, 40, 50]]
    ),
    never=np.array([7, 5, 2, 0]),
    num_runs=7,
    num_steps=2000,
)


def figure_of(threshold=12.0, present=25.0, theme=LIGHT):
    return trade_off(CURVES, threshold, present, theme, TITLES)


def test_a_line_is_the_median_and_stops_where_half_of_the_runs_never_settle():
    _, front, _, settle, _ = figure_of().data
    np.testing.assert_array_equal(front.y, [20, 20, 20, 20])
    np.testing.assert_array_equal(settle.x, [10, 20, 30])
    np.testing.assert_array_equal(settle.y, [np.nan, 60, 40])


def test_a_band_goes_out_at_the_top_where_some_never_settle():
    _, _, band, _, bars = figure_of().data
    np.testing.assert_array_equal(band.x, [10, 20, 30, 30, 20, 10])
    np.testing.assert_array_equal(band.y, [50, 40, 30, 50, 2000, 2000])
    np.testing.assert_array_equal(bars.y, CURVES.never)


def test_the_steps_are_on_a_logarithmic_axis():
    axis = figure_of().layout.yaxis
    assert axis.type == "log"
    np.testing.assert_allclose(axis.range, [0, np.log10(2000)])


@pytest.mark.parametrize(
    ("threshold", "present", "lines"),
    [(12.0, 25.0, [12, 25]), (-4.0, 25.0, [25]), (np.nan, 31.0, []), (np.inf, 0.0, [0])],
)
def test_lines_at_the_law_and_at_the_present_damping_where_they_are_in_range(
    threshold, present, lines
):
    shapes = figure_of(threshold, present).layout.shapes
    assert [shape.x0 for shape in shapes] == [shape.x1 for shape in shapes] == lines


@pytest.mark.parametrize("name", THEMES)
def test_every_theme_has_it_in_its_own_size(name):
    theme = THEMES[name]
    figure = figure_of(theme=theme)
    assert figure.layout.font.size == theme.font_size
    assert figure.data[1].line.color in theme.palette
