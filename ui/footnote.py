"""Where a source errs about what is shown: below the Lab, and on a card of the gallery."""

from dataclasses import replace
from functools import cache, lru_cache
from html import escape
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from ui import assets
from ui.errata import ERRATA, erratum_of
from ui.link import looks, read
from ui.state import State
from ui.words import language, say


def footnote(state: State, *, is_below: bool) -> None:
    """One sentence, and a link to the figure that shows it; an empty line for none.

    Args:
        state: What is on the screen.
        is_below: Whether this is the one below the plots, which a phone does not show. It
            shows another one below all controls, where it pushes nothing down.
    """
    place = "below" if is_below else "last"
    style = f"<style>{assets.text('footnote.css')}</style>" if is_below else ""
    kind, said = _erratum(state, language())
    st.html(f"{style}<p class='footnote {place}{kind}' data-testid='footnote'>{said}</p>")


# For the second of the two.
@lru_cache(maxsize=64)
def _erratum(state: State, _language: str) -> tuple[str, str]:
    """What is said, as HTML, and the class that it has besides; both may be empty."""
    name = erratum_of(state)
    if not name:
        return "", ""
    return " of-listing" if ERRATA[name].of_listing else "", _said(state, name)


def _place(name: str, state: State) -> str:
    """Address of an erratum in the list of all; from any page."""
    return f"About?{urlencode({'theme': state.theme, 'lang': state.language})}#{name}"


def _said(state: State, name: str) -> str:
    figure = ERRATA[name].figure
    query = urlencode({"fig": figure, **looks(state)}, safe=",")
    title = say(f"figure_titles.{figure}")
    see = escape(say("errata.see"))
    label = escape(say("errata.see_which", title=title), quote=True)
    number = escape(say("errata.number", number=name[1:]))
    link = f"<a href='?{query}' aria-label=\"{label}\">{see}</a>"
    return (
        f"<a href='{_place(name, state)}'>{number}</a> "
        f"{escape(say(f'errata_notes.{name}'))} {'' if _is_shown(state, figure) else link}"
    )


def _is_shown(state: State, figure: str) -> bool:
    """Whether a figure is what is on the screen already, however it looks."""
    parts = ("theme", "language", "hidden", "frame", "pinned", "play")
    looked: dict[str, Any] = {part: getattr(state, part) for part in parts}
    return replace(_of_figure(figure), **looked) == state


@cache
def _of_figure(figure: str) -> State:
    return read(f"fig={figure}").state
