import numpy as np
import pytest

from figures.loss_space import loss_space
from figures.sweep_front import sweep_front
from figures.theme import LIGHT, THEMES

ANGLES = np.linspace(0, np.pi / 2, 31)
FRONT = np.stack([np.sin(ANGLES), np.cos(ANGLES)], axis=1)
COVERED = np.append(FRONT[3:8], [[np.nan, np.nan]], axis=0)
VALUES = np.array([0.1, 1.0, 10.0])
ENDS = np.random.default_rng(4).uniform(0, 1.2, (3, 2, 2))
FAILED = np.array([[False, True], [False, False], [True, False]])
TITLES = ("across", "up", "knob")


def figure_of(ends=ENDS, theme=LIGHT, **options):
    return sweep_front(FRONT, COVERED, VALUES, ends, FAILED, theme, TITLES, **options)


def test_the_front_is_that_of_loss_space_and_its_covered_parts_are_thicker_and_below():
    parts, front, hatching, *_ = figure_of().data
    np.testing.assert_array_equal(np.stack([parts.x, parts.y], 1), COVERED)
    plain = loss_space(FRONT, None, LIGHT, TITLES[:2]).data
    assert [front.to_json(), hatching.to_json()] == [one.to_json() for one in plain]
    assert parts.line.width > 2 * front.line.width
    assert parts.line.color != front.line.color


def test_ends_are_drawn_where_they_are_hollow_if_they_failed():
    _, _, _, hollow, full = figure_of().data
    for trace, chosen in ((hollow, FAILED), (full, ~FAILED)):
        np.testing.assert_array_equal(np.stack([trace.x, trace.y], 1), ENDS[chosen])
        assert all(s.endswith("-open") == (trace is hollow) for s in trace.marker.symbol)


@pytest.mark.parametrize("log", [False, True])
def test_ends_have_the_colour_of_their_value_on_one_scale_for_all(log):
    _, _, _, hollow, full = figure_of(log=log).data
    shown = np.log10(VALUES) if log else VALUES
    for trace, chosen in ((hollow, FAILED), (full, ~FAILED)):
        expected = np.repeat(shown, 2).reshape(3, 2)[chosen]
        np.testing.assert_allclose(trace.marker.color, expected)
        assert (trace.marker.cmin, trace.marker.cmax) == (shown[0], shown[-1])
    assert hollow.marker.colorscale == full.marker.colorscale
    assert [hollow.marker.showscale, full.marker.showscale] == [False, True]
    assert full.marker.colorbar.title.text == "knob"


def test_the_pointer_reads_value_and_losses_off_an_end():
    *_, full = figure_of().data
    np.testing.assert_allclose(full.customdata[:, 0], np.repeat(VALUES, 2)[~FAILED.ravel()])
    np.testing.assert_allclose(full.customdata[:, 1:], ENDS[~FAILED])
    assert "knob = %{customdata[0]" in full.hovertemplate
    assert figure_of().layout.hovermode == "closest"


def test_an_end_beyond_the_axes_is_told_at_their_edge_and_not_as_a_find():
    ends = ENDS.copy()
    ends[1, 0] = (0.5, 9.0)
    figure = figure_of(ends)
    _, _, _, hollow, full = figure.data
    assert len(hollow.x) == 3
    assert len(full.x) == 3
    (arrow,) = [i for i, s in enumerate(hollow.marker.symbol) if s == "triangle-up-open"]
    assert hollow.x[arrow] == 0.5
    assert hollow.y[arrow] < figure.layout.yaxis.range[1]
    assert hollow.customdata[arrow][2] == 9.0


def test_axes_stay_and_have_one_scale():
    first, second = figure_of().layout, figure_of(3 * ENDS).layout
    assert first.xaxis.range == second.xaxis.range == first.yaxis.range
    assert first.xaxis.range[0] < 0 < 1 < first.xaxis.range[1]
    assert (first.yaxis.scaleanchor, first.yaxis.scaleratio) == ("x", 1)
    assert first.xaxis.title.text == "across"


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_the_figure_is_light_and_has_the_type_of_the_theme(theme):
    figure = sweep_front(
        FRONT,
        COVERED,
        np.linspace(0, 1, 41),
        np.random.default_rng(1).uniform(0, 1, (41, 7, 2)),
        np.zeros((41, 7), bool),
        theme,
        TITLES,
    )
    assert figure.layout.font.size == theme.font_size
    assert len(figure.to_json()) < 300_000
