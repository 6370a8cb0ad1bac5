"""Builds a frame for a slide or a course page, and shows it as it will be."""

from dataclasses import replace
from typing import NamedTuple

import streamlit as st

from optimizers import OPTIMIZERS
from optimizers.base import hyperparameters
from ui import assets
from ui.changes import spoken_name
from ui.link import query, read
from ui.presets import PRESETS
from ui.report import RATES, title
from ui.session import get_state
from ui.share import SIZES, forms, qr_code, snippets
from ui.state import THEMES, State
from ui.words import AUTO, languages, say, text

KEY = "embed"
CURRENT = "current"
TRANSPORT = "transport"

_preview = st.components.v2.component(
    "paretoscope_frame_preview",
    html="<div class='frame-preview'><iframe></iframe></div>",
    css=assets.text("frame_preview.css"),
    js=assets.module("frame_preview.js"),
    isolate_styles=False,
)


class Frame(NamedTuple):
    """A frame that a person has put together.

    Attributes:
        state: What it shows.
        size: Width and height in pixels.
    """

    state: State
    size: tuple[int, int]


def embed() -> None:
    """What is shown and how, the frame itself as it will be, and what to paste for it."""
    left, right = st.columns([28, 72], gap="medium")
    with left:
        frame = _chosen()
    root = app_address()
    link, figure_link = (
        f"{root}?{query(state)}" for state in (_in_lab(frame.state), frame.state)
    )
    name = title(frame.state)
    with right:
        width, height = frame.size
        data = {"source": figure_link, "title": name, "width": width, "height": height}
        _preview(key=f"{KEY} preview", data=data)
        code, pasted = st.columns([1, 4], gap="medium")
        with code:
            qr_code(link)
        with pasted:
            forms(snippets(link, figure_link, name, width, height))
    with st.expander(say("embed.recipes")):
        st.markdown(text("recipes"))


def _chosen() -> Frame:
    figure = st.selectbox(say("embed.figure"), [CURRENT, *PRESETS], format_func=_name)
    size = st.segmented_control(
        say("share.size"), list(SIZES), default=next(iter(SIZES)), required=True
    )
    shown = get_state() if figure == CURRENT else read(f"fig={figure}").state
    hidden = st.multiselect(
        say("embed.hidden"),
        _hideable(shown),
        format_func=_hidden_name,
        placeholder=say("embed.nothing"),
    )
    themes = {name: say(f"themes.{name}") for name in THEMES}
    theme = st.selectbox(say("app.theme"), themes, format_func=themes.__getitem__)
    spoken = {AUTO: say("app.as_browser"), **languages()}
    language = st.selectbox(say("app.language"), spoken, format_func=spoken.__getitem__)
    play = st.toggle(say("embed.play"), help=say("embed.play_help"))
    state = replace(
        shown,
        view="figure",
        hidden=tuple(sorted(hidden)),
        theme=theme,
        language=language,
        play=play,
    )
    return Frame(state, SIZES[size])


def _name(figure: str) -> str:
    return say("embed.current") if figure == CURRENT else say(f"figure_titles.{figure}")


def _hideable(state: State) -> list[str]:
    """What a frame of a state may show, and can do without."""
    names = hyperparameters(OPTIMIZERS[state.optimizer])
    return [*(name for name in names if name not in RATES), TRANSPORT]


def _hidden_name(name: str) -> str:
    return say("embed.transport") if name == TRANSPORT else spoken_name(name)


def _in_lab(state: State) -> State:
    return replace(state, view="lab", hidden=(), play=False)


def app_address() -> str:
    """Of the first page, with the server; it ends with a stroke."""
    return (st.context.url or "").rstrip("/").rpartition("/")[0] + "/"
