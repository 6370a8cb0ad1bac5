import numpy as np
import pytest

from figures.ends import Ends
from figures.loss_space import loss_space
from figures.sweep_front import sweep_front
from figures.theme import LIGHT, THEMES

ANGLES = np.linspace(0, np.pi / 2, 31)
FRONT = np.stack([np.sin(ANGLES), np.cos(ANGLES)], axis=1)
PART = np.append(FRONT[3:8], [[np.nan, np.nan]], axis=0)
COVERED = np.concatenate([PART, PART + 0.1])
COVERED_BY = np.array([2, 0])
VALUES = np.array([0.1, 1.0, 10.0])
LOSSES = np.random.default_rng(4).uniform(0, 1.2, (3, 2, 2))
FAILED = np.array([[False, True], [False, False], [True, False]])
NOTES = np.array([["a", "b"], ["c", "d"], ["e", "f"]])
TITLES = ("across", "up", "knob")


def figure_of(losses=LOSSES, theme=LIGHT, **options):
    ends = Ends(VALUES, losses, FAILED, NOTES)
    return sweep_front(FRONT, COVERED, COVERED_BY, ends, theme, TITLES, **options)


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
        np.testing.assert_array_equal(np.stack([trace.x, trace.y], 1), LOSSES[chosen])
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


def test_the_pointer_reads_value_losses_and_what_became_of_it_off_an_end():
    *_, hollow, full = figure_of().data
    for trace, chosen in ((hollow, FAILED), (full, ~FAILED)):
        assert trace.hoverinfo == "text"
        expected = [
            f"knob = {VALUES[row]:.3g}<br>across = {LOSSES[row, start, 0]:.3f}<br>"
            f"up = {LOSSES[row, start, 1]:.3f}<br>{NOTES[row, start]}"
            for row, start in np.argwhere(chosen)
        ]
        assert list(trace.text) == expected
    assert figure_of().layout.hovermode == "closest"


def test_each_end_and_each_covered_part_knows_its_value():
    parts, front, hatching, hollow, full = figure_of().data
    assert list(parts.meta) == [2, 0]
    assert front.meta is hatching.meta is None
    assert list(hollow.meta) == [0, 2]
    assert list(full.meta) == [0, 1, 1, 2]


def test_an_end_that_is_no_number_is_left_out_so_that_all_are_drawn_in_order():
    losses = LOSSES.copy()
    losses[1, 0] = np.nan
    *_, hollow, full = figure_of(losses).data
    assert list(hollow.meta) == [0, 2]
    assert list(full.meta) == [0, 1, 2]
    assert len(full.x) == len(full.text) == len(full.marker.color) == 3


def test_an_end_beyond_the_axes_is_told_at_their_edge_and_not_as_a_find():
    losses = LOSSES.copy()
    losses[1, 0] = (0.5, 9.0)
    figure = figure_of(losses)
    _, _, _, hollow, full = figure.data
    assert len(hollow.x) == 3
    assert len(full.x) == 3
    (arrow,) = [i for i, s in enumerate(hollow.marker.symbol) if s == "triangle-up-open"]
    assert hollow.x[arrow] == 0.5
    assert hollow.y[arrow] < figure.layout.yaxis.range[1]
    assert "up = 9.000" in hollow.text[arrow]


def test_axes_stay_and_have_one_scale():
    first, second = figure_of().layout, figure_of(3 * LOSSES).layout
    assert first.xaxis.range == second.xaxis.range == first.yaxis.range
    assert first.xaxis.range[0] < 0 < 1 < first.xaxis.range[1]
    assert (first.yaxis.scaleanchor, first.yaxis.scaleratio) == ("x", 1)
    assert first.xaxis.title.text == "across"


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_the_figure_is_light_and_has_the_type_of_the_theme(theme):
    ends = Ends(
        np.linspace(0, 1, 41),
        np.random.default_rng(1).uniform(0, 1, (41, 7, 2)),
        np.zeros((41, 7), bool),
        np.full((41, 7), "settled"),
    )
    figure = sweep_front(FRONT, COVERED, COVERED_BY, ends, theme, TITLES)
    assert figure.layout.font.size == theme.font_size
    assert len(figure.to_json()) < 300_000
