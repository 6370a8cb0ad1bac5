"""Where a person's state lives between two runs of a page."""

from collections.abc import Callable
from typing import Any, TypeVar

import streamlit as st

from ui.state import State, with_choice, with_number
from ui.words import say

Result = TypeVar("Result")
KEY = "paretoscope state"


def get_state() -> State:
    """The present state; the defaults in a new session."""
    return st.session_state.setdefault(KEY, State())


def set_state(state: State) -> None:
    """Make another state the present one."""
    st.session_state[KEY] = state


def known_numbers(found: dict[str, Any]) -> dict[str, Any]:
    """Of what a browser sent, that which the state has a number for."""
    names = dict(get_state().numbers)
    return {name: value for name, value in found.items() if name in names}


def change_numbers(found: dict[str, Any]) -> dict[str, str]:
    """Take numbers into the state.

    Returns:
        A notice for each of them of which another value than asked was taken.
    """
    notices = {}
    for name, value in found.items():
        state, notice = with_number(get_state(), name, value)
        set_state(state)
        if notice:
            notices[name] = notice
    return notices


def change_choice(name: str, found: object) -> str:
    """Take a choice into the state; returns a notice if it is none of the choices."""
    state, notice = with_choice(get_state(), name, found)
    set_state(state)
    return notice


def latest(key: str, make: Callable[[], Result]) -> Result:
    """What `make` returns; where it fails, a sentence, and what it returned before.

    Nothing that a person chose can make it fail, but a new problem or method can.
    """
    remembered = f"{key} latest"
    try:
        st.session_state[remembered] = make()
    except (ArithmeticError, MemoryError, RuntimeError, TypeError, ValueError) as error:
        st.warning(say("app.no_runs", reason=error))
        if remembered not in st.session_state:
            st.stop()
    return st.session_state[remembered]
