"""The views of the first page: the lesson, the Lab, and a figure to embed."""

from collections.abc import Callable, Mapping

import streamlit as st

from ui.address import keep_address
from ui.figure import figure
from ui.header import header
from ui.lab import lab
from ui.lesson import lesson
from ui.session import asks_for_gallery, get_state
from ui.state import VIEWS

GALLERY = "pages/2_Gallery.py"

CONTENTS: Mapping[str, Callable[[], None]] = {
    "lesson": lesson,
    "lab": lab,
    "figure": figure,
}


def chosen_view() -> None:
    """Show the view that the address or a person has chosen.

    An address that names a figure which there is not leads to the gallery; a frame in
    another page shows the closest one instead.
    """
    view = get_state().view
    if view != "figure" and asks_for_gallery():
        st.switch_page(GALLERY)
    keep_address()
    if view != "figure":
        header()
    # Each in its own place, and the other places emptied, or the player of the one view
    # would stand beside the other's until the run has ended. That of the view itself is
    # never emptied: what a slider in it has asked for might come in between.
    places = {name: st.container() if name == view else st.empty() for name in VIEWS}
    with places[view]:
        CONTENTS[view]()
