"""The two views of the first page: the lesson, and the Lab."""

import streamlit as st

from ui.lab import lab
from ui.lesson import lesson
from ui.session import change_choice, get_state
from ui.state import VIEWS
from ui.words import say

CONTENTS = {"lesson": lesson, "lab": lab}


def lesson_or_lab() -> None:
    """Show the view that a person chooses in the row of the title."""
    key = "view"

    def changed() -> None:
        change_choice("view", st.session_state[key])

    name, switch, about = st.columns([3, 4, 3], vertical_alignment="center")
    name.html(f"<h1 class='name'>{say('app.title')}</h1>")
    switch.segmented_control(
        say("app.view"),
        VIEWS,
        default=get_state().view,
        format_func=lambda view: say(f"app.{view}"),
        key=key,
        required=True,
        label_visibility="collapsed",
        on_change=changed,
    )
    about.page_link("pages/1_About.py", label=say("about.title"))
    # Each in its own place, and the other place emptied, or the player of the one view
    # would stand beside the other's until the run has ended.
    places = {view: st.empty() for view in VIEWS}
    with places[get_state().view].container():
        CONTENTS[get_state().view]()
