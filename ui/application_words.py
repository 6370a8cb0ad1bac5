"""What is said of a training of an application."""

import numpy as np

from applications.base import Application, Bounded, Quantity
from kept_trainings import Kept, Result
from ui.application_numbers import bound_of, weight_of
from ui.application_training import Running
from ui.joined import items, sentences
from ui.words import say, translated, with_minus

# Of the range of a bound: a loss that is so far from it has not been kept to it.
OFF = 0.02
# The mean over the last one of so many parts of a training counts.
LATE = 4


def axis_title(quantity: Quantity) -> str:
    """A loss as an axis names it: its symbol and its unit."""
    unit = f" ({translated(quantity.unit)})" if quantity.unit else ""
    return f"{quantity.symbol}{unit}"


def outcome(at_hand: Running) -> str:
    """What became of a training, or has become of it so far."""
    state, application, result = at_hand.asked, at_hand.application, at_hand.result
    if not np.isfinite(result.losses).all():
        return _diverged(result)
    minimized, *bounded = result.losses[-1]
    parts = []
    if application.minimized.name:
        parts.append(_value("applications.came_to", application.minimized, minimized))
    each = list(zip(application.bounded, bounded, strict=True))
    if state.way == "weight":
        for one, value in each:
            weight = state[weight_of(state.application, one.key)]
            parts.append(_value("applications.by_weight", one, value, weight=weight))
        return sentences(*parts)
    missed = []
    for index, (one, value) in enumerate(each, 1):
        bound = state[bound_of(state.application, one.key)]
        parts.append(_value("applications.by_bound", one, value, bound=bound))
        missed.append(_missed(one, bound, result.losses[:, index]))
    if any(missed):
        parts += [] if at_hand.is_under_way else filter(None, missed)
    elif result.multipliers.shape[1] and application.minimized.name:
        marginal = items(f"{value:.3g}" for value in result.multipliers[-1])
        parts.append(with_minus(say("applications.multiplier", values=marginal)))
    return sentences(*parts)


def with_noise(application: Application, known: Kept) -> str:
    """What mini-batches do to MDMM, and to hard constraint first, by the default bounds."""
    parts = [say("applications.noisy", losses=_listed(application, known.noisy))]
    # Nothing is kept of an application in which nothing can come first.
    if np.isfinite(known.noisy_first).all():
        listed = _listed(application, known.noisy_first)
        parts.append(say("applications.noisy_first", losses=listed))
    return with_minus(sentences(*parts))


def _listed(application: Application, losses: np.ndarray) -> str:
    quantities = [application.minimized, *application.bounded]
    pairs = zip(quantities, losses, strict=True)
    return items(f"{of.symbol} = {value + 0.0:.4g}" for of, value in pairs if of.name)


def _value(key: str, of: Quantity, value: float, **numbers: float) -> str:
    name = translated(of.name)
    name = name[:1].upper() + name[1:]
    unit = f" {translated(of.unit)}" if of.unit else ""
    # A zero that was rounded is neither.
    return with_minus(say(key, name=name, value=value + 0.0, unit=unit, **numbers))


def _missed(one: Bounded, bound: float, values: np.ndarray) -> str:
    """What is said if the loss came nowhere near its bound; else nothing."""
    late = np.mean(values[-len(values) // LATE :])
    violations = np.asarray(one.kind(bound=bound).violations(late))  # type: ignore[call-arg]
    violation = np.max(np.abs(violations) if one.kind.is_equality else violations)
    if violation <= OFF * (one.high - one.low):
        return ""
    best = values[np.argmin(np.abs(values - bound))]
    return say("applications.out_of_reach", name=translated(one.name), best=best)


def _diverged(result: Result) -> str:
    lost = int(np.argmin(np.isfinite(result.losses).all(axis=1)))
    return say("applications.diverged", step=int(result.steps[lost]))
