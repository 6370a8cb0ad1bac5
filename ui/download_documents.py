"""Exercises, plans of lessons and misconceptions, to read in the page or to take along."""

from collections.abc import Callable
from html import escape
from itertools import groupby

import streamlit as st

from exports.exercise_sheet import key, sheet
from exports.lesson_plans import PLANS, lesson_plan, misconception
from ui.link import looks
from ui.presets import PRESETS
from ui.session import get_state
from ui.words import language, say, speaking

MARKDOWN = "text/markdown"


def exercises(address: str) -> None:
    """The sheet, and its key apart from it, which is computed when it is asked for.

    Args:
        address: Of the app, to which links lead.
    """
    spoken = language()

    def answers() -> bytes:
        # A download that is made when it is asked for knows of no visitor.
        with speaking(spoken):
            return key().encode()

    made = sheet(address)
    with st.container(horizontal=True):
        _download(say("documents.exercises"), made.encode(), "exercises.md")
        _download(say("documents.answers"), answers, "answers.md")
    st.markdown(made)


def lessons(address: str) -> None:
    """One of the plans.

    Args:
        address: Of the app, to which links lead.
    """
    minutes = st.segmented_control(
        say("teach.minutes"), list(PLANS), default=45, required=True, key="minutes"
    )
    made = lesson_plan(minutes, address)
    title = say("documents.lesson", minutes=minutes)
    _download(title, made.encode(), f"lesson-{minutes}.md")
    st.markdown(made)


def misconceptions() -> None:
    """What people usually think of each figure, and what is true instead."""
    look = "".join(f"&{name}={value}" for name, value in looks(get_state()).items())
    for group, names in groupby(PRESETS, lambda name: PRESETS[name].group):
        items = "".join(
            f"<dt><a href='./?fig={name}{escape(look)}'>"
            f"{escape(say(f'figure_titles.{name}'))}</a></dt>"
            f"<dd>{escape(misconception(name))}</dd>"
            for name in names
        )
        title = escape(say(f"figure_groups.{group}"))
        st.html(f"<h2 class='side'>{title}</h2><dl class='misconceptions'>{items}</dl>")


def _download(title: str, made: bytes | Callable[[], bytes], name: str) -> None:
    st.download_button(
        title, made, name, MARKDOWN, on_click="ignore", icon=":material/download:"
    )
