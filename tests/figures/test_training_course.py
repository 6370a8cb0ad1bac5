"""Numbers over the steps of a training: what is drawn, and what is in sight."""

import numpy as np

from figures.theme import THEMES
from figures.training_course import training_course

THEME = THEMES["light"]
STEPS = np.arange(101)


def drawn(values, levels=()):
    names = tuple("abc"[: values.shape[1]])
    return training_course(STEPS, values, names, levels, THEME, "step")


def test_each_number_is_a_line_in_the_colour_of_its_name():
    values = np.stack([STEPS / 100, 1 - STEPS / 100], axis=1)
    figure = drawn(values)
    names = figure.layout.annotations[-1].text
    for line, of, name in zip(figure.data, values.T, "ab", strict=True):
        np.testing.assert_array_equal(line.y, of)
        assert f'<span style="color:{line.line.color}">{name}</span>' in names


def test_what_it_should_come_to_is_dashed_and_in_sight():
    figure = drawn(np.linspace(0, 1, 101)[:, None], levels=(2.5,))
    (line,) = figure.layout.shapes
    assert (line.y0, line.y1, line.line.dash) == (2.5, 2.5, "dash")
    assert figure.layout.yaxis.range[1] >= 2.5


def test_a_first_step_that_is_far_beyond_leaves_the_others_in_sight():
    values = np.linspace(1, 2, 101)[:, None]
    values[0] = 100
    assert drawn(values).layout.yaxis.range[1] < 3


def test_where_a_training_diverged_there_is_no_line():
    values = np.linspace(1, 2, 101)[:, None]
    values[60:] = np.inf
    figure = drawn(values)
    assert np.isnan(figure.data[0].y[60:]).all()
    assert np.isfinite(figure.layout.yaxis.range).all()
    assert drawn(np.full((101, 1), np.nan)).layout.yaxis.range == (0, 1)
