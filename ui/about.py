"""What the About page shows."""

from html import escape
from urllib.parse import urlencode

import streamlit as st

from ui.address import keep_address
from ui.errata import ERRATA
from ui.header import header
from ui.session import get_state
from ui.words import say, text


def about() -> None:
    """Sources, notation, problems, the rules of the verdicts, and the errata."""
    keep_address()
    header(of_first_page=False)
    _, middle, _ = st.columns([1, 6, 1])
    with middle:
        # Has its height before its formulas can be set: what follows is not seen first.
        with st.container(key="sources"):
            st.markdown(text("about"))
        st.html(
            f"<h2 id='errata'>{escape(say('errata.title'))}</h2>"
            f"<p>{escape(say('errata.intro'))}</p>{''.join(map(_erratum, ERRATA))}"
        )


def _erratum(name: str) -> str:
    figure = ERRATA[name].figure
    heading = say("errata.heading", number=name[1:], title=say(f"errata_titles.{name}"))
    see = say("errata.see_which", title=say(f"figure_titles.{figure}"))
    state = get_state()
    query = urlencode({"fig": figure, "theme": state.theme, "lang": state.language})
    return (
        f"<h3 id='{name}' class='erratum'>{escape(heading)}</h3>"
        f"<p>{escape(say(f'errata_texts.{name}'))} "
        f"<a href='./?{query}'>{escape(see)}</a></p>"
    )
