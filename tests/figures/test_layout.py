import plotly.graph_objects as go
import pytest

from figures.layout import bound_line, layout, small_axis, title_among_ticks
from figures.theme import LIGHT, PROJECTOR, THEMES

MARGIN = {"l": 3.0, "r": 0.5, "t": 0.5, "b": 2.0}


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_a_layout_has_the_type_of_the_theme_and_no_paper_of_its_own(theme):
    found = go.Figure(layout=layout(theme, MARGIN)).layout
    assert (found.font.color, found.font.size) == (theme.ink, theme.font_size)
    for background in (found.paper_bgcolor, found.plot_bgcolor):
        assert background.replace(" ", "").endswith(",0)")
    assert found.hovermode is False
    assert found.showlegend is False


def test_room_around_the_axes_grows_with_the_type():
    small, large = (layout(theme, MARGIN)["margin"] for theme in (LIGHT, PROJECTOR))
    ratio = PROJECTOR.font_size / LIGHT.font_size
    for side in MARGIN:
        assert large[side] == pytest.approx(ratio * small[side], abs=1)
        assert small[side] == pytest.approx(MARGIN[side] * LIGHT.font_size, abs=0.5)


def test_other_parts_are_taken_along():
    found = layout(LIGHT, MARGIN, xaxis={"range": [0, 1]})
    assert go.Figure(layout=found).layout.xaxis.range == (0, 1)


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_a_small_axis_shows_its_extent_in_the_colours_of_the_theme(theme):
    axis = go.layout.XAxis(small_axis(theme, "across", (-0.5, 2.0)))
    assert axis.range == (-0.5, 2.0)
    assert axis.title.text == "across"
    assert (axis.linecolor, axis.gridcolor) == (theme.ink, theme.faint)


def test_a_title_among_ticks_stands_below_the_axis_at_its_value():
    title = go.layout.Annotation(title_among_ticks("step", 380, xanchor="right"))
    assert (title.text, title.x, title.y) == ("step", 380, 0)
    assert (title.xref, title.yref) == ("x", "paper")
    assert (title.yanchor, title.xanchor) == ("top", "right")
    assert title.showarrow is False


def test_the_bound_is_thicker_where_all_lines_are():
    assert bound_line(LIGHT)["color"] == LIGHT.ink
    ratio = bound_line(PROJECTOR)["width"] / bound_line(LIGHT)["width"]
    assert ratio == pytest.approx(PROJECTOR.line_width / LIGHT.line_width)
