"""Work that may take long: done in pieces, with a bar and a way to cancel it."""

import time
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ui.latest import before_it, latest
from ui.limits import NoTurnError, RefusedError
from ui.words import say

Piece = TypeVar("Piece")
Part = TypeVar("Part")
Result = TypeVar("Result")
OnWait = Callable[[float], None]
# What work may take before anything is said of it, in seconds.
PATIENCE = 0.5


def in_pieces(
    pieces: Sequence[Piece], make: Callable[[Piece, list[Piece]], Part], on_wait: OnWait
) -> list[Part]:
    """All parts of a result.

    Args:
        pieces: Of the work, in order.
        make: The part of a piece, from a cache where it is; a piece that was not found
            there is added to the list.
        on_wait: Called after half a second, and then after each piece, or while others
            have their turns, with the share of the work that is done, from 0 to 1. It may
            end the run: what is done is found again in the next one.
    """
    begun, parts = time.monotonic(), list[Part]()
    computed: list[Piece] = []
    for piece in pieces:
        # What was found again does not count, so that each run gets further than the last.
        if computed and time.monotonic() - begun > PATIENCE:
            on_wait(len(parts) / len(pieces))
        while True:
            try:
                parts.append(make(piece, computed))
                break
            except NoTurnError:
                on_wait(len(parts) / len(pieces))
    return parts


def patiently(
    key: str, asked: Any, make: Callable[[OnWait], Result], place: DeltaGenerator
) -> Result | None:
    """A result, with a bar while it takes long.

    Args:
        key: Unique in the page.
        asked: What the result depends on.
        make: Makes it, in pieces.
        place: Where the bar and the button are shown.

    Returns:
        The result; after a cancel the one before, of something else, or none yet.
    """
    cancelled = f"{key} cancelled"
    bars: list[DeltaGenerator] = []
    slot = place.empty()

    def row() -> DeltaGenerator:
        return slot.container(horizontal=True, vertical_alignment="center")

    def cancel(of: Any) -> None:
        st.session_state[cancelled] = of

    def wait(share: float) -> None:
        # A button or a slider gets its turn between two runs of a fragment, not within one,
        # and what has not been sent by the time that the next one begins is never sent.
        if bars:
            st.rerun()
        with row():
            bars.append(st.progress(share, text=say("waiting.under_way", share=share)))
            st.button(say("waiting.cancel"), on_click=cancel, args=(asked,))

    def made() -> Result:
        try:
            return make(wait)
        except RefusedError:
            # The bar would stand there for ever.
            slot.empty()
            raise

    if st.session_state.get(cancelled) == asked:
        before = before_it(key)
        with row():
            st.caption(say("waiting.cancelled" if before else "waiting.cancelled_first"))
            st.button(say("waiting.resume"), on_click=cancel, args=(None,))
        return before
    cancel(None)
    result = latest(key, made)
    # The last piece may have been the one that took long.
    if bars:
        slot.empty()
    return result
