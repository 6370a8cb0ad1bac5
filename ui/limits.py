"""Heavy work: one piece at a time in the whole process, and so much for each session.

Whoever computes a lot waits for whoever else does, not the other way round: beside one
piece of heavy work, a slider that asks for little is answered nearly as if there were none.
"""

import itertools
import math
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from ui.words import say

KEY = "paretoscope visitor"
# Work is heavy from so many runs times steps on, which take some twenty milliseconds. With
# noise, each counts as much as ten.
HEAVY, WITH_NOISE = 200_000, 10
# Seconds of heavy work that a session may have done within so many seconds. The heaviest
# sweep takes six.
BUDGET, WITHIN = 30.0, 60.0
# Seconds that work which is not done in pieces waits for its turn.
LONGEST_WAIT = 10.0
# Who waits comes again, more seldom where many do, so that all together cost little.
FOR_EACH_WAITING, LONGEST_PIECEMEAL = 0.3, 5.0
MOST_REMEMBERED = 1000


class RefusedError(RuntimeError):
    """Work that is not done now; its text says why, and when it may be."""


class NoTurnError(RefusedError):
    """Others have had their turns all the while."""


class Turns:
    """Gives turns, one at a time, to whoever has waited longest."""

    def __init__(self) -> None:
        """Nobody waits."""
        self._changed = threading.Condition()
        self._holder: int | None = None
        self._numbers = itertools.count()
        # Whoever gives up waiting and comes again still has the old number.
        self._number_of: dict[str, int] = {}
        self._waiting: dict[int, int] = {}
        self._done: dict[str, list[tuple[float, float]]] = {}

    @contextmanager
    def turn(self, who: str, patience: float) -> Iterator[None]:
        """A turn, at whose end the next one in the queue has theirs.

        Args:
            who: Whose budget it is, and whose place in the queue.
            patience: Seconds to wait; more where many wait.

        Raises:
            NoTurnError: It has not come by then.
            RefusedError: There is nothing left of the budget.
        """
        thread = threading.get_ident()
        # A part of a piece of work that has its turn already.
        if self._holder == thread:
            yield
            return
        self._refuse_if_spent(who)
        with self._changed:
            self._waiting[thread] = self._number_of.setdefault(who, next(self._numbers))
            others = FOR_EACH_WAITING * len(self._waiting)
            patience = max(patience, min(others, LONGEST_PIECEMEAL))
            try:
                if not self._changed.wait_for(lambda: self._is_next(thread), patience):
                    raise NoTurnError(say("limits.busy"))
                self._holder = thread
                self._number_of.pop(who, None)
            finally:
                del self._waiting[thread]
                self._forget()
        begun = time.monotonic()
        try:
            yield
        finally:
            with self._changed:
                now = time.monotonic()
                self._done.setdefault(who, []).append((now, now - begun))
                self._holder = None
                self._changed.notify_all()

    def _is_next(self, thread: int) -> bool:
        return self._holder is None and self._waiting[thread] == min(self._waiting.values())

    def _refuse_if_spent(self, who: str) -> None:
        now, left = time.monotonic(), BUDGET
        with self._changed:
            done = self._done.get(who, [])
        # From the latest backwards: work counts until it is so long ago.
        for ended, took in reversed(done):
            left -= took if now - ended < WITHIN else 0
            if left <= 0:
                seconds = math.ceil(ended + WITHIN - now)
                refused = say("limits.spent", budget=BUDGET, within=WITHIN, seconds=seconds)
                raise RefusedError(refused)

    def _forget(self) -> None:
        """Forget what is too long ago to count, and those who never came again."""
        long_ago = time.monotonic() - WITHIN
        recent = {
            who: [one for one in done if one[0] > long_ago]
            for who, done in self._done.items()
        }
        self._done = {who: done for who, done in recent.items() if done}
        while len(self._number_of) > MOST_REMEMBERED:
            del self._number_of[next(iter(self._number_of))]


# Of all sessions, since all share the processor.
_turns = Turns()


def turn(
    run_steps: float = math.inf, patience: float = LONGEST_WAIT
) -> AbstractContextManager[None]:
    """A turn for a piece of work; at once if it is not heavy.

    Args:
        run_steps: Runs times steps of it.
        patience: Seconds to wait for it.

    Raises:
        NoTurnError: On entering, if the turn has not come by then.
        RefusedError: On entering, if the session has nothing left of its budget.
    """
    if run_steps < HEAVY:
        return nullcontext()
    # What is drawn in the background has no session.
    who = f"thread {threading.get_ident()}"
    if get_script_run_ctx(suppress_warning=True):
        who = st.session_state.setdefault(KEY, secrets.token_hex(8))
    return _turns.turn(who, patience)
