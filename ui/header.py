"""The row of the title: which view or page, which theme, and Share."""

from dataclasses import replace
from functools import partial
from pathlib import Path

import streamlit as st

from ui import assets
from ui.controls import choice
from ui.link import picture
from ui.report import title
from ui.session import get_state
from ui.share import share_dialog
from ui.state import THEMES
from ui.words import AUTO, languages, say

SHARE = "share"
# The third view is a frame in another page, which has no such row.
SWITCHED = ("lesson", "lab")
ROOT = Path(__file__).parent.parent

_share_button = st.components.v2.component(
    "paretoscope_share",
    css=assets.text("share.css"),
    js=assets.module("share.js"),
    isolate_styles=False,
)


def header(of_first_page: bool = True) -> None:
    """Show the row; a choice takes effect before the next run.

    Args:
        of_first_page: Whether the views of the first page can be switched; other pages
            lead back to it instead, and have no row in a frame.
    """
    if not of_first_page and get_state().view == "figure":
        return
    with st.container(key="header", horizontal=True, vertical_alignment="center"):
        st.html(f"<h1 class='name'>{say('app.title')}</h1>", width="content")
        if of_first_page:
            labels = {view: say(f"app.{view}") for view in SWITCHED}
            look = {"label_visibility": "collapsed", "width": "content"}
            choice("view", labels, say("app.view"), **look)
        with st.container(key="pages", horizontal=True, gap="xsmall"):
            if not of_first_page:
                st.page_link("app.py", label=say(f"app.{_view()}"))
            for file, name in pages().items():
                st.page_link(file, label=say(f"pages.{name}"))
        if not {"theme", "language"} <= set(get_state().hidden):
            with st.popover(say("app.look"), width=90):
                _look()
        if "share" not in get_state().hidden:
            _share_button(
                key=SHARE,
                data={"label": say("app.share")},
                on_asked_change=partial(_open_dialog, of_first_page),
                width=90,
            )


def _look() -> None:
    hidden = get_state().hidden
    if "theme" not in hidden:
        labels = {key: say(f"themes.{key}") for key in THEMES}
        choice("theme", labels, say("app.theme"), side_by_side=False)
    if "language" not in hidden:
        labels = {AUTO: say("app.as_browser"), **languages()}
        choice("language", labels, say("app.language"), side_by_side=False)


def pages() -> dict[str, str]:
    """Names of the pages by their files, in the order in which they are shown."""
    files = sorted((ROOT / "pages").glob("[0-9]*_*.py"))
    return {f"pages/{file.name}": file.stem.split("_", 1)[1].lower() for file in files}


def _view() -> str:
    view = get_state().view
    return view if view in SWITCHED else "lab"


def _open_dialog(of_first_page: bool) -> None:
    """The player alone knows the step and the run, and sends them along."""
    asked = st.session_state.get(SHARE, {}).get("asked")
    frame, pinned = (asked or {}).get("frame"), (asked or {}).get("pinned")
    if not isinstance(frame, int | float) or not isinstance(pinned, int):
        return
    base, state = (st.context.url or "").rstrip("/"), get_state()
    # The app's own root ends with a stroke, a page of it does not.
    base += "" if base.count("/") > 2 else "/"
    in_frame = replace(state, view="figure")
    link, figure_link = (
        f"{base}?{picture(shown, frame, pinned)}" for shown in (state, in_frame)
    )
    # A page other than the first shows no one picture of the Lab.
    shown = replace(state, frame=frame) if of_first_page else None
    share_dialog(link, figure_link, title(state), shown)
