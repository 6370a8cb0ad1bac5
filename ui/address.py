"""What every page does besides its content: address, theme, notice, connection."""

from typing import Any

import streamlit as st

from ui import assets
from ui.link import query
from ui.session import (
    dismiss_notice,
    get_notice,
    get_state,
    open_address,
)
from ui.words import language, section

KEY = "address"
TAKEN = "paretoscope address taken"
LONGEST_ADDRESS = 10_000

_address = st.components.v2.component(
    "paretoscope_address",
    html=assets.text("address.html"),
    css=assets.text("address.css"),
    js=assets.module("address_bar.js"),
    isolate_styles=False,
)


def keep_address(alone: bool = False) -> None:
    """Keep the browser's address true, and follow it when a person goes back or forward.

    Also shows the theme of the state, what was wrong with the address, and whether the
    server can still be reached.

    Args:
        alone: Whether no player adds its step to the address, even where there is one.
    """
    state = get_state()
    data: dict[str, Any] = {
        "query": query(state),
        "theme": state.theme,
        "language": language(),
        "notice": get_notice(),
        "small": state.view == "figure",
        "alone": alone,
        "words": section("address"),
    }
    sent = _address(
        key=KEY,
        data=data,
        on_went_change=_went,
        on_dismissed_change=dismiss_notice,
        height=1,
    )
    # A browser that has lost its server sends its address to the next one at once. Where
    # that one is still busy with its first run, it knows of no callback for it yet.
    if sent.went and sent.went != st.session_state.pop(TAKEN, ""):
        _open(sent.went)
        st.rerun()


def _went() -> None:
    address = st.session_state.get(KEY, {}).get("went")
    st.session_state[TAKEN] = address
    _open(address)


def _open(address: object) -> None:
    if isinstance(address, str) and len(address) <= LONGEST_ADDRESS:
        open_address(address.removeprefix("?"))
