"""A file that is being made, a piece of it at a time, so that it can be given up."""

import time
import weakref
from collections.abc import Generator
from threading import Lock

from exports import animation, pictures
from exports.animation import in_steps
from exports.pictures import picture
from ui.state import State

Size = tuple[int, int]
# Files that a process is making at one time: each has some pictures in memory.
MOST_UNDER_WAY = 8
_lock = Lock()
_under_way: list["weakref.ref[Job]"] = []


class Job:
    """A picture or an animation that is being made.

    Attributes:
        asked: State, size and kind.
        share: How much of it is done, from 0 to 1.
        file: Its content, once it is made.
        is_given_up: Whether it was cancelled, or had to make room for newer ones.
    """

    def __init__(self, state: State, size: Size, kind: str) -> None:
        """Begins it; what has been under way for longest is given up where too many are.

        Raises:
            ValueError: The size or the kind is none that there is.
        """
        if kind not in pictures.KINDS:
            animation.check(size, kind)
        self.asked = state, size, kind
        self.share, self.is_given_up = 0.0, False
        self.file: bytes | None = None
        self._rest: Generator[float, None, bytes] | None = _work(state, size, kind)
        with _lock:
            there = [one() for one in _under_way]
            alive = [one for one in there if one is not None and one.is_under_way]
            for oldest in alive[: max(0, len(alive) - MOST_UNDER_WAY + 1)]:
                oldest.give_up()
            kept = [one for one in alive if one.is_under_way]
            _under_way[:] = map(weakref.ref, [*kept, self])

    @property
    def is_under_way(self) -> bool:
        """Whether there is more to do."""
        return self.file is None and not self.is_given_up

    def go_on(self, seconds: float) -> None:
        """Work for about so long, and for one piece at least."""
        begun = time.monotonic()
        while self._rest is not None and not self.is_given_up:
            try:
                self.share = next(self._rest)
            except StopIteration as done:
                self.file, self._rest, self.share = done.value, None, 1.0
            if time.monotonic() - begun > seconds:
                return

    def give_up(self) -> None:
        """Stop for good, and forget what there is."""
        self.is_given_up, self._rest = True, None


def _work(state: State, size: Size, kind: str) -> Generator[float, None, bytes]:
    if kind not in pictures.KINDS:
        return (yield from in_steps(state, size, kind))
    yield 0.0
    return picture(state, size, kind)
