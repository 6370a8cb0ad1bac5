"""Chips that leave the cards of a front, of a method or of a source in the gallery.

As HTML; what they do is done in the browser, by `frontend/filters.js`.
"""

from html import escape
from urllib.parse import parse_qs

from ui.origins import HERE, ORIGINS, origins
from ui.presets import PRESETS
from ui.words import say

FRONTS = ("convex", "concave", "mixed")
METHODS = ("linear", "dual", "hard_constraint_first", "bdmm", "mdmm")
VARIANTS = "variants"
CHIPS = {
    "front": FRONTS,
    "method": (*METHODS, VARIANTS),
    "origin": (*ORIGINS, HERE),
}


def kinds(name: str) -> dict[str, str]:
    """By which chips the card of a preset is found: of each kind one or more, by spaces."""
    found = parse_qs(PRESETS[name].query)
    front, method = (found.get(key, [""])[0] for key in ("p", "m"))
    if method not in METHODS:
        method = VARIANTS
    return {"front": front, "method": method, "origin": " ".join(origins(name))}


def filters() -> str:
    """All chips, how many cards they leave, and what is said if that is none."""
    words = {
        "front": [say(f"figure_fronts.{front}") for front in CHIPS["front"]],
        "method": [say(f"figure_methods.{method}") for method in CHIPS["method"]],
        "origin": [say(f"figure_origins.{origin}") for origin in CHIPS["origin"]],
    }
    rows = "".join(_row(kind, words[kind]) for kind in CHIPS)
    everything = f"<button type='button' data-all>{escape(say('gallery.all'))}</button>"
    return (
        f"<details class='filters' open><summary>{escape(say('gallery.filter'))}"
        f"</summary><div class='rows'>{rows}</div></details>"
        f"<p class='found'><span role='status'></span> {everything}</p>"
    )


def _row(kind: str, words: list[str]) -> str:
    chips = (
        "<button type='button' class='chip' aria-pressed='false'"
        f" data-kind='{kind}' data-value='{value}'>{escape(word)}</button>"
        for value, word in zip(CHIPS[kind], words, strict=True)
    )
    return (
        f"<div class='chips' role='group' aria-labelledby='chips-{kind}'>"
        f"<span id='chips-{kind}'>{escape(say(f'gallery.{kind}'))}</span>"
        f"{''.join(chips)}</div>"
    )
