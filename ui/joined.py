"""Words joined in the way of a language, which has its own marks and spaces for it."""

from collections.abc import Iterable
from functools import reduce

from ui.words import say


def sentences(*said: str) -> str:
    """One sentence after the other, but for those that are empty."""
    return _joined("joints.sentences", said)


def clauses(said: Iterable[str]) -> str:
    """Parts of a sentence."""
    return _joined("joints.clauses", said)


def items(said: Iterable[str]) -> str:
    """A list of a few words or numbers."""
    return _joined("joints.items", said)


def _joined(key: str, said: Iterable[str]) -> str:
    parts = [part for part in said if part]
    return reduce(lambda before, after: say(key, before=before, after=after), parts or [""])
