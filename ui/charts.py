"""Plain Plotly figures in a page: the theme that is on the screen, and no tools."""

import plotly.graph_objects as go
import streamlit as st

from figures.theme import THEMES, Theme
from ui import assets
from ui.session import get_state
from ui.words import say

# Not `st.plotly_chart`, which draws each new figure from scratch, with another camera.
_chart = st.components.v2.component(
    "paretoscope_chart",
    html='<div class="plain-chart"><div></div><p></p></div>',
    js=assets.module("plain_chart.js"),
    isolate_styles=False,
)


def shown_theme() -> Theme:
    """The theme of the state; with `auto` the one that the browser has chosen."""
    name = get_state().theme
    if name == "auto":
        name = st.context.theme.type or "light"
    return THEMES[name]


def chart(figure: go.Figure, key: str, alt: str, height: int) -> None:
    """Show a figure; zoom and camera stay where a person has put them.

    Args:
        figure: What is shown. Without WebGL one of three dimensions is left out, and a
            sentence says so.
        key: Unique in the page.
        alt: The picture in words.
        height: In pixels.
    """
    data = {
        "figure": figure.to_json(),
        "alt": alt,
        "height": height,
        "plotly": assets.plotly_file(),
        "without": say("charts.without"),
    }
    # Given here as well, so that what is below does not jump when the figure is drawn.
    _chart(key=key, data=data, height=height)
