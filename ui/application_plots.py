"""Plots of a training of an application: its front, its course, and what it made."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import plotly.graph_objects as go
from jaxtyping import Float

from applications.pictures import Bars, Curve, Histograms, Images, Path, Policy
from figures import model_pictures
from figures.estimated_front import estimated_front
from figures.front_surface import front_surface
from figures.policy_map import policy_map
from figures.training_course import training_course
from kept_trainings import kept
from ui.application_numbers import own_numbers
from ui.application_training import Running
from ui.application_words import axis_title
from ui.charts import shown_theme
from ui.joined import clauses
from ui.words import say, translated

PICTURES: dict[type, Callable[..., go.Figure]] = {
    Bars: model_pictures.bars,
    Curve: model_pictures.curve,
    Histograms: model_pictures.histograms,
    Images: model_pictures.images,
    Policy: policy_map,
    Path: model_pictures.path,
}


def front(at_hand: Running) -> go.Figure:
    """The estimated front, with the way of a training: in the plane, or in space."""
    by_bound, by_weight, *_ = kept(at_hand.asked.application)
    minimized, losses = at_hand.application.minimized, at_hand.result.losses
    first, *others = at_hand.application.bounded
    if others:
        (second,) = others
        side = math.isqrt(len(by_bound.losses))
        return front_surface(
            by_bound.losses.reshape(side, side, 3),
            by_weight.losses,
            losses,
            shown_theme(),
            (minimized.symbol, first.symbol, second.symbol),
        )
    (bound,) = _bounds(at_hand) or (math.nan,)
    return estimated_front(
        by_bound.losses,
        by_weight.losses,
        losses,
        bound,
        shown_theme(),
        (axis_title(minimized), axis_title(first)),
    )


def picture(at_hand: Running) -> go.Figure:
    """What a training has made of the model."""
    parts: Any = at_hand.result.picture
    return PICTURES[type(parts)](*map(_translated, parts), shown_theme())


def _translated(part: Any) -> Any:
    """The words in a part of a picture in the language that is spoken."""
    if isinstance(part, str):
        return _in_parts(part)
    if isinstance(part, tuple):
        return tuple(map(_translated, part))
    return part


def _in_parts(words: str) -> str:
    """A label in the language that is spoken, as a whole or else part by part."""
    found = translated(words)
    return clauses(map(translated, words.split(", "))) if found == words else found


def bounded_course(at_hand: Running) -> go.Figure:
    """The bounded losses over the steps, with their bounds."""
    names = tuple(map(axis_title, at_hand.application.bounded))
    return _course(at_hand, at_hand.result.losses[:, 1:], names, _bounds(at_hand))


def other_course(at_hand: Running) -> go.Figure:
    """The multipliers over the steps; of a method without any, the minimized loss."""
    count = at_hand.result.multipliers.shape[1]
    if count:
        names = ("λ",) if count == 1 else tuple(f"λ{sub}" for sub in "₁₂₃₄"[:count])
        return _course(at_hand, at_hand.result.multipliers, names)
    name = axis_title(at_hand.application.minimized)
    return _course(at_hand, at_hand.result.losses[:, :1], (name,))


def _course(
    at_hand: Running,
    values: Float[np.ndarray, "records numbers"],
    names: tuple[str, ...],
    levels: tuple[float, ...] = (),
) -> go.Figure:
    theme, steps = shown_theme(), at_hand.result.steps
    return training_course(steps, values, names, levels, theme, say("axes.step"))


def _bounds(at_hand: Running) -> tuple[float, ...]:
    """Those that a training is to keep to; none where it has weights."""
    state = at_hand.asked
    if state.way == "weight":
        return ()
    return tuple(state[name] for name in own_numbers(state.application, state.way))
