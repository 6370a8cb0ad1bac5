"""Where a person's state lives between two runs of a page, and how it gets there."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from ui.changes import with_choice, with_number, with_opened, with_placed_starts
from ui.link import looks, read, suggested
from ui.state import State
from ui.story.progress import with_story_of
from ui.words import CHOSEN

KEY = "paretoscope state"
NOTICE = "paretoscope notice"
OPENED = "paretoscope opened"
SUGGESTED = "paretoscope suggested figure"
ASKED = "paretoscope asked to see the gallery"
OPEN = "paretoscope open the Lab"


def get_state() -> State:
    """The present state; in a new session, that of the address which was opened."""
    if KEY not in st.session_state:
        parameters = st.query_params
        open_address({key: parameters.get_all(key) for key in parameters})
    return st.session_state[KEY]


def set_state(state: State) -> None:
    """Make another state the present one."""
    st.session_state[KEY] = state
    st.session_state[CHOSEN] = state.language


def open_address(given: str | Mapping[str, Sequence[str]]) -> None:
    """Take the state of an address, and keep the notice of what was wrong with it."""
    reading = read(given)
    set_state(reading.state)
    # Not its words, since a person may choose another language.
    st.session_state[NOTICE] = given if reading.notices else ""
    st.session_state[OPENED] = times_opened() + 1
    st.session_state[SUGGESTED] = suggested(given)
    st.session_state[ASKED] = bool(get_suggested())


def open_figure(name: str) -> None:
    """Take the state of a figure with a name; what the page looks like is kept."""
    open_query(urlencode({"fig": name}))


def open_query(query: str) -> None:
    """Take the state of an address; what the page looks like, and the story, are kept."""
    state = get_state()
    open_address(f"{query}&{urlencode(looks(state), safe=',')}")
    set_state(with_story_of(get_state(), state))


def times_opened() -> int:
    """How many addresses were opened: a player takes the step of each but once."""
    return st.session_state.get(OPENED, 0)


def get_notice() -> str:
    """What was wrong with the address; empty once it was dismissed."""
    given = st.session_state.get(NOTICE, "")
    return read(given).notice() if given else ""


def dismiss_notice() -> None:
    """Never show the notice again."""
    st.session_state[NOTICE] = ""
    st.session_state[ASKED] = False


def get_suggested() -> str:
    """The figure that was taken for one that the address named and that there is not."""
    return st.session_state.get(SUGGESTED, "")


def asks_for_gallery() -> bool:
    """Whether the address named a figure that there is not; true but once."""
    return st.session_state.pop(ASKED, False)


def known_values(found: dict[str, Any]) -> dict[str, Any]:
    """Of what a browser sent, that which the state has a place for."""
    names = {*dict(get_state().numbers), "upper_series", "lower_series", "starts", "open"}
    return {name: value for name, value in found.items() if name in names}


def change(found: dict[str, Any]) -> dict[str, str]:
    """Take numbers, starts and what plots show into the state.

    Returns:
        A notice for each of them of which another value than asked was taken.
    """
    notices = {}
    for name, value in found.items():
        change_one = {
            "starts": with_placed_starts,
            "open": with_opened,
            "upper_series": lambda state, value: with_choice(state, "upper_series", value),
            "lower_series": lambda state, value: with_choice(state, "lower_series", value),
        }.get(name, lambda state, value, name=name: with_number(state, name, value))
        state, notice = change_one(get_state(), value)
        set_state(state)
        if name == "open":
            lead_to_lab(not notice)
        if notice:
            notices[name] = notice
    return notices


def lead_to_lab(leads: bool = True) -> None:
    """Have the page that is shown lead to the Lab; a callback itself cannot."""
    st.session_state[OPEN] = leads


def has_opened() -> bool:
    """Whether a person has just opened something in the Lab; true but once."""
    return st.session_state.pop(OPEN, False)


def change_choice(name: str, found: object) -> str:
    """Take a choice into the state; returns a notice if it is none of the choices."""
    state, notice = with_choice(get_state(), name, found)
    set_state(state)
    return notice
