"""A figure to embed: the picture, the transport, and the foremost controls."""

from typing import Any

from optimizers import OPTIMIZERS
from optimizers.base import hyperparameters
from ui import compute, report, series
from ui.advice import advice
from ui.compute import Batch
from ui.knobs import Advice, spec
from ui.latest import latest
from ui.panels import bound, loss_view, panel, time_view
from ui.part import part
from ui.player import Panel, player
from ui.session import get_state
from ui.skeleton import fronts, over_skeleton
from ui.state import State
from verdicts import Outcomes

KEY = "figure"
MOST_KNOBS = 2


def figure() -> None:
    """Loss space, one plot over time where there is room, and two sliders at most."""
    with over_skeleton(KEY, fronts([get_state().problem], get_state())):
        _picture()


@part()
def _picture() -> None:
    batch = latest(KEY, lambda: compute.batch(get_state()))
    state, outcomes = get_state(), batch.outcomes()
    said = advice(state)
    knobs = tuple(
        spec(KEY, name, said.get(name, Advice())) for name in _numbers(state)[:MOST_KNOBS]
    )
    player(KEY, [figure_panel(state, batch, outcomes, knobs)])


def figure_panel(
    state: State, batch: Batch, outcomes: Outcomes, knobs: tuple[dict[str, Any], ...]
) -> Panel:
    """What a figure shows: loss space and one plot over time, or the total loss alone.

    Args:
        state: Which made the batch.
        batch: The runs.
        outcomes: What became of them.
        knobs: Those under the plots.
    """
    (upper,) = series.chosen(batch, state.upper_series)
    views = (loss_view(state, batch), time_view(state, batch, "upper_series", upper))
    if state.total_only:
        views = (time_view(state, batch, "", "total"),)
    extras = {"bound": bound(state, batch)}
    parts = {"title": report.title(state), "knobs": knobs, "extras": extras}
    return panel(state, batch, outcomes, views, **parts)


def _numbers(state: State) -> list[str]:
    """The numbers of the method that have a slider, the foremost first."""
    names = hyperparameters(OPTIMIZERS[state.optimizer])
    return [name for name in names if name not in (*report.RATES, *state.hidden)]
