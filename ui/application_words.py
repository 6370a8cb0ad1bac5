"""What is said of a training of an application."""

import numpy as np

from applications.base import Application, Bounded, Quantity
from kept_trainings import Result
from optimizers.training import AtLeast
from ui.application_numbers import bound_of, weight_of
from ui.state import State
from ui.words import say

# Of the range of a bound: a loss that is so far from it has not been kept to it.
OFF = 0.02


def named(quantity: Quantity) -> str:
    """A loss as an axis names it: in words, with its symbol and its unit."""
    unit = f" ({quantity.unit})" if quantity.unit else ""
    return f"{quantity.name}, {quantity.symbol}{unit}"


def outcome(
    state: State, application: Application, result: Result, is_under_way: bool
) -> str:
    """What became of the training, or has become of it so far.

    Args:
        state: What was asked for.
        application: Of the state.
        result: Of the training.
        is_under_way: Whether it goes on.
    """
    if not np.isfinite(result.losses).all():
        return _diverged(result)
    minimized, *bounded = result.losses[-1]
    came_to = say(
        "applications.came_to",
        name=application.minimized.name,
        value=minimized,
        unit=application.minimized.unit,
    )
    parts = [came_to]
    for index, (one, value) in enumerate(zip(application.bounded, bounded, strict=True)):
        if state.way == "weight":
            weight = state[weight_of(state.application, one.key)]
            parts.append(
                say("applications.by_weight", name=one.name, weight=weight, value=value)
            )
            continue
        bound = state[bound_of(state.application, one.key)]
        parts.append(say("applications.by_bound", name=one.name, bound=bound, value=value))
        if not is_under_way:
            parts.append(_judged(one, bound, result.losses[:, 1 + index]))
    if result.multipliers.shape[1] == len(application.bounded):
        marginal = ", ".join(f"{value:.3g}" for value in result.multipliers[-1])
        parts.append(say("applications.multiplier", values=marginal))
    return " ".join(filter(None, parts))


def _judged(one: Bounded, bound: float, values: np.ndarray) -> str:
    """Whether the bound could not be kept to."""
    at_least = issubclass(one.kind, AtLeast)
    late = values[len(values) // 2 :]
    violation = bound - late.mean() if at_least else late.mean() - bound
    if violation <= OFF * (one.high - one.low):
        return ""
    best = values.max() if at_least else values.min()
    return say("applications.out_of_reach", name=one.name, best=best)


def _diverged(result: Result) -> str:
    lost = int(np.argmin(np.isfinite(result.losses).all(axis=1)))
    return say("applications.diverged", step=int(result.steps[lost]))
