"""A show of hands: a counter and a bar for each option, in the place of the form."""

from typing import Any

import streamlit as st

from ui import assets
from ui.session import get_state, set_state
from ui.story.chapters import Chapter
from ui.story.progress import MOST_HANDS, hands_of, with_hands
from ui.story.told import option
from ui.words import section

_hands = st.components.v2.component(
    "paretoscope_hands",
    html='<div class="hands" role="group"></div>',
    css=assets.text("hands.css"),
    js=assets.module("hands.js"),
    isolate_styles=False,
)


def hands(chapter: Chapter, title: str, right: int | None) -> None:
    """Show the counters of a chapter; the hands are a part of the state.

    Args:
        chapter: Which one.
        title: The question, for whoever hears it read out.
        right: Index of the right option, once that is to be seen.
    """
    key = f"story hands {chapter.name}"
    counted = hands_of(get_state(), chapter.name)
    words = section("hands")
    data: dict[str, Any] = {
        "title": title,
        "options": [option(chapter.question, index) for index in range(len(counted))],
        "counted": counted,
        "right": right,
        "most": MOST_HANDS,
        "words": words,
    }

    def changed() -> None:
        found = st.session_state.get(key, {}).get("counted")
        taken = _taken(found, len(counted))
        if taken is not None:
            set_state(with_hands(get_state(), chapter.name, taken))

    _hands(key=key, data=data, on_counted_change=changed)


def _taken(found: object, options: int) -> tuple[int, ...] | None:
    """What a browser has sent, if it is a number of hands for each option."""
    if not isinstance(found, list) or len(found) != options:
        return None
    for count in found:
        if isinstance(count, bool) or not isinstance(count, int | float):
            return None
        if not 0 <= count <= MOST_HANDS or count != int(count):
            return None
    return tuple(map(int, found))
