"""What the About page shows."""

import streamlit as st

from ui.words import say


def about() -> None:
    """Sources and notation."""
    st.title(say("about.title"))
    st.page_link("app.py", label=say("app.title"))
