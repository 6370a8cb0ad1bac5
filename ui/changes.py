"""Changes of the state: each takes whatever came in, and says if it took another value."""

import math
import re
from dataclasses import replace
from typing import Any, cast

from toy_problems import PROBLEMS
from ui import application_numbers
from ui.joined import items, sentences
from ui.state import (
    CHOICES,
    CUSTOM,
    MOST_STARTS,
    MOST_WEIGHTS,
    OF_APPLICATIONS,
    RANGED,
    WHOLES,
    State,
)
from ui.words import say, section, translated

# Losses that a start may have, ends included: the plot with room around it.
FARTHEST_START = 4.0
# Finer than a pixel; a link stays short.
START_DIGITS = 4


def with_choice(state: State, name: str, found: object) -> tuple[State, str]:
    """The state with another choice, and a notice if it is none of the choices."""
    kept = getattr(state, name)
    if found in CHOICES[name]:
        return replace(state, **{name: cast(Any, found)}), ""
    notice = say(
        "notes.not_a_choice",
        name=say(f"names.{name}"),
        choices=items(CHOICES[name]),
        found=shortened(found),
        kept=kept,
    )
    return state, notice


def with_number(state: State, name: str, found: object) -> tuple[State, str]:
    """The state with another number, and a notice if another one than asked was taken.

    Args:
        state: As it was.
        name: A hyperparameter or one of `WHOLES`; anything else changes nothing.
        found: A number, or text that a person or an address gave; a comma may stand for
            the point.
    """
    if name not in dict(state.numbers):
        return state, ""
    (low, high), whole = accepted(name), name in WHOLES
    label = spoken_name(name)
    value = number(found)
    if value is None:
        kept = state[name]
        found = shortened(found)
        notice = say(
            "notes.not_a_number", name=label, low=low, high=high, found=found, kept=kept
        )
        return state, notice
    taken = float(min(max(value, low), high))
    notice = ""
    if taken != value:
        notice = say(
            "notes.out_of_range", name=label, low=low, high=high, found=value, taken=taken
        )
    elif whole and taken != math.floor(taken):
        notice = say("notes.whole", name=label, found=value, taken=math.floor(taken))
    if whole:
        taken = float(math.floor(taken))
    numbers = {**dict(state.numbers), name: taken}
    return replace(state, numbers=tuple(sorted(numbers.items()))), notice


def with_weights(state: State, found: object) -> tuple[State, str]:
    """The state with several weights α for each start; with the one if the text has none.

    Args:
        state: As it was.
        found: Text such as `0.2, 0.5, 1`. Between semicolons a comma stands for the point.

    Returns:
        The state, as it was if anything is no weight, and a notice if so. Of more than
        `MOST_WEIGHTS` the first are taken.
    """
    given = str(found).strip(" ,;")
    texts = re.split(";" if ";" in given else r"[,\s]+", given, maxsplit=MOST_WEIGHTS)
    texts = [text.strip() for text in texts if text.strip()]
    taken: tuple[float, ...] = ()
    low, high = accepted("alpha")
    for text in texts[:MOST_WEIGHTS]:
        weight = number(text)
        if weight is None or not low <= weight <= high:
            found = shortened(text)
            return state, say("notes.not_a_weight", found=found, low=low, high=high)
        taken = tuple(dict.fromkeys([*taken, weight]))
    notice = ""
    if len(texts) > MOST_WEIGHTS:
        notice = say("notes.many_weights", most=MOST_WEIGHTS)
    return replace(state, weights=taken), notice


