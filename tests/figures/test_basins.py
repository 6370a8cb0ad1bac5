import math

import numpy as np
import pytest

from figures.basins import basins, letter
from figures.theme import LIGHT, THEMES

T1, T2 = np.linspace(0.05, 1.52, 8), np.linspace(0.1, 0.9, 5)
LABEL = np.array([[0, 0, 0, 0, 1, 1, 1, -1]] * 5)
CENTRES = np.array([(0.0, 1.0), (0.714, 0.7)])
PARETO_SET = np.array([[0, 0], [math.pi / 2, 0]])

STARTS, START_LABELS = np.array([(0.3, 0.4), (0.9, 0.2), (1.4, 0.5)]), np.array([0, 1, -1])


def figure_of(label=LABEL, centres=CENTRES, theme=LIGHT):
    titles = ("along", "away", "nowhere")
    starts = STARTS, START_LABELS
    return basins(T1, T2, label, centres, PARETO_SET, *starts, theme, titles)


def color_of(trace, value):
    """By hand: what a colour scale of steps has at a value."""
    share = (value - trace.zmin) / (trace.zmax - trace.zmin)
    return [color for at, color in trace.colorscale if at <= share][-1]


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_each_end_has_a_colour_of_the_palette_and_no_end_is_faint(theme):
    trace = figure_of(theme=theme).data[0]
    np.testing.assert_array_equal(trace.z, LABEL)
    assert color_of(trace, -1) == theme.faint
    assert [color_of(trace, end) for end in range(7)] == list(theme.palette)
    for edge in np.arange(-1.5, 7):
        assert min(abs(edge - (trace.zmin + at * 8)) for at, _ in trace.colorscale) < 1e-9


def test_the_map_fills_the_axes_cell_by_cell():
    figure = figure_of()
    trace = figure.data[0]
    np.testing.assert_array_equal(trace.x, T1)
    np.testing.assert_array_equal(trace.y, T2)
    half = (T1[1] - T1[0]) / 2
    assert figure.layout.xaxis.range == pytest.approx((T1[0] - half, T1[-1] + half))
    assert figure.layout.yaxis.range == pytest.approx((0, 1), abs=1e-6)
    assert figure.layout.xaxis.title.text == "along"
    assert figure.layout.yaxis.title.text == "away"


def test_each_basin_has_its_letter_inside():
    _, *letters = figure_of().layout.annotations
    assert ["A" in letters[0].text, "B" in letters[1].text] == [True, True]
    assert len(letters) == 2
    for end, annotation in enumerate(letters):
        column, row = list(T1).index(annotation.x), list(T2).index(annotation.y)
        assert LABEL[row, column] == end
        # Not on the edge of it.
        assert (LABEL[row - 1 : row + 2, column - 1 : column + 2] == end).all()


def test_a_basin_in_two_halves_has_its_letter_in_one_of_them():
    label = np.array([[0, 0, 0, 1, 1, 0, 0, 0]] * 5)
    _, first, second = figure_of(label).layout.annotations
    assert list(T1).index(first.x) not in (3, 4)
    assert list(T1).index(second.x) in (3, 4)


def test_a_basin_of_one_cell_has_its_letter_there():
    label = np.zeros((5, 8), int)
    label[4, 7] = 1
    *_, second = figure_of(label).layout.annotations
    assert (second.x, second.y) == (T1[7], T2[4])


def test_the_key_above_the_plot_tells_the_losses_of_each_end():
    key = figure_of().layout.annotations[0]
    assert "A (0, 1)" in key.text
    assert "B (0.71, 0.7)" in key.text
    assert "nowhere" in key.text
    assert (key.y, key.yanchor, key.yref) == (1, "bottom", "paper")
    for color in LIGHT.palette[:2]:
        assert color in key.text
    assert "nowhere" not in figure_of(np.abs(LABEL)).layout.annotations[0].text


def test_a_long_key_has_rows_and_room_for_them():
    centres = np.linspace(0, 1, 14).reshape(7, 2)
    label = np.tile(np.arange(-1, 7), (5, 1))
    figure = figure_of(label, centres)
    rows = figure.layout.annotations[0].text.count("<br>") + 1
    assert rows == 4
    assert figure.layout.margin.t >= 1.3 * LIGHT.font_size * rows


def test_where_no_run_ends_the_map_is_empty():
    figure = figure_of(np.full((5, 8), -1), np.zeros((0, 2)))
    (key,) = figure.layout.annotations
    assert "nowhere" in key.text


def test_the_pareto_set_is_drawn_as_given():
    trace = figure_of().data[1]
    np.testing.assert_array_equal(np.stack([trace.x, trace.y], 1), PARETO_SET)


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_a_ring_has_the_colour_of_its_own_end(theme):
    trace = figure_of(theme=theme).data[2]
    np.testing.assert_array_equal(np.stack([trace.x, trace.y], 1), STARTS)
    assert list(trace.marker.color) == [*theme.palette[:2], theme.faint]
    assert trace.marker.line.color == theme.ink


def test_letters_begin_with_a():
    assert [letter(end) for end in (0, 1, 6)] == ["A", "B", "G"]


def test_a_large_map_is_light():
    label = np.zeros((60, 100), int)
    cells = np.arange(100.0), np.arange(60.0), label
    rest = CENTRES, PARETO_SET, STARTS, START_LABELS, LIGHT, ("", "", "")
    figure = basins(*cells, *rest)
    assert len(figure.to_json()) < 300_000
