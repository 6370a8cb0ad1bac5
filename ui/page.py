"""The frame that every page has: its title, its style, and the way to the others."""

import streamlit as st

from ui import assets
from ui.session import change_choice, follow, get_state
from ui.state import VIEWS
from ui.words import say

PAGES = {"app.py": "app.title", "pages/1_About.py": "about.title"}


def page(title: str) -> None:
    """Set the page up; the first call of every page, whichever of them is opened first."""
    st.set_page_config(
        page_title=f"{say(title)} · {say('app.title')}",
        page_icon=str(assets.FRONTEND / "icon.svg"),
        layout="wide",
        initial_sidebar_state="collapsed",
    )
    st.html(f"<style>{assets.text('page.css')}</style>")


def view_switch() -> str:
    """The lesson or the Lab, as a person chooses; stands in the row of the title."""
    key = "view"
    follow(key, get_state().view)
    name, switch, about = st.columns([3, 4, 3], vertical_alignment="center")
    name.html(f"<h1 class='name'>{say('app.title')}</h1>")
    with switch:
        st.segmented_control(
            say("app.view"),
            VIEWS,
            format_func=lambda view: say(f"app.{view}"),
            key=key,
            required=True,
            label_visibility="collapsed",
            on_change=lambda: change_choice("view", st.session_state[key]),
        )
    with about:
        st.page_link("pages/1_About.py", label=say("about.title"))
    return get_state().view
