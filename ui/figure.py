"""A figure to embed: the picture, the transport, and the foremost controls."""

import streamlit as st

from optimizers import OPTIMIZERS
from optimizers.base import hyperparameters
from ui import compute, report, series
from ui.advice import advice
from ui.knobs import Advice, spec
from ui.panels import bound, loss_view, panel, time_view
from ui.player import player
from ui.session import get_state, latest
from ui.skeleton import fronts, over_skeleton

KEY = "figure"
MOST_KNOBS = 2


def figure() -> None:
    """Loss space, one plot over time where there is room, and two sliders at most."""
    with over_skeleton(KEY, fronts([get_state().problem], get_state())):
        _picture()


@st.fragment
def _picture() -> None:
    batch = latest(KEY, lambda: compute.batch(get_state()))
    state, outcomes = get_state(), batch.outcomes()
    (upper,) = series.chosen(batch, state.upper_series)
    views = [loss_view(state, batch), time_view(state, batch, "upper_series", upper)]
    if state.total_only:
        views = [time_view(state, batch, "", "total")]
    names = hyperparameters(OPTIMIZERS[state.optimizer])
    shown = [name for name in names if name not in (*report.RATES, *state.hidden)]
    said = advice(state)
    knobs = tuple(spec(KEY, name, said.get(name, Advice())) for name in shown[:MOST_KNOBS])
    extras = {"bound": bound(state, batch)}
    parts = {"title": report.title(state), "knobs": knobs, "extras": extras}
    player(KEY, [panel(state, batch, outcomes, tuple(views), **parts)])
