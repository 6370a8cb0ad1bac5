"""The frame that every page has: its title, its style, and the way to the others."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from ui import assets
from ui.words import say

_preload = st.components.v2.component(
    "paretoscope_preload", js=assets.module("preload.js"), isolate_styles=False
)


@contextmanager
def page(title: str) -> Iterator[None]:
    """Set the page up and hold what is in it; of every page, whichever is opened first.

    Imports none of what computes, so that the frame is on screen and Plotly on its way to
    the browser while JAX is being imported.
    """
    with frame(title):
        _preload(key="preload", data={"plotly": assets.plotly_file()}, height=1)
        yield


@contextmanager
def frame(title: str) -> Iterator[None]:
    """The same for a page that draws nothing with Plotly."""
    st.set_page_config(
        page_title=f"{say(title)} · {say('app.title')}",
        page_icon=str(assets.FRONTEND / "icon.svg"),
        layout="wide",
        initial_sidebar_state="collapsed",
    )
    style = assets.font_style() + assets.text("page.css") + assets.text("loading.css")
    # Known before the state is, so that nothing is seen that a figure does not have.
    if st.query_params.get("view") == "figure":
        style += assets.text("figure.css")
    st.html(f"<style>{style}</style>")
    # A browser has the style some time after what it is for. Until then this is one pixel
    # high, so that nothing is seen to jump when the style comes, which opens it.
    with st.container(key="page", height=1, border=False):
        yield
