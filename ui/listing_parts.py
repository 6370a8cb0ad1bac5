"""What a listing consists of, and how its parts are joined to a script."""

from collections.abc import Iterable
from typing import NamedTuple


class Parts(NamedTuple):
    """What a script consists of, in order.

    Attributes:
        about: What it is, as a comment.
        head: What it imports.
        numbers: One line for each number of the run.
        model: The front, and the losses over it.
        rule: Functions that take a step of all runs.
        starts: Where they start.
        run: The lines that take all steps.
        ends: The lines that print the losses at the end of each run.
    """

    about: str
    head: str
    numbers: str
    model: tuple[str, ...]
    rule: tuple[str, ...]
    starts: str
    run: str
    ends: str


def joined(parts: Parts, *more: str) -> str:
    """The parts as one script, and pieces of code that follow them."""
    head = (parts.about, parts.head, parts.numbers)
    tail = (parts.starts, parts.run, parts.ends)
    return joined_pieces([*head, *parts.model, *parts.rule, *tail, *more])


def joined_pieces(pieces: Iterable[str]) -> str:
    """Pieces of code as one, two empty lines around each function and one elsewhere."""
    script, after_function = "", False
    for part in (part.strip("\n") for part in pieces):
        is_function = part.startswith(("def ", "@"))
        gap = "" if not script else "\n\n\n" if is_function or after_function else "\n\n"
        script, after_function = script + gap + part, is_function
    return script + "\n"
