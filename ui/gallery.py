"""The gallery: a card for each picture that has a name."""

from collections.abc import Sequence
from html import escape
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from ui import assets
from ui.erratum_cards import erratum_of_figure
from ui.gallery_filters import filters, kinds
from ui.kept_pictures import kept
from ui.presets import PRESETS
from ui.words import say, section

KEY = "gallery"
LAB = "app.py"

_gallery = st.components.v2.component(
    "paretoscope_gallery",
    css=assets.text("gallery.css"),
    js=assets.module("gallery.js"),
    isolate_styles=False,
)


def gallery() -> None:
    """Cards in groups; the one that an address may have meant comes first."""
    top, below = st.container(key="gallery-top"), st.container()
    # Whoever comes here first need not wait for JAX, which takes seconds to import, unless
    # a figure was asked for: an address is read with it.
    is_first = not st.session_state and "fig" not in st.query_params
    if is_first:
        _show(below, meant="")
    from ui.address import keep_address
    from ui.header import header
    from ui.pictures import draw_now
    from ui.session import asks_for_gallery, get_suggested, has_opened

    if has_opened():
        st.switch_page(LAB)
    with top:
        keep_address()
        header(of_first_page=False)
    # Who is here already needs not be led here again.
    asks_for_gallery()
    if not is_first:
        _show(below, get_suggested())
    draw_now()


def _show(place: Any, meant: str) -> None:
    pictures = {name: found for name in PRESETS if (found := kept(name)) is not None}
    data = {
        "html": _page(meant),
        "pictures": {name: found._asdict() for name, found in pictures.items()},
        "words": section("cards"),
        "plotly": assets.plotly_file(),
    }
    with place:
        _gallery(
            key=KEY,
            data=data,
            on_chosen_change=_choose,
            on_shared_change=_share,
            # A browser asks for pictures that are still to be drawn, and nothing changes.
            on_waits_change=lambda: None,
        )


def _page(meant: str) -> str:
    others = [name for name in PRESETS if name != meant]
    closest = _cards("closest", say("gallery.closest"), "", [meant]) if meant else ""
    groups = [
        _cards(
            group,
            say(f"figure_groups.{group}"),
            say(f"figure_group_notes.{group}"),
            list(names),
        )
        for group, names in groupby(others, lambda name: PRESETS[name].group)
    ]
    return (
        f"<p class='gallery-intro'>{escape(say('gallery.intro'))}</p>"
        f"{filters()}{closest}{''.join(groups)}"
        "<p class='unseen' role='status' data-said></p>"
    )


def _cards(group: str, title: str, note: str, names: Sequence[str]) -> str:
    said = f"<p>{escape(note)}</p>" if note else ""
    return (
        f"<section class='group' data-group='{group}'><h2>{escape(title)}</h2>{said}"
        f"<div class='cards'>{''.join(map(_card, names))}</div></section>"
    )


def _card(name: str) -> str:
    title = escape(say(f"figure_titles.{name}"))
    others = " · ".join(
        f"<a href='#figure-{other}'>{escape(say(f'figure_titles.{other}'))}</a>"
        for other in PRESETS[name].next
    )
    found = "".join(f" data-{kind}='{value}'" for kind, value in kinds(name).items())
    address = f"{_root()}?fig={name}"
    return (
        f"<article class='card' id='figure-{name}' data-testid='card'"
        f" data-name='{name}'{found}>"
        "<div class='picture'></div>"
        f"<h3 tabindex='-1'>{title}</h3>"
        f"<p>{escape(say(f'figure_captions.{name}'))}</p>"
        f"<p class='small'><b>{escape(say('gallery.look'))}</b> "
        f"{escape(say(f'figure_looks.{name}'))}</p>"
        f"<p class='small'><b>{escape(say('gallery.next'))}</b> {others}</p>"
        f"{_erratum(name)}"
        f"<p class='small'><b>{escape(say('gallery.link'))}</b> "
        f"<a class='link' href='{address}'><code>fig={name}</code></a></p>"
        f"<div class='does'>{_open(address, title)}{_button('copy', title)}"
        f"{_button('embed', title)}</div>"
        "</article>"
    )


def _erratum(figure: str) -> str:
    """A line with the erratum of a figure, if any, which leads to the list of all."""
    name = erratum_of_figure(figure)
    if not name:
        return ""
    title = escape(say(f"errata_titles.{name}"))
    link = f"<a class='erratum' href='About#{name}'>{title}</a>"
    return f"<p class='small'><b>{escape(say('errata.on_card'))}</b> {link}</p>"


def _open(address: str, title: str) -> str:
    words = escape(say("gallery.open"))
    # A link, so that it opens in a window of its own, too.
    return f"<a class='open' href='{address}' aria-label='{words}: {title}'>{words}</a>"


def _button(does: str, title: str) -> str:
    words = escape(say(f"gallery.{does}"))
    label = f"aria-label='{words}: {title}'"
    return f"<button type='button' data-does='{does}' {label}>{words}</button>"


def _root() -> str:
    """Address of the first page, without the server."""
    base = str(st.get_option("server.baseUrlPath")).strip("/")
    return f"/{base}/" if base else "/"


def _named(trigger: str) -> str:
    """The preset that a browser named; empty if there is none such."""
    name = st.session_state.get(KEY, {}).get(trigger)
    return name if isinstance(name, str) and name in PRESETS else ""


def _choose() -> None:
    from ui.session import lead_to_lab, open_figure

    if name := _named("chosen"):
        open_figure(name)
        lead_to_lab()


def _share() -> None:
    from ui.link import read
    from ui.report import title
    from ui.share import share_dialog

    if name := _named("shared"):
        # The address is that of this page, one below the app's own.
        root = (st.context.url or "").rstrip("/").rpartition("/")[0]
        query = urlencode({"fig": name})
        link, figure_link = f"{root}/?{query}", f"{root}/?{query}&view=figure"
        state = read(query).state
        share_dialog(link, figure_link, title(state), state)
