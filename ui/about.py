"""What the About page shows."""

import streamlit as st

from ui.address import keep_address
from ui.errata import ERRATA
from ui.header import header
from ui.words import say, text


def about() -> None:
    """Sources, notation, problems, the rules of the verdicts, and the errata."""
    keep_address()
    header(of_first_page=False)
    _, middle, _ = st.columns([1, 6, 1])
    middle.markdown(text("about"))
    middle.header(say("errata.title"), anchor="errata")
    middle.markdown(say("errata.intro"))
    for name, erratum in ERRATA.items():
        title = say(f"errata_titles.{name}")
        middle.subheader(say("errata.heading", number=name[1:], title=title), anchor=name)
        figure = say(f"figure_titles.{erratum.figure}")
        link = f"[{say('errata.see_which', title=figure)}](./?fig={erratum.figure})"
        middle.markdown(f"{say(f'errata_texts.{name}')} {link}.")
