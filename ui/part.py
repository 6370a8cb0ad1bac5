"""A part of a page that is shown anew by itself, without the rest of the page."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

import streamlit as st

from ui.words import language, speaking

Shown = ParamSpec("Shown")
Seen = TypeVar("Seen")


def part(
    key: str | None = None,
) -> Callable[[Callable[Shown, Seen]], Callable[Shown, Seen]]:
    """Make a part of a page of what shows it.

    It asks but once what language is spoken: to ask Streamlit a hundred times takes a sixth
    of what it takes to answer a move of a slider.

    Args:
        key: By which `st.rerun` finds the part.
    """

    def part_of(show: Callable[Shown, Seen]) -> Callable[Shown, Seen]:
        @st.fragment(key=key)
        @wraps(show)
        def shown(*args: Shown.args, **kwargs: Shown.kwargs) -> Seen:
            with speaking(language()):
                return show(*args, **kwargs)

        return shown

    return part_of
