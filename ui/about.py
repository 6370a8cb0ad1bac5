"""What the About page shows."""

import streamlit as st

from ui.address import keep_address
from ui.words import say, text


def about() -> None:
    """Sources, notation, problems, and the rules of the verdicts."""
    st.page_link("app.py", label=say("app.title"))
    _, middle, _ = st.columns([1, 6, 1])
    middle.markdown(text("about"))
    keep_address()
