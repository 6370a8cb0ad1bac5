"""Plain Plotly figures in a page: the theme that is on the screen, and no tools."""

import plotly.graph_objects as go
import streamlit as st

from figures.theme import THEMES, Theme
from ui.session import get_state


def shown_theme() -> Theme:
    """The theme of the state; with `auto` the one that the browser has chosen."""
    name = get_state().theme
    if name == "auto":
        name = st.context.theme.type or "light"
    return THEMES[name]


def chart(figure: go.Figure, key: str, alt: str, height: int) -> None:
    """Show a figure.

    Args:
        figure: What is shown; zoom and camera stay while it changes.
        key: Unique in the page.
        alt: The picture in words.
        height: In pixels.
    """
    st.plotly_chart(
        figure,
        key=key,
        alt=alt,
        height=height,
        theme=None,
        config={"displayModeBar": False, "scrollZoom": False},
    )
