"""What a chapter shows: its runs, and whether what happens is to be seen yet."""

from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from ui import compute
from ui.compute import Batch
from ui.link import read
from ui.session import get_state
from ui.state import State
from ui.story.chapters import Chapter
from ui.story.keys import Facts

# What stays of what a person has chosen: how things look.
KEPT = ("theme", "language", "hidden", "show_front")


class Scene(NamedTuple):
    """A chapter as it is seen at a moment.

    Attributes:
        chapter: Which one.
        is_told: Whether what happens is shown.
        answer: What is predicted, as far as it is; None for nothing.
    """

    chapter: Chapter
    is_told: bool
    answer: float | None

    @property
    def has_only_starts(self) -> bool:
        """Whether no run is to be seen yet."""
        return not (self.is_told or self.chapter.before)

    def query(self) -> str:
        """The state whose runs are seen, as an address."""
        return (
            self.chapter.query
            if self.is_told
            else self.chapter.before or self.chapter.query
        )

    def state(self) -> State:
        """The same, looking as a person has chosen."""
        return looking_alike(read(self.query()).state)

    def batch(self) -> Batch:
        """The runs that are seen, in full."""
        return runs(self.query())

    def key(self) -> float:
        """The right answer."""
        return self.chapter.key(runs(self.chapter.query))

    def facts(self) -> Facts:
        """The numbers in what is said."""
        return self.chapter.facts(runs(self.chapter.query))


def looking_alike(state: State) -> State:
    """A state that looks as the present one does."""
    return replace(state, **{name: getattr(get_state(), name) for name in KEPT})


# All chapters and what is seen before them; nobody changes what it returns.
@lru_cache(maxsize=32)
def runs(query: str) -> Batch:
    """The runs of a state, given as an address."""
    return compute.batch(read(query).state)