def with_starts(
    state: State, found: object, below: str = "notes.below_front"
) -> tuple[State, str]:
    """The state with the starts that a person has placed, as pairs of losses.

    Args:
        state: As it was.
        found: Pairs (L₁, L₂), or text such as `1.2, 1.9; 0.5, 2`. What is no pair, or lies
            out of reach, is left out; more than `MOST_STARTS` are too.
        below: Key of what is said of a start below the front.

    Returns:
        The state, as it was if no start is left, and a notice if any was left out.
    """
    pairs = found.split(";") if isinstance(found, str) else found
    if not isinstance(pairs, list | tuple):
        pairs = [pairs]
    notices, good = [], []
    for index, given in enumerate(pairs[:MOST_STARTS], 1):
        pair = _pair(given)
        if pair is None:
            text = shortened(given).strip()
            notices.append(
                say("notes.not_a_start", index=index, found=text, most=FARTHEST_START)
            )
        elif not PROBLEMS[state.problem]().attainable([pair])[0]:
            notices.append(say(below, loss_1=pair[0], loss_2=pair[1]))
        else:
            good.append(pair)
    if len(pairs) > MOST_STARTS:
        notices.append(say("notes.many_starts", found=len(pairs), most=MOST_STARTS))
    if not good:
        notices.append(say("notes.no_start"))
        return state, sentences(*notices[-2:])
    state = replace(state, starts=CUSTOM, custom_starts=tuple(good))
    return state, _several(notices)


def with_placed_starts(state: State, found: object) -> tuple[State, str]:
    """As `with_starts`, but all or nothing: a start that is dragged does not vanish."""
    changed, notice = with_starts(state, found, below="notes.kept_start")
    if isinstance(found, list) and len(changed.custom_starts) == len(found) and found:
        return changed, notice
    return state, notice


def with_opened(state: State, found: object) -> tuple[State, str]:
    """The state with a problem and a method, given as `concave,mdmm`, in the Lab."""
    problem, _, optimizer = str(found).partition(",")
    state, notice = with_choice(state, "problem", problem)
    state, other = with_choice(state, "optimizer", optimizer)
    return replace(state, view="lab"), notice or other


def attainable_starts(state: State) -> tuple[tuple[float, float], ...]:
    """Of the starts that a person has placed, those that the present problem reaches."""
    if not state.custom_starts:
        return ()
    reached = PROBLEMS[state.problem]().attainable(state.custom_starts)
    return tuple(
        pair for pair, there in zip(state.custom_starts, reached, strict=True) if there
    )


def accepted(name: str) -> tuple[float, float]:
    """What the app takes for a number, ends included."""
    if name in WHOLES:
        return WHOLES[name].accepted
    return RANGED[name][0].accepted


def spoken_name(name: str) -> str:
    """How a notice calls a number: its symbol, or its name in words."""
    if name in RANGED:
        return RANGED[name][0].symbol
    return section("controls")[name]


def described(name: str) -> str:
    """What one of `RANGED` is, in words."""
    if name in OF_APPLICATIONS:
        return application_numbers.described(name)
    return translated(RANGED[name][0].name)


def number(found: object) -> float | None:
    """The finite number that something stands for, a comma being a point; else None."""
    if isinstance(found, str):
        found = found.strip().replace(",", ".").replace("−", "-")
        # Longer than any number that a person means, and what float() would crawl through.
        if len(found) > 40:
            return None
    if isinstance(found, bool) or not isinstance(found, str | int | float):
        return None
    try:
        value = float(found)
    except (ValueError, OverflowError):
        return None
    # Adding zero turns −0, which a sentence would show, into 0.
    return value + 0.0 if math.isfinite(value) else None


def shortened(found: Any) -> str:
    """What was found, as short text for a notice."""
    # Of what a browser sends as JSON, half a character may come alone, which is no text.
    text = str(found).encode(errors="replace").decode()
    return text if len(text) <= 40 else text[:39] + "…"


def _pair(given: object) -> tuple[float, float] | None:
    """Two losses within reach of the plot, or None."""
    parts = given.split(",") if isinstance(given, str) else given
    if not isinstance(parts, list | tuple) or len(parts) != 2:
        return None
    first, second = map(number, parts)
    if first is None or second is None:
        return None
    if not (0 <= first <= FARTHEST_START and 0 <= second <= FARTHEST_START):
        return None
    return round(first, START_DIGITS), round(second, START_DIGITS)


def _several(notices: list[str], most: int = 3) -> str:
    more = len(notices) - most
    return sentences(*notices[:most], say("notes.more", count=more) if more > 0 else "")
