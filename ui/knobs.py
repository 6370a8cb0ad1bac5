"""Sliders with number boxes: what they show, and what comes back from them."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, NamedTuple

import streamlit as st

from ui import assets
from ui.changes import described, spoken_name
from ui.joined import clauses
from ui.session import change, get_state, known_values
from ui.state import RANGED, WHOLES
from ui.words import language, say, section

# A slider that adds has about this many positions.
POSITIONS = 100
# The largest whole number of JavaScript, which counts by milliseconds since 1970.
LARGEST_SEQUENCE = 2**53 - 1

_column = st.components.v2.component(
    "paretoscope_knobs",
    html='<div class="knobs"></div>',
    css=assets.text("knob.css"),
    js=assets.fetched("knobs.js"),
    isolate_styles=False,
)


class Mark(NamedTuple):
    """A place on a slider that matters, and what it means; an end has no words."""

    value: float
    text: str


@dataclass(frozen=True)
class Advice:
    """What is said at a slider before anything runs.

    Attributes:
        note: A sentence, or nothing.
        warn: Whether the present value will not do what a person wants.
        marks: Places on the slider.
    """

    note: str = ""
    warn: bool = False
    marks: tuple[Mark, ...] = ()


def knob_column(key: str, names: list[str], advice: dict[str, Advice]) -> None:
    """Show a column of knobs; a move changes the state before the next run."""
    _column(
        key=key,
        data={
            "knobs": [spec(key, name, advice.get(name, Advice())) for name in names],
            "acknowledged": acknowledged(key),
        },
        on_input_change=lambda: receive(key),
    )


def spec(key: str, name: str, advice: Advice, **changes: Any) -> dict[str, Any]:
    """All that the front end needs to know of one knob of component `key`.

    Args:
        key: Of the component that shows the knob.
        name: One of `RANGED` or of `WHOLES`.
        advice: What to say at it.
        **changes: Other values than usual, such as `low` and `high`.
    """
    value = get_state()[name]
    shown = knob_at(name, value, advice)
    notice = _notice(key, name)
    if notice:
        shown |= {"note": notice, "warn": True, "refused": True}
    return shown | {"revision": _revision(key, name, value)} | changes


def knob_at(name: str, value: float, advice: Advice) -> dict[str, Any]:
    """A knob at a value, as the front end needs it, whoever shows it.

    Args:
        name: One of `RANGED` or of `WHOLES`.
        value: Where it stands.
        advice: What to say at it.
    """
    symbol = "" if name in WHOLES else spoken_name(name)
    label = section("controls")[name] if name in WHOLES else described(name)
    called = clauses([symbol, label])
    shown = {
        "name": name,
        "symbol": symbol,
        "label": label,
        "called": called,
        "boxCalled": say("knob.number", name=called),
        "value": value,
        "step": 1,
        "scale": "linear",
        "whole": name in WHOLES,
        "marks": [mark._asdict() for mark in advice.marks],
        "note": advice.note,
        "warn": advice.warn,
        "refused": False,
        "revision": 0,
    }
    if name in WHOLES:
        whole = WHOLES[name]
        shown |= {"low": whole.low, "high": whole.high, "scale": whole.scale}
        shown["value"] = int(value)
    else:
        values = RANGED[name][0]
        shown |= {
            "low": values.low,
            "high": values.high,
            "step": (values.high - values.low) / POSITIONS,
            "scale": values.scale,
        }
    return shown


def receive(key: str) -> None:
    """Take what component `key` sent into the state, whatever it was."""
    taken(key)


def taken(key: str) -> Collection[str]:
    """Take what component `key` sent into the state; notices are shown at its knobs.

    Returns:
        Names of the parts of the state that were sent.
    """
    message = st.session_state.get(key, {}).get("input")
    if not isinstance(message, dict) or not isinstance(message.get("values"), dict):
        return ()
    memory, values = _memory(key), known_values(message["values"])
    sequence = message.get("sequence")
    is_count = isinstance(sequence, int) and 0 <= sequence <= LARGEST_SEQUENCE
    memory["acknowledged"] = sequence if is_count else 0
    notices = change(values)
    for name, found in values.items():
        memory["notices"][name] = notices.get(name, ""), language()
        is_number = name in dict(get_state().numbers) and not isinstance(found, str)
        if is_number and name not in notices:
            memory["told"][name] = get_state()[name]
    return values


def acknowledged(key: str) -> int:
    """Sequence number of the last message of component `key` that was taken."""
    return _memory(key)["acknowledged"]


def said(key: str) -> str:
    """What is to be said about starts that component `key` has sent."""
    return _notice(key, "starts")


def _notice(key: str, name: str) -> str:
    said, of_language = _memory(key)["notices"].get(name, ("", ""))
    return said if of_language == language() else ""


def _revision(key: str, name: str, value: float) -> int:
    """Grows when the value is another one than the component itself has sent or shown."""
    memory = _memory(key)
    revisions = memory["revisions"]
    if memory["told"].get(name) != value or _notice(key, name):
        revisions[name] = revisions.get(name, 0) + 1
        memory["told"][name] = value
    return revisions.setdefault(name, 0)


def _memory(key: str) -> dict[str, Any]:
    empty = {"acknowledged": 0, "notices": {}, "told": {}, "revisions": {}}
    return st.session_state.setdefault(f"{key} memory", empty)
