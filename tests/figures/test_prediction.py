import plotly.graph_objects as go
import pytest

from figures.prediction import Mark, annotations, shapes
from figures.theme import LIGHT, PROJECTOR, THEMES


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
@pytest.mark.parametrize("kind", ["point", "across", "upright", "none"])
def test_plotly_takes_every_mark_in_every_theme(kind, theme):
    mark = Mark(kind, 0.5, 0.25, 40, -30, "You: 3")
    figure = go.Figure(
        layout={"shapes": shapes(mark, theme), "annotations": annotations(mark, theme)}
    )
    (words,) = figure.layout.annotations
    assert (words.x, words.y, words.text) == (0.5, 0.25, "You: 3")
    assert (words.bgcolor, words.font.color) == (theme.paper, theme.ink)
    assert len(figure.layout.shapes) == (kind != "none")


def test_a_point_is_where_it_is_and_a_line_goes_through_the_whole_plot():
    (point,) = shapes(Mark("point", 0.5, 0.25, 0, 0, ""), LIGHT)
    assert (point["xanchor"], point["yanchor"]) == (0.5, 0.25)
    (across,) = shapes(Mark("across", 0.5, 0.25, 0, 0, ""), LIGHT)
    assert (across["y0"], across["y1"], across["xref"]) == (0.25, 0.25, "paper")
    (upright,) = shapes(Mark("upright", 0.5, 0.25, 0, 0, ""), LIGHT)
    assert (upright["x0"], upright["x1"], upright["yref"]) == (0.5, 0.5, "paper")


def test_without_words_there_is_nothing_that_points():
    assert annotations(Mark("point", 0, 0, 0, 0, ""), LIGHT) == []


def test_larger_type_stands_farther_off():
    mark = Mark("none", 0, 0, 40, -30, "You")
    (small,), (large,) = annotations(mark, LIGHT), annotations(mark, PROJECTOR)
    assert large["ax"] > small["ax"] == 40
    assert large["ay"] < small["ay"] == -30
