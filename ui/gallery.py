"""The gallery: a card for each picture that has a name."""

from collections.abc import Sequence
from html import escape
from itertools import groupby
from urllib.parse import quote, urlencode

import streamlit as st

from ui import assets
from ui.address import keep_address
from ui.footnote import erratum_line
from ui.header import header
from ui.link import key_of
from ui.pictures import picture
from ui.presets import PRESETS
from ui.session import (
    asks_for_gallery,
    get_state,
    get_suggested,
    has_opened,
    lead_to_lab,
    open_address,
)
from ui.words import say

LAB = "app.py"
# What an SVG may keep as it is within an address of data.
PLAIN = " '=:/(),.;+-"


def gallery() -> None:
    """Cards in groups; the one that an address may have meant comes first."""
    if has_opened():
        st.switch_page(LAB)
    keep_address()
    header(of_first_page=False)
    # Who is here already needs not be led here again.
    asks_for_gallery()
    st.html(
        f"<style>{assets.text('gallery.css')}</style>"
        f"<p class='gallery-intro'>{escape(say('gallery.intro'))}</p>"
    )
    meant = get_suggested()
    if meant:
        with st.container(key="closest"):
            _heading(say("gallery.closest"))
            _cards("closest", [meant])
    others = [name for name in PRESETS if name != meant]
    for group, names in groupby(others, lambda name: PRESETS[name].group):
        _heading(say(f"figure_groups.{group}"), say(f"figure_group_notes.{group}"))
        _cards(group, list(names))


def _heading(title: str, note: str = "") -> None:
    said = f"<p>{escape(note)}</p>" if note else ""
    st.html(f"<div class='gallery-group'><h2>{escape(title)}</h2>{said}</div>")


def _cards(group: str, names: Sequence[str]) -> None:
    with st.container(key=f"cards-{group}"):
        for name in names:
            with st.container(key=f"card-{name}", border=True):
                st.html(_card(name))
                st.button(
                    say("gallery.open"),
                    key=f"open-{name}",
                    on_click=_choose,
                    args=(name,),
                    width="stretch",
                )


def _choose(name: str) -> None:
    # What the page looks like is kept; all that the runs are made of is the preset's.
    state = get_state()
    looks = {"theme": state.theme, "hide": ",".join(map(key_of, state.hidden))}
    open_address(urlencode({"fig": name, **looks}, safe=","))
    lead_to_lab()


def _card(name: str) -> str:
    shown = picture(name, PRESETS[name].query)
    source = f"data:image/svg+xml,{quote(shown.svg, safe=PLAIN)}"
    others = " · ".join(
        f"<a href='#figure-{other}'>{escape(say(f'figure_titles.{other}'))}</a>"
        for other in PRESETS[name].next
    )
    link = f"<a href='{_root()}?fig={name}'><code>fig={name}</code></a>"
    return (
        f"<div class='card' id='figure-{name}' data-testid='card'>"
        f'<img src="{source}" alt="{escape(shown.text)}" width="216" height="216">'
        f"<h3>{escape(say(f'figure_titles.{name}'))}</h3>"
        f"<p>{escape(say(f'figure_captions.{name}'))}</p>"
        f"<p class='small'><b>{escape(say('gallery.look'))}</b> "
        f"{escape(say(f'figure_looks.{name}'))}</p>"
        f"<p class='small'><b>{escape(say('gallery.next'))}</b> {others}</p>"
        f"{erratum_line(name, get_state().theme)}"
        f"<p class='small'><b>{escape(say('gallery.link'))}</b> {link}</p>"
        "</div>"
    )


def _root() -> str:
    """Address of the first page, without the server."""
    base = str(st.get_option("server.baseUrlPath")).strip("/")
    return f"/{base}/" if base else "/"
