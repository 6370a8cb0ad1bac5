"""What the About page shows."""

import streamlit as st

from ui.address import keep_address
from ui.header import header
from ui.words import text


def about() -> None:
    """Sources, notation, problems, and the rules of the verdicts."""
    keep_address()
    header(of_first_page=False)
    _, middle, _ = st.columns([1, 6, 1])
    middle.markdown(text("about"))
