"""What a page shows: a new result or, where none can be had, the latest one before it.

Of a thousand runs a result takes up to 40 MB. All sessions together keep a bounded number
of bytes: what is too much beside later ones has to go.
"""

import threading
import weakref
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from typing import Any, TypeVar

import streamlit as st

from ui.limits import RefusedError
from ui.programs import loaded
from ui.words import say

Result = TypeVar("Result")
MOST_BYTES = 50_000_000


class Kept:
    """A result that a session keeps, for as long as there is room.

    Attributes:
        result: The result, or None once it had to go.
        size: What it takes, in bytes.
    """

    def __init__(self, result: object) -> None:
        """Still there."""
        self.result, self.size = result, size(result)


class Room:
    """For what all sessions keep. A session that ends takes its own with it."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        """Empty."""
        self._most_bytes, self._lock = most_bytes, threading.Lock()
        self._latest_first: list[weakref.ref[Kept]] = []

    def keep(self, result: object) -> Kept:
        """Keep a result, and let go of those before it that do not fit beside it."""
        new = Kept(result)
        with self._lock:
            left, fitting = self._most_bytes, []
            for one in weakref.ref(new), *self._latest_first:
                kept = one()
                if kept and kept.size <= left:
                    left -= kept.size
                    fitting.append(one)
                elif kept:
                    kept.result = None
            self._latest_first = fitting
        return new


_room = Room()


def latest(key: str, make: Callable[[], Result]) -> Result:
    """What `make` returns; where it fails, a sentence, and what it returned before.

    Nothing that a person chose can make it fail, but a new problem or method can.
    """
    try:
        result = make()
        # Not to be counted beside the one that takes its place.
        st.session_state.pop(_name(key), None)
        st.session_state[_name(key)] = _room.keep(result)
        return result
    except RefusedError as refused:
        st.warning(str(refused))
        st.button(say("waiting.resume"), key=f"{key} resume")
    except (ArithmeticError, MemoryError, RuntimeError, TypeError, ValueError) as error:
        st.warning(say("app.no_runs", reason=error))
    finally:
        loaded.bound()
    before = before_it(key)
    if before is None:
        st.stop()
    return before


def before_it(key: str) -> Any:
    """What `latest` has returned last; None if that is nothing, or had to go."""
    kept = st.session_state.get(_name(key))
    return kept.result if kept else None


def size(result: object) -> int:
    """Bytes that the arrays in a result take, and what is packed; all else is small."""
    if isinstance(result, bytes):
        return len(result)
    if is_dataclass(result):
        return sum(size(getattr(result, field.name)) for field in fields(result))
    if isinstance(result, dict):
        return sum(map(size, result.values()))
    if isinstance(result, list | tuple):
        return sum(map(size, result))
    return getattr(result, "nbytes", 0)


def _name(key: str) -> str:
    return f"{key} latest"
