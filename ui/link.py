"""Addresses: the whole state as the query of a link, and back again, whatever is in it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple
from urllib.parse import parse_qs, urlencode

from ui.changes import (
    attainable_starts,
    shortened,
    with_choice,
    with_number,
    with_starts,
    with_weights,
)
from ui.joined import sentences
from ui.link_parts import key_of, with_flag, with_frame, with_hidden, with_pinned
from ui.presets import PRESETS
from ui.similar_name import closest
from ui.state import CHOICES, CUSTOM, FLAGS, OF_APPLICATIONS, State
from ui.story.address import STORY_PARTS, story_parts
from ui.words import say

VERSION = "1"
# Streamlit's own, which it keeps to itself.
NOT_OURS = ("embed", "embed_options")
LONGEST_VALUE = 1000
MOST_PARAMETERS = 128
# A notice names this many things; of more it says how many.
MOST_NOTICES = 3


class Reading(NamedTuple):
    """What was read from an address.

    Attributes:
        state: The state, with the nearest good value for each bad one.
        notices: What was found and what was taken, for each bad value.
    """

    state: State
    notices: tuple[str, ...]

    def notice(self) -> str:
        """All notices as one, or nothing."""
        if not self.notices:
            return ""
        shown = [*self.notices[:MOST_NOTICES]]
        more = len(self.notices) - MOST_NOTICES
        if more > 0:
            shown.append(say("notes.more", count=more))
        return say("link.mended", notices=sentences(*shown))


def query(state: State) -> str:
    """The state as the query of an address, without what the player adds: step and run.

    Everything is in it, the defaults too, so that a link made today shows the same picture
    when the defaults are others. Of the applications, which have many numbers, and of
    the page for lecturers there is only what is not as to begin with.
    """
    numbers = {name: _shortest(value) for name, value in state.numbers}
    choices = {name: getattr(state, name) for name in CHOICES if name != "starts"}
    flags = {name: str(int(getattr(state, name))) for name in FLAGS}
    parts = {**choices, **numbers, "starts": _starts(state), **flags}
    for name in _as_to_begin_with(state):
        del parts[name]
    if state.weights:
        parts["weights"] = ",".join(map(_shortest, state.weights))
    if state.hidden:
        parts["hidden"] = ",".join(map(key_of, state.hidden))
    parts |= story_parts(state)
    pairs = [("v", VERSION), *((key_of(name), value) for name, value in parts.items())]
    return urlencode(pairs, safe=",;:")


def picture(state: State, frame: float, pinned: int) -> str:
    """The state with a step and a run, as the query of an address."""
    run = [("pin", pinned)] if pinned else []
    return f"{query(state)}&{urlencode([('f', _shortest(frame)), *run])}"


def looks(state: State) -> dict[str, str]:
    """What a state says of how a page looks, as parts of an address."""
    hidden = ",".join(map(key_of, state.hidden))
    return {"theme": state.theme, "lang": state.language, "hide": hidden}


def read(given: str | Mapping[str, Sequence[str]]) -> Reading:
    """Read the query of an address; never fails.

    Args:
        given: The query as text, or all values by key.
    """
    try:
        values = _parsed(given)
    except ValueError:
        return Reading(State(), (say("link.too_many", most=MOST_PARAMETERS),))
    notices = []
    known = {key_of(name) for name in (*_names(), "v", "fig")}
    synonyms = {name: key_of(name) for name in _names()}
    found: dict[str, str] = {}
    for given_key, texts in values.items():
        key = synonyms.get(given_key, given_key)
        if key in NOT_OURS or not texts:
            continue
        if key not in known:
            notices.append(say("link.unknown", name=shortened(given_key)))
        elif len(texts[0]) > LONGEST_VALUE:
            notices.append(say("link.too_long", name=key, most=LONGEST_VALUE))
        elif key in found or len(texts) > 1:
            found.setdefault(key, texts[0])
            notices.append(say("link.twice", name=key, taken=shortened(found[key])))
        else:
            found[key] = texts[0]
    if found.get("v", VERSION) != VERSION:
        notices.append(say("link.version", found=shortened(found["v"]), known=VERSION))
    state = State()
    if "fig" in found:
        name = found["fig"]
        if name not in PRESETS:
            taken = closest(name)
            notices.append(say("link.no_figure", found=shortened(name), taken=taken))
            name = taken
        found = {**_only(parse_qs(PRESETS[name].query)), **found}
    if set(found) - {"v", "theme", "lang", "view"}:
        state = replace(state, view="lab")
    state, more = _taken(state, found)
    return Reading(state, (*notices, *more))


def suggested(given: str | Mapping[str, Sequence[str]]) -> str:
    """Name of the figure that `read` takes for one that there is not; nothing otherwise."""
    try:
        names = _parsed(given).get("fig")
    except ValueError:
        return ""
    if not names or names[0] in PRESETS or len(names[0]) > LONGEST_VALUE:
        return ""
    return closest(names[0])


def _taken(state: State, found: Mapping[str, str]) -> tuple[State, list[str]]:
    """The state with all that was found, in an order in which each part can be judged."""
    notices = []
    for name in _names():
        key = key_of(name)
        if key not in found:
            continue
        state, notice = _with_part(state, name, found[key])
        if notice:
            notices.append(notice)
    return state, notices


def _with_part(state: State, name: str, text: str) -> tuple[State, str]:
    if name == "starts" and text not in CHOICES["starts"]:
        if any(mark in text for mark in ",;"):
            return with_starts(state, text)
        return with_choice(state, name, text)
    if name == "starts" and text == CUSTOM:
        return state, say("notes.no_start")
    if name in CHOICES:
        return with_choice(state, name, text)
    if name in FLAGS:
        return with_flag(state, name, text)
    if name == "weights":
        return with_weights(state, text)
    if name == "hidden":
        return with_hidden(state, text)
    if name == "frame":
        return with_frame(state, text)
    if name == "pinned":
        return with_pinned(state, text)
    if name in STORY_PARTS:
        return STORY_PARTS[name](state, text)
    return with_number(state, name, text)


def _names() -> list[str]:
    """Parts of the state, those first by which others are judged."""
    numbers = [name for name, _ in State().numbers]
    return [
        *CHOICES,
        *FLAGS,
        *numbers,
        "weights",
        "hidden",
        "frame",
        "pinned",
        *STORY_PARTS,
    ]


def _as_to_begin_with(state: State) -> list[str]:
    """Parts of the state that few pages have and that have their defaults."""
    first, numbers = State(), dict(state.numbers)
    defaults = dict(first.numbers)
    same = [name for name in OF_APPLICATIONS if numbers[name] == defaults[name]]
    choices = "application", "way", "mini_batches", "kit"
    return same + [name for name in choices if getattr(state, name) == getattr(first, name)]


def _starts(state: State) -> str:
    """The way of the starts, or those that a person has placed."""
    if state.starts != CUSTOM:
        return state.starts
    pairs = attainable_starts(state)
    if not pairs:
        return State().starts
    return ";".join(",".join(map(_shortest, pair)) for pair in pairs)


def _shortest(value: float) -> str:
    """The shortest text that is read as the same number."""
    return repr(int(value)) if value == int(value) else repr(float(value))


def _parsed(given: str | Mapping[str, Sequence[str]]) -> Mapping[str, Sequence[str]]:
    if isinstance(given, str):
        return parse_qs(given, keep_blank_values=True, max_num_fields=MOST_PARAMETERS)
    if sum(map(len, given.values())) > MOST_PARAMETERS:
        raise ValueError(f"There should be at most {MOST_PARAMETERS} values.")
    return given


def _only(values: Mapping[str, Sequence[str]]) -> dict[str, str]:
    return {key: texts[0] for key, texts in values.items()}
