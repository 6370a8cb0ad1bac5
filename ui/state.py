"""The state of the whole app: one immutable value, each part checked as it comes in."""

import math
from dataclasses import dataclass, replace
from typing import Any, Literal, cast

from optimizers import OPTIMIZERS
from optimizers.base import Optimizer, Range, hyperparameters
from starts import COUNTED, STARTS
from toy_problems import PROBLEMS
from ui.words import say, section

# Runs times steps of one batch: what two cores compute and send in half a second.
MOST_ITERATES = 1_000_000
VIEWS = ("lesson", "lab")


@dataclass(frozen=True)
class Whole:
    """A whole number that is not a hyperparameter of a method.

    Attributes:
        low: Low end of the slider.
        high: High end of the slider.
        accepted: What is accepted, ends included.
        default: To begin with.
        scale: Whether equal steps of the slider add or multiply.
    """

    low: int
    high: int
    accepted: tuple[int, int]
    default: int
    scale: Literal["linear", "log"] = "linear"


WHOLES = {
    "num_steps": Whole(50, 2000, (1, 5000), 400, "log"),
    "num_runs": Whole(1, 4096, (1, 4096), 49, "log"),
    "seed": Whole(0, 99, (0, 2**31 - 1), 0),
}
CHOICES = {
    "view": VIEWS,
    "problem": tuple(PROBLEMS),
    "optimizer": tuple(OPTIMIZERS),
    "starts": STARTS,
}


def _all_hyperparameters() -> dict[str, tuple[Range, float]]:
    """Each hyperparameter of any method once; its first range and default count."""
    found: dict[str, tuple[Range, float]] = {}
    for optimizer in OPTIMIZERS.values():
        found = {**hyperparameters(optimizer), **found}
    return found


HYPERPARAMETERS = _all_hyperparameters()


@dataclass(frozen=True)
class State:
    """Everything that a person has chosen.

    Attributes:
        view: One of `VIEWS`.
        problem: Key of `PROBLEMS`.
        optimizer: Key of `OPTIMIZERS`.
        starts: One of `STARTS`.
        keep_in_domain: Whether θ is kept in its box.
        numbers: All other values by name, those of hidden controls too, as sorted pairs.
    """

    view: str = "lesson"
    problem: str = "concave"
    optimizer: str = "mdmm"
    starts: str = "seven"
    keep_in_domain: bool = True
    numbers: tuple[tuple[str, float], ...] = tuple(
        sorted(
            [(name, float(default)) for name, (_, default) in HYPERPARAMETERS.items()]
            + [(name, float(whole.default)) for name, whole in WHOLES.items()]
        )
    )

    def __getitem__(self, name: str) -> float:
        return dict(self.numbers)[name]

    def affordable_steps(self) -> int:
        """The steps that are run: those asked for, unless so many runs are too many."""
        runs = int(self["num_runs"]) if self.starts in COUNTED else 1
        return min(int(self["num_steps"]), MOST_ITERATES // runs)

    def method(self) -> Optimizer:
        """The chosen method with its hyperparameters."""
        chosen = OPTIMIZERS[self.optimizer]
        return chosen(**{name: self[name] for name in hyperparameters(chosen)})


def with_choice(state: State, name: str, found: object) -> tuple[State, str]:
    """The state with another choice, and a notice if it is none of the choices."""
    kept = getattr(state, name)
    if found in CHOICES[name]:
        return replace(state, **{name: cast(Any, found)}), ""
    notice = say(
        "notes.not_a_choice",
        name=name,
        choices=", ".join(CHOICES[name]),
        found=_shortened(found),
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
    value = _number(found)
    if value is None:
        kept = state[name]
        found = _shortened(found)
        notice = say(
            "notes.not_a_number", name=label, low=low, high=high, found=found, kept=kept
        )
        return state, notice
    taken = min(max(value, low), high)
    notice = ""
    if taken != value:
        notice = say(
            "notes.out_of_range", name=label, low=low, high=high, found=value, taken=taken
        )
    elif whole and taken != round(taken):
        notice = say("notes.whole", name=label, found=value, taken=round(taken))
    if whole:
        taken = float(round(taken))
    numbers = {**dict(state.numbers), name: taken}
    return replace(state, numbers=tuple(sorted(numbers.items()))), notice


def accepted(name: str) -> tuple[float, float]:
    """What the app takes for a number, ends included."""
    if name in WHOLES:
        return WHOLES[name].accepted
    return HYPERPARAMETERS[name][0].accepted


def spoken_name(name: str) -> str:
    """How a notice calls a number: its symbol, or its name in words."""
    if name in HYPERPARAMETERS:
        return HYPERPARAMETERS[name][0].symbol
    return section("controls")[name]


def _number(found: object) -> float | None:
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
    return value if math.isfinite(value) else None


def _shortened(found: Any) -> str:
    text = str(found)
    return text if len(text) <= 40 else text[:39] + "…"
