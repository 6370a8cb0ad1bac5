"""The texts of a small picture, as SVG: names of the axes, and what tells runs apart."""

from collections.abc import Iterable
from html import escape
from math import hypot

from figures.theme import LIGHT

# Of the picture, in units of its own: whole ones are finer than a pixel, yet short.
SIZE = 440
# Of text, in the same units; ends of runs this close have one text.
TEXT, TOGETHER = 25, 17
# How wide a character is at most, as a part of its height.
WIDEST = 0.6


def names_of_axes(names: tuple[str, str], x: int, y: int) -> list[str]:
    """The names of the axes that meet at (x, y), each at the end of its own."""
    across, up = names
    return [
        _text(SIZE - TEXT // 2, y - TEXT // 2, across, "end"),
        _text(x + TEXT // 2, round(1.2 * TEXT), up, "start"),
    ]


def labels_of_ends(ends: Iterable[tuple[int, int, str]], symbol: str) -> list[str]:
    """Numbers beside the ends of runs; runs at one place have one text.

    Args:
        ends: Where each run ends, and its number.
        symbol: Of the numbers; there is room for it once.
    """
    places: dict[tuple[int, int], list[str]] = {}
    for x, y, label in ends:
        near = (at for at in places if hypot(at[0] - x, at[1] - y) < TOGETHER)
        labels = places.setdefault(next(near, (x, y)), [])
        labels += [label] if label not in labels else []
    found = []
    for (x, y), labels in places.items():
        words = ("" if found else f"{symbol} = ") + ", ".join(labels)
        fits = x + TEXT * (WIDEST * len(words) + 1) < SIZE
        across, anchor = (x + TEXT // 2, "start") if fits else (x - TEXT // 2, "end")
        found.append(_text(across, y - TEXT // 2, words, anchor))
    return found


def _text(x: int, y: int, words: str, anchor: str) -> str:
    # The paper around it keeps lines away from it.
    return (
        f"<text x='{x}' y='{y}' text-anchor='{anchor}' fill='{LIGHT.ink}'"
        f" stroke='{LIGHT.paper}' stroke-width='12' stroke-linejoin='round'"
        f" paint-order='stroke' font-family='sans-serif, Noto Sans SC' font-size='{TEXT}'>"
        f"{escape(words)}</text>"
    )
