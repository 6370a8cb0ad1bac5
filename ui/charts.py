"""Plain Plotly figures in a page: the theme that is on the screen, and no tools."""

from collections.abc import Callable

import plotly.graph_objects as go
import streamlit as st

from figures.theme import THEMES, Theme
from ui import assets
from ui.changes import number
from ui.saving import save_words
from ui.session import get_state

# Not `st.plotly_chart`, which draws each new figure from scratch.
_chart = st.components.v2.component(
    "paretoscope_chart",
    html='<div class="plain-chart"><div></div><p></p></div>',
    css=assets.text("plain_chart.css") + assets.text("save_picture.css"),
    js=assets.fetched("plain_chart.js"),
    isolate_styles=False,
)


def shown_theme() -> Theme:
    """The theme of the state; with `auto` the one that the browser has chosen."""
    name = get_state().theme
    if name == "auto":
        name = st.context.theme.type or "light"
    return THEMES[name]


def with_type(height: int) -> int:
    """A height in pixels, larger for a theme with larger type, which takes more of it."""
    return round(height * shown_theme().font_size / THEMES["light"].font_size)


def _is_solid(figure: go.Figure) -> bool:
    """Whether it is in three dimensions: only such a figure has a scene."""
    return figure.layout.scene != go.layout.Scene()  # type: ignore[attr-defined]


def chart(
    figure: go.Figure,
    key: str,
    alt: str,
    height: int,
    on_click: Callable[[float, float], None] | None = None,
) -> None:
    """Show a figure; a zoom stays as a person has left it.

    Args:
        figure: What is shown.
        key: Unique in the page.
        alt: The picture in words.
        height: In pixels.
        on_click: Called before the next run with the values of a point of the figure that
            a person has clicked on.
    """
    data = {
        "figure": figure.to_json(),
        "alt": alt,
        "height": height,
        "plotly": assets.solid_plotly_file() if _is_solid(figure) else assets.plotly_file(),
        "clicks": on_click is not None,
        "saveWords": save_words(),
    }

    def clicked() -> None:
        found = st.session_state.get(key, {}).get("clicked")
        pair = [number(value) for value in found] if isinstance(found, list) else []
        if on_click and len(pair) == 2 and None not in pair:
            on_click(*pair)  # type: ignore[arg-type]

    # Given here as well, so that what is below does not jump when the figure is drawn.
    _chart(key=key, data=data, height=height, on_clicked_change=clicked)
