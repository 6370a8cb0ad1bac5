"""What the page for lecturers shows: one of its parts at a time."""

from collections.abc import Callable, Mapping

import streamlit as st

from ui.address import keep_address
from ui.controls import choice
from ui.download_documents import exercises, lessons, misconceptions
from ui.download_pack import lecture_pack
from ui.embed import app_address, embed
from ui.header import header
from ui.preflight import preflight
from ui.session import get_state
from ui.words import say

PARTS: Mapping[str, Callable[[], None]] = {
    "embed": embed,
    "preflight": preflight,
    "lessons": lambda: lessons(app_address()),
    "exercises": lambda: exercises(app_address()),
    "misconceptions": misconceptions,
    "pack": lambda: lecture_pack(app_address()),
}


def teach() -> None:
    """The row of the title, the choice of a part, and the part."""
    keep_address()
    header(of_first_page=False)
    labels = {name: say(f"teach.{name}") for name in PARTS}
    look = {"side_by_side": True, "label_visibility": "collapsed"}
    choice("kit", labels, say("teach.part"), **look)
    # Each in its own place, or what one part leaves would be seen under the next.
    places = {name: st.container(key=f"teach-{name}") for name in PARTS}
    with places[get_state().kit]:
        PARTS[get_state().kit]()
