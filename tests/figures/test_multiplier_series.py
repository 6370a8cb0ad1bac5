import numpy as np

from figures.multiplier_series import multiplier_series
from figures.theme import LIGHT


def figure_of(multiplier):
    return multiplier_series(np.asarray(multiplier), -1.0, LIGHT, ("steps", "λ"))


def test_a_line_for_each_run_and_one_at_the_answer():
    figure = figure_of([[0.0, -2, -1], [0, 1, -1]])
    assert [list(trace.y) for trace in figure.data] == [[0, -2, -1], [0, 1, -1]]
    assert [trace.line.color for trace in figure.data] == list(LIGHT.palette[:2])
    (level,) = figure.layout.shapes
    assert level.y0 == level.y1 == -1
    low, high = figure.layout.yaxis.range
    assert low <= -2
    assert high >= 1


def test_what_diverges_is_left_out_and_the_axis_stays():
    figure = figure_of([[0.0, -50, 1e9, np.inf, np.nan], [0, -1, -1, -1, -1]])
    np.testing.assert_array_equal(figure.data[0].y, [0, -50, np.nan, np.nan, np.nan])
    assert np.isfinite(figure.layout.yaxis.range).all()
