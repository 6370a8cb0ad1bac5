"""Whether this browser, network and frame are ready for the lecture."""

import streamlit as st

from ui import assets
from ui.words import say, section

KEY = "preflight"

_preflight = st.components.v2.component(
    "paretoscope_preflight",
    html="<div class='preflight'><ul></ul><p role='status'></p><button></button></div>",
    css=assets.text("preflight.css"),
    js=assets.module("preflight.js"),
    isolate_styles=False,
)


def preflight() -> None:
    """A list of checks, which the browser itself does, with what to do where one fails."""
    st.markdown(say("teach.before"))
    _preflight(key=KEY, data={"words": section("preflight")})
