"""The row of the title: which view, which theme, Share, and the way to the sources."""

from dataclasses import replace

import streamlit as st

from ui import assets
from ui.controls import choice
from ui.link import picture
from ui.report import title
from ui.session import get_state
from ui.share import share_dialog
from ui.state import THEMES
from ui.words import say

SHARE = "share"
# The third view is a frame in another page, which has no such row.
SWITCHED = ("lesson", "lab")

_share_button = st.components.v2.component(
    "paretoscope_share",
    css=assets.text("share.css"),
    js=assets.module("share.js"),
    isolate_styles=False,
)


def header() -> None:
    """Show the row; a choice takes effect before the next run."""
    row = st.columns([26, 28, 16, 12, 18], vertical_alignment="center")
    name, switch, theme, share, about = row
    name.html(f"<h1 class='name'>{say('app.title')}</h1>")
    with switch:
        labels = {view: say(f"app.{view}") for view in SWITCHED}
        choice("view", labels, say("app.view"), label_visibility="collapsed")
    with theme:
        labels = {key: say(f"themes.{key}") for key in THEMES}
        choice("theme", labels, say("app.theme"), label_visibility="collapsed")
    with share:
        if "share" not in get_state().hidden:
            _share_button(
                key=SHARE, data={"label": say("app.share")}, on_asked_change=_open_dialog
            )
    about.page_link("pages/1_About.py", label=say("about.title"))


def _open_dialog() -> None:
    """The player alone knows the step and the run, and sends them along."""
    asked = st.session_state.get(SHARE, {}).get("asked")
    frame, pinned = (asked or {}).get("frame"), (asked or {}).get("pinned")
    if not isinstance(frame, int | float) or not isinstance(pinned, int):
        return
    base, state = (st.context.url or "").rstrip("/"), get_state()
    in_frame = replace(state, view="figure")
    link, figure_link = (
        f"{base}/?{picture(shown, frame, pinned)}" for shown in (state, in_frame)
    )
    share_dialog(link, figure_link, title(state))
