"""What somebody is about to predict, before it is shown; not yet a part of the state."""

import streamlit as st

from ui.story.chapters import Chapter

KEY = "story drafts"


def draft_of(chapter: Chapter) -> float | None:
    """What is predicted so far; None for nothing."""
    return st.session_state.get(KEY, {}).get(chapter.name)


def set_draft(chapter: Chapter, answer: float | None) -> None:
    """Predict something else."""
    drafts = st.session_state.setdefault(KEY, {})
    drafts[chapter.name] = answer


def forget_drafts() -> None:
    """Predict nothing any more."""
    st.session_state.pop(KEY, None)
