"""The views of the first page: the lesson, the Lab, and a figure to embed."""

from collections.abc import Callable, Mapping

import streamlit as st

from ui.address import keep_address
from ui.figure import figure
from ui.header import header
from ui.lab import lab
from ui.lesson import lesson
from ui.session import get_state
from ui.state import VIEWS

CONTENTS: Mapping[str, Callable[[], None]] = {
    "lesson": lesson,
    "lab": lab,
    "figure": figure,
}


def chosen_view() -> None:
    """Show the view that the address or a person has chosen."""
    keep_address()
    view = get_state().view
    if view != "figure":
        header()
    # Each in its own place, and the other places emptied, or the player of the one view
    # would stand beside the other's until the run has ended.
    places = {name: st.empty() for name in VIEWS}
    with places[view].container():
        CONTENTS[view]()
