"""The form of a question: options side by side, or a slider."""

from typing import Any

import streamlit as st

from ui.controls import is_shown, widget_key
from ui.story.chapters import Chapter
from ui.story.drafts import set_draft
from ui.story.questions import Value
from ui.story.told import option


def form(chapter: Chapter, title: str, answer: float | None, is_told: bool) -> None:
    """Ask the question of a chapter; what is chosen becomes the draft of it.

    Args:
        chapter: Which one.
        title: The question, for whoever hears it read out.
        answer: What is predicted so far; None for nothing.
        is_told: Whether it is too late to predict.
    """
    name = f"story {chapter.name} {'told' if is_told else 'asked'}"
    key = widget_key(name, answer)

    def changed() -> None:
        found = st.session_state.get(key)
        if is_shown(name, key) and not is_told:
            set_draft(chapter, None if found is None else float(found))

    always: dict[str, Any] = {"key": key, "on_change": changed, "disabled": is_told}
    always |= {"label_visibility": "collapsed", "width": "stretch"}
    question = chapter.question
    if isinstance(question, Value):
        _slider(title, question, answer, always)
        return
    st.segmented_control(
        title,
        range(question.bins),
        default=None if answer is None else int(answer),
        format_func=lambda index: option(question, index),
        **always,
    )


def _slider(
    title: str, question: Value, answer: float | None, always: dict[str, Any]
) -> None:
    middle = (question.low + question.high) / 2
    st.slider(
        title,
        question.low,
        question.high,
        middle if answer is None else answer,
        question.step,
        format=f"{question.symbol} = %.3g",
        **always,
    )
