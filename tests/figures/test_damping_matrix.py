import numpy as np
import pytest

from figures.damping_matrix import damping_matrix
from figures.residual import residual
from figures.theme import LIGHT, THEMES

T1, T2 = np.linspace(0, 1.5, 16), np.linspace(-0.2, 1.0, 13)
# Positive to the right of t₁ = 0.72, whatever t₂.
SMALLEST = np.broadcast_to(20 * (T1 - 0.72), (13, 16))
RUN = np.array([[1.2, 0.5], [1.1, 0.2], [1.0, 0.0]])
TITLES = ("t₁", "t₂")


def figure_of(optimum=RUN[-1], region=SMALLEST > 0, theme=LIGHT):
    return damping_matrix(T1, T2, SMALLEST, region, RUN, optimum, theme, TITLES)


def test_colours_change_where_the_eigenvalue_does_its_sign_and_the_pointer_reads_it():
    heat, zero = figure_of().data[:2]
    assert heat.zmin == -heat.zmax
    np.testing.assert_array_equal(np.sign(heat.z), np.sign(SMALLEST))
    np.testing.assert_array_equal(heat.customdata, SMALLEST)
    assert (zero.contours.start, zero.contours.end) == (0, 0)
    np.testing.assert_array_equal(zero.z, SMALLEST)


def test_strokes_are_in_the_region_and_there_are_none_without_one():
    strokes = figure_of().data[2]
    middles = (np.array(strokes.x[::3]) + np.array(strokes.x[1::3])) / 2
    assert len(middles) > 4
    assert (middles > 0.72).all()
    nowhere = figure_of(region=np.zeros_like(SMALLEST, bool)).data[2]
    assert len(nowhere.x) == 0


def test_the_motion_goes_from_an_open_dot_to_a_full_one_and_the_optimum_has_a_ring():
    path, ends, ring = figure_of().data[4:]
    np.testing.assert_array_equal(np.stack([path.x, path.y], axis=1), RUN)
    assert list(ends.marker.symbol) == ["circle-open", "circle"]
    assert (list(ends.x), list(ends.y)) == ([1.2, 1.0], [0.5, 0.0])
    assert (list(ring.x), list(ring.y)) == ([1.0], [0.0])
    assert len(figure_of(optimum=None).data[6].x) == 0


@pytest.mark.parametrize("name", THEMES)
def test_nothing_but_the_map_answers_the_pointer(name):
    heat, *others = figure_of(theme=THEMES[name]).data
    assert heat.hovertemplate
    assert all(trace.hoverinfo == "skip" for trace in others)


def test_a_residual_is_drawn_by_its_power_of_ten_and_one_of_nought_along_the_edge():
    off = np.array([10.0, 1e-6, 0.0, np.nan])
    figure = residual(np.arange(4.0), off, LIGHT, ("t", "residual"))
    low, _ = figure.layout.yaxis.range
    np.testing.assert_allclose(figure.data[0].y, [1, -6, low, np.nan])
