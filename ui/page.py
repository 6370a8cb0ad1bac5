"""The frame that every page has: its title, its style, and the way to the others."""

import streamlit as st

from ui import assets
from ui.words import say

_preload = st.components.v2.component(
    "paretoscope_preload", js=assets.module("preload.js"), isolate_styles=False
)


def page(title: str) -> None:
    """Set the page up; the first call of every page, whichever of them is opened first.

    Imports none of what computes, so that the frame is on screen and Plotly on its way to
    the browser while JAX is being imported.
    """
    st.set_page_config(
        page_title=f"{say(title)} · {say('app.title')}",
        page_icon=str(assets.FRONTEND / "icon.svg"),
        layout="wide",
        initial_sidebar_state="collapsed",
    )
    st.html(f"<style>{assets.text('page.css')}</style>")
    _preload(key="preload", data={"plotly": assets.plotly_file()}, height=1)
