"""What only an address says of the state: by which names, and how it is judged."""

import math
from dataclasses import replace
from typing import Any

from ui.changes import number, shortened
from ui.joined import items
from ui.state import HIDEABLE, MOST_WEIGHTS, WHOLES, State
from ui.words import say

# What an address calls a part of the state; the others go by their own names.
KEYS = {
    "problem": "p",
    "optimizer": "m",
    "epsilon": "eps",
    "noise": "sigma",
    "damping": "delta",
    "learning_rate": "lr",
    "multiplier_rate": "lrl",
    "mean_decay": "beta1",
    "square_decay": "beta2",
    "proportional_gain": "kappa",
    "smoothing": "nu",
    "num_steps": "steps",
    "num_runs": "n",
    "keep_in_domain": "box",
    "show_front": "front",
    "total_only": "total",
    "upper_series": "upper",
    "lower_series": "lower",
    "hidden": "hide",
    "language": "lang",
    "frame": "f",
    "pinned": "pin",
    "chapter": "ch",
    "answers": "ans",
    "presenting": "story",
}
MOST_RUNS = MOST_WEIGHTS * WHOLES["num_runs"].accepted[1]
YES, NO = ("1", "true", "yes"), ("0", "false", "no")


def key_of(name: str) -> str:
    """What an address calls a part of the state."""
    return KEYS.get(name, name)


def with_flag(state: State, name: str, text: str) -> tuple[State, str]:
    """The state with a switch on or off."""
    if text.lower() in YES + NO:
        flag: dict[str, Any] = {name: text.lower() in YES}
        return replace(state, **flag), ""
    kept = int(getattr(state, name))
    notice = say("link.not_a_flag", name=key_of(name), found=shortened(text), kept=kept)
    return state, notice


def with_hidden(state: State, text: str) -> tuple[State, str]:
    """The state with other controls hidden, given by their names or keys with commas."""
    names = {key_of(name): name for name in HIDEABLE} | {name: name for name in HIDEABLE}
    found = [part.strip() for part in text.split(",") if part.strip()]
    unknown = [part for part in found if part not in names]
    hidden = tuple(sorted({names[part] for part in found if part in names}))
    notice = ""
    if unknown:
        choices = items(map(key_of, HIDEABLE))
        notice = say("link.not_hideable", found=shortened(unknown[0]), choices=choices)
    return replace(state, hidden=hidden), notice


def with_frame(state: State, text: str) -> tuple[State, str]:
    """The state opened at a step, or at a half one where the method has halves."""
    value, last = number(text), state.affordable_steps()
    if value is None:
        return state, say("link.not_a_step", found=shortened(text), last=last)
    halves = 2 if state.method().phases else 1
    taken = math.floor(min(max(value, 0.0), last) * halves) / halves
    notice = ""
    if taken != value:
        notice = say("link.other_step", found=value, taken=taken, last=last)
    return replace(state, frame=taken), notice


def with_pinned(state: State, text: str) -> tuple[State, str]:
    """The state with a run lifted out, counted from 1; 0 is none."""
    value = number(text)
    if value is None or value != int(value) or not 0 <= value <= MOST_RUNS:
        return state, say("link.not_a_run", found=shortened(text))
    return replace(state, pinned=int(value)), ""
