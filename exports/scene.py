"""What a picture of a state shows: runs, front, bound and words, as numbers and text."""

from contextlib import nullcontext
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from jaxtyping import Float, UInt8

from figures.loss_space import Bound
from figures.theme import THEMES, Theme
from figures.time_series import ROOM
from ui import compute, report, series
from ui.compute import Batch
from ui.panels import loss_view, time_view
from ui.player import View
from ui.run_colors import run_colors
from ui.state import State
from ui.words import AUTO, say, speaking


class Curves(NamedTuple):
    """One quantity of the runs over the steps.

    Attributes:
        title: What it is, in words.
        points: Step and value of each run at each iterate, NaN from where it has diverged.
        x: First and last step, with room.
        y: Lowest and highest value.
        level: Where it should come to; None for nowhere.
        every: Only each so manieth run is among the points.
    """

    title: str
    points: Float[np.ndarray, "runs iterates 2"]
    x: tuple[float, float]
    y: tuple[float, float]
    level: float | None
    every: int


class Scene(NamedTuple):
    """All that a picture shows.

    Attributes:
        theme: Colours, type and lines.
        title: Method, problem and setting, in words.
        outcome: What became of the runs, in words.
        step: What a step is called.
        axes: Names of both losses.
        front: Points of the Pareto front in order; none where it is hidden.
        bound: The constraint, or None for a method without one.
        losses: Of each run at each iterate, NaN from where it has diverged; None where
            only the total loss is shown.
        curves: What is shown over the steps, the foremost first.
        colors: Place of the colour of each run in the palette.
        labels: A symbol, and its value in each of as many equal groups of runs.
        pinned: Number of the run that is lifted out, from 1; 0 for none.
        until: The step that is shown, the last one of an animation.
        steps: Of a whole run.
    """

    theme: Theme
    title: str
    outcome: str
    step: str
    axes: tuple[str, str]
    front: Float[np.ndarray, "points 2"]
    bound: Bound | None
    losses: Float[np.ndarray, "runs iterates 2"] | None
    curves: tuple[Curves, ...]
    colors: UInt8[np.ndarray, "runs"]
    labels: tuple[str, ...]
    pinned: int
    until: int
    steps: int


def scene(state: State) -> Scene:
    """What the picture of a state shows.

    It is in the language of the state, or of whoever visits. Without a theme of its own it
    is light.

    Raises:
        RefusedError: The runs are many, and this session has had its share of work.
    """
    found = compute.batch(state)
    language = nullcontext() if state.language == AUTO else speaking(state.language)
    with language:
        return _scene(state, found)


def _scene(state: State, batch: Batch) -> Scene:
    name = state.theme if state.theme in THEMES else "light"
    # Otherwise what stands still would be made in each theme that a browser might have.
    shown = replace(state, theme=name)
    steps = batch.run.losses.shape[1] - 1
    loss = loss_view(shown, batch)
    suffix = "_constrained" if batch.method.constrained else ""
    sentence = report.total_sentence if state.total_only else report.sentence
    return Scene(
        theme=THEMES[name],
        title=report.title(state),
        outcome=sentence(batch, batch.outcomes()),
        step=say("axes.step"),
        axes=(say(f"axes.loss_1{suffix}"), say(f"axes.loss_2{suffix}")),
        front=compute.front_points(state.problem)[: None if state.show_front else 0],
        bound=_bound(state, batch),
        losses=None if state.total_only else _points(loss),
        curves=tuple(_curves(shown, batch, one, name) for one in _series(state, batch)),
        colors=run_colors(batch),
        labels=loss.labels,
        pinned=state.pinned if state.pinned <= len(batch.run.losses) else 0,
        until=steps if not state.frame else min(int(state.frame), steps),
        steps=steps,
    )


def _bound(state: State, batch: Batch) -> Bound | None:
    if not batch.method.constrained:
        return None
    best = compute.optimum(state.problem, state["epsilon"])
    return Bound(state["epsilon"], best if state.show_front else (np.nan, np.nan))


def _series(state: State, batch: Batch) -> tuple[str, ...]:
    if state.total_only:
        return ("total",)
    return series.chosen(batch, state.upper_series, state.lower_series)


def _curves(state: State, batch: Batch, name: str, theme: str) -> Curves:
    view = time_view(state, batch, "", name)
    steps = batch.run.losses.shape[1] - 1
    low, high = view.stills[theme]["layout"]["yaxis"]["range"]
    room = ROOM * max(steps, 1)
    return Curves(
        title=view.title,
        points=_points(view),
        x=(-room, steps + room),
        y=(low, high),
        level=series.level(name, batch),
        every=view.every,
    )


def _points(view: View) -> Float[np.ndarray, "runs iterates 2"]:
    """As the player has them: within reach, and nothing from where a run has diverged."""
    values = [np.asarray(one)[:: view.every] for one in view.coordinates]
    gone = np.logical_or.accumulate(~np.isfinite(values).all(axis=0), axis=1)
    near = [np.clip(one, *ends) for one, ends in zip(values, view.ranges, strict=True)]
    if len(near) == 1:
        steps = np.arange(near[0].shape[1], dtype=float)
        near = [np.broadcast_to(steps, near[0].shape), *near]
    return np.where(gone[..., None], np.nan, np.stack(near, axis=-1))
