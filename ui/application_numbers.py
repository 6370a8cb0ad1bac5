"""The numbers of applications, by name: a bound and a weight for each bounded loss."""

import math

from applications import APPLICATIONS
from applications.base import Application
from ranges import Range
from ui.words import say, translated

# Of a slider, how far beyond it a bound is accepted that may not be reachable.
BEYOND = 10


def bound_of(application: str, key: str) -> str:
    """Name of a bound; arguments are the keys of an application and of a loss."""
    return f"{application}.{key}.bound"


def weight_of(application: str, key: str) -> str:
    """Name of a weight, likewise."""
    return f"{application}.{key}.weight"


def described(name: str) -> str:
    """What the number with a name is, in words."""
    application, key, kind = name.split(".")
    (of,) = (one.name for one in APPLICATIONS[application].bounded if one.key == key)
    words = "applications.bound_of" if kind == "bound" else "applications.weight_of"
    return say(words, name=translated(of))


def own_numbers(application: str, way: str) -> list[str]:
    """Names of the bounds of an application, or of its weights, as the way has it."""
    of = weight_of if way == "weight" else bound_of
    return [of(application, one.key) for one in APPLICATIONS[application].bounded]


def numbers_of_applications() -> dict[str, tuple[Range, float]]:
    """Range and default of each number of any application, by name."""
    found: dict[str, tuple[Range, float]] = {}
    for name, application in APPLICATIONS.items():
        found |= _numbers(name, application)
    return found


def _numbers(name: str, application: type[Application]) -> dict[str, tuple[Range, float]]:
    found: dict[str, tuple[Range, float]] = {}
    several = len(application.bounded) > 1
    for index, one in enumerate(application.bounded):
        mark = "₁₂"[index] if several else ""
        far = BEYOND * (one.high - one.low)
        bound = Range(
            f"ε{mark}",
            one.name,
            one.low,
            one.high,
            -math.inf,
            (one.low - far, one.high + far),
        )
        low, high = one.weights
        weight = Range(f"α{mark}", one.name, low, high, 0, (0, BEYOND * high), "log")
        found[bound_of(name, one.key)] = bound, one.epsilon
        found[weight_of(name, one.key)] = weight, one.weight
    return found
