import math

import numpy as np
import pytest

from figures.iso_lines import iso_lines
from figures.loss_space import loss_space
from figures.theme import LIGHT, THEMES

FRONT = np.array([[0.0, 1.0], [0.6, 0.8], [1.0, 0.0]])
STARS = np.array([[0.0, 1.0], [1.0, 0.0]])
CROSS = np.array([[0.7, 0.7]])
RUNS = np.array(
    [[[1.5, 1.5], [0.5, 1.2], [0.0, 1.0]], [[2.0, 0.5], [1.5, 0.2], [1.0, 0.0]]]
)
NONE = np.zeros((0, 2))


def figure_of(alpha=1.0, ends=STARS, saddles=CROSS, theme=LIGHT):
    return iso_lines(FRONT, alpha, RUNS, ends, saddles, theme, ("across", "up"))


@pytest.mark.parametrize("alpha", [0.0, 0.05, 1.0, 20.0])
def test_lines_are_of_equal_total_loss_over_all_that_is_shown(alpha):
    figure = figure_of(alpha)
    lines = figure.data[0]
    for row, loss_2 in enumerate(lines.y):
        for column, loss_1 in enumerate(lines.x):
            assert lines.z[row][column] == pytest.approx(loss_1 + alpha * loss_2)
    assert (lines.x[0], lines.x[-1]) == figure.layout.xaxis.range
    assert (lines.y[0], lines.y[-1]) == figure.layout.yaxis.range
    assert lines.contours.coloring == "none"
    assert lines.contours.showlabels


def test_the_front_is_that_of_loss_space():
    plain = loss_space(FRONT, None, LIGHT, ("across", "up"))
    found = figure_of().data[1:3]
    assert [one.to_json() for one in found] == [one.to_json() for one in plain.data]
    assert figure_of().layout == plain.layout


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_runs_are_drawn_from_a_dot_in_colours_of_their_own(theme):
    *_, first, second, starts, _, _ = figure_of(theme=theme).data
    for run, iterates, color in zip((first, second), RUNS, theme.palette, strict=False):
        np.testing.assert_array_equal(np.stack([run.x, run.y], 1), iterates)
        assert run.line.color == color
    np.testing.assert_array_equal(np.stack([starts.x, starts.y], 1), RUNS[:, 0])
    assert list(starts.marker.color) == list(theme.palette[:2])


def test_stars_and_crosses_are_where_runs_end_and_where_the_saddles_are():
    *_, crosses, stars = figure_of().data
    np.testing.assert_array_equal(np.stack([stars.x, stars.y], 1), STARS)
    np.testing.assert_array_equal(np.stack([crosses.x, crosses.y], 1), CROSS)
    assert stars.marker.symbol == "star"
    assert "x" in crosses.marker.symbol
    *_, crosses, stars = figure_of(ends=NONE, saddles=NONE).data
    assert len(stars.x) == len(crosses.x) == 0


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_colours_and_sizes_are_those_of_the_theme(theme):
    lines, *_, crosses, stars = figure_of(theme=theme).data
    assert lines.line.color == theme.front
    assert lines.contours.labelfont.size == theme.font_size
    assert stars.marker.color in theme.palette
    assert crosses.marker.line.color == theme.ink
    plain = figure_of().data[-1].marker.size
    assert stars.marker.size == pytest.approx(plain * math.sqrt(theme.line_width))
    assert len(figure_of(theme=theme).to_json()) < 50_000
