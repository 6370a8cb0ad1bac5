"""Small plots of loss space side by side: what they have of a state, and how each looks."""

from dataclasses import replace

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
    value = f"{state.problem},{state.optimizer}"
    opens = {"name": "open", "value": value, "label": say("compare.open")}
    extras = {"chip": chip, "opens": opens, "bound": bound(state, batch)}
    views = (loss_view(state, batch),)
    return panel(state, batch, outcomes, views, title=title, extras=extras)
