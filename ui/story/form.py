"""The form of a question: options side by side, or a slider."""

from typing import Any

import streamlit as st

from ui.controls import is_shown, widget_key
from ui.story.chapters import Chapter
from ui.story.drafts import set_draft
from ui.story.questions import Value
from ui.story.told import option
from ui.words import say


def form(chapter: Chapter, title: str, answer: float | None, is_told: bool) -> None:
    """Ask the question of a chapter; what is chosen becomes the draft of it.

    Args:
        chapter: Which one.
        title: The question, for whoever hears it read out.
        answer: What is predicted so far; None for nothing.
        is_told: Whether it is too late to predict.
    """
    name = f"story {chapter.name} {'told' if is_told else 'asked'}"
    question, shown = chapter.question, answer
    if isinstance(question, Value) and answer is None:
        shown = (question.low + question.high) / 2
    key = widget_key(name, shown)

    def changed() -> None:
        found = st.session_state.get(key)
        if is_shown(name, key) and not is_told:
            set_draft(chapter, None if found is None else float(found))

    always: dict[str, Any] = {"key": key, "on_change": changed, "disabled": is_told}
    always |= {"label_visibility": "collapsed", "width": "stretch"}
    if isinstance(question, Value):
        st.slider(
            title,
            question.low,
            question.high,
            shown,
            question.step,
            format=f"{question.symbol} = %.3g",
            **always,
        )
        st.caption(say("story.slide_or_click" if chapter.takes_clicks else "story.slide"))
        return
    st.segmented_control(
        title,
        range(question.bins),
        default=None if shown is None else int(shown),
        format_func=lambda index: option(question, index),
        **always,
    )
