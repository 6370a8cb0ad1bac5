"""Whoever asks for something is answered after whoever has asked before.

Of Python's threads one runs at a time. Where ten have something to show, and each is let
go on for five milliseconds in its turn, all of them come to an end late, and each throws
out of the caches what the next one needs: fifty people who move a slider were answered
three times as late as they are one after the other.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from streamlit.runtime.scriptrunner.script_runner import ScriptRunner

# Seconds that one who has begun is left alone by the next in line. Whoever takes longer,
# to compile or to train a model, goes on beside them.
ALONE = 0.1


class Line:
    """Lets threads begin in the order in which they came, each after the one before."""

    def __init__(self) -> None:
        """Nobody stands in it."""
        self._lock = threading.Lock()
        self._last = _Place()
        self._last.begun.set()
        self._last.over.set()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for the one before; what is done within is waited for by the next one."""
        mine = _Place()
        with self._lock:
            before, self._last = self._last, mine
        before.begun.wait()
        before.over.wait(ALONE)
        mine.begun.set()
        try:
            yield
        finally:
            mine.over.set()


class _Place:
    """A place in a line."""

    def __init__(self) -> None:
        """Whose it is waits."""
        self.begun, self.over = threading.Event(), threading.Event()


def answer_in_line() -> None:
    """Have the scripts of all sessions run that way, since all share the processor.

    Streamlit has a thread for each run, which first looks for what it is to show: what a
    session asks for while it waits is in one with what it has asked for before.
    """
    line, run = Line(), ScriptRunner._run_script_thread

    def run_in_line(self: ScriptRunner) -> None:
        with line.turn():
            run(self)

    ScriptRunner._run_script_thread = run_in_line
