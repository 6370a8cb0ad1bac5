"""Small plots of loss space side by side: what they have of a state, and how each looks."""

from dataclasses import replace
from typing import Any

import numpy as np

from simulation import Trajectory
from starts import COUNTED
from ui.compute import Batch
from ui.panels import bound, loss_view, panel
from ui.player import Panel
from ui.state import State
from ui.words import say
from verdicts import Outcomes


def for_small_plot(state: State) -> State:
    """The state with as many runs as can be told apart: no row of them, and one weight."""
    starts = "seven" if state.starts in COUNTED else state.starts
    return replace(state, starts=starts, weights=())


def small_panel(
    state: State, batch: Batch, outcomes: Outcomes, title: str, chip: str
) -> Panel:
    """A plot that opens in the Lab, with what became of its runs above it in short."""
    views = (loss_view(state, batch),)
    extras = _extras(state, batch, chip)
    return panel(state, batch, outcomes, views, title=title, extras=extras)


def waiting_panel(state: State, title: str, chip: str) -> Panel:
    """The same plot before its runs are there."""
    iterates = state.affordable_steps() + 1
    pairs = np.zeros((0, iterates, 2))
    batch = Batch(state.problem, state.method(), Trajectory(pairs, pairs, pairs[..., 0]))
    return Panel(
        title=title,
        batch=batch,
        views=(loss_view(state, batch),),
        alt=say("compare.alt", title=title, said=chip),
        outcome=np.zeros((0, 4)),
        verdicts=np.zeros(0, np.uint8),
        verdict_words=(),
        extras=_extras(state, batch, chip),
    )


def _extras(state: State, batch: Batch, chip: str) -> dict[str, Any]:
    value = f"{state.problem},{state.optimizer}"
    opens = {"name": "open", "value": value, "label": say("compare.open")}
    return {"chip": chip, "opens": opens, "bound": bound(state, batch)}
