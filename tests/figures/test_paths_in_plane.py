import numpy as np

from figures.paths_in_plane import paths_in_plane
from figures.theme import LIGHT

GRID = np.linspace(-1, 1, 21)
VALUES = GRID**2 + GRID[:, None] ** 2
LINE = np.array([[-1.0, 2.0], [1.0, 0.0]])


def figure_of(paths):
    answer = 0.5, 0.5
    titles = "x", "y"
    return paths_in_plane(GRID, VALUES, (0.5, 0.5), LINE, answer, paths, LIGHT, titles)


def test_contours_line_paths_and_answer():
    paths = np.array([[[0.0, 0.0], [0.5, 0.2]], [[1.0, 1.0], [0.7, 0.6]]])
    contours, line, *runs, answer = figure_of(paths).data
    assert (contours.contours.start, contours.contours.size) == (0.5, 0.5)
    assert list(line.x) == [-1, 1]
    assert [run.line.color for run in runs] == list(LIGHT.palette[:2])
    np.testing.assert_array_equal(runs[1].y, [1.0, 0.6])
    assert (*answer.x, *answer.y) == (0.5, 0.5)
    assert figure_of(paths).layout.yaxis.scaleanchor == "x"


def test_a_start_is_larger_than_a_step():
    (run,) = figure_of(np.zeros((1, 5, 2))).data[2:-1]
    assert run.marker.size[0] > 2 * max(run.marker.size[1:])


def test_a_path_ends_where_it_leaves_or_diverges():
    away = np.array(
        [[[0.0, 0.0], [1, 1], [9, 9], [0, 0]], [[0, 0], [1, 0], [2, 0], [3, 0]]]
    )
    away[1, 2] = np.nan
    first, second = figure_of(away).data[2:-1]
    assert list(first.x) == [0, 1]
    assert list(second.x) == [0, 1]
