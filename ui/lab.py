"""The Lab: any problem, any method, any starts, and what became of the runs."""

import streamlit as st

from optimizers import OPTIMIZERS
from optimizers.base import hyperparameters
from starts import COUNTED, SEEDED, STARTS
from ui import compute, report, series
from ui.advice import advice, steps_advice
from ui.compute import Batch
from ui.controls import (
    choice,
    method_choice,
    problem_choice,
    starts_box,
    switch,
    weights_box,
)
from ui.footnote import footnote
from ui.knobs import knob_column
from ui.panels import (
    can_be_touched,
    loss_view,
    panel,
    parameter_view,
    texts,
    time_view,
)
from ui.player import View, player
from ui.session import get_state, latest
from ui.state import CUSTOM, OF_ANY_RUN, State
from ui.words import say

KEY = "lab"


@st.fragment
def lab() -> None:
    """Controls to the left, the plots and the outcome beside them."""
    left, right = st.columns([24, 76], gap="medium")
    with left:
        _controls()
    batch = latest(KEY, lambda: compute.batch(get_state()))
    state, outcomes = get_state(), batch.outcomes()
    if can_be_touched(state, batch):
        with left, st.expander(say("controls.starts_box")):
            starts_box(batch.run.losses[:, 0])
    with right:
        parts = texts(state, batch, outcomes)
        player(KEY, [panel(state, batch, outcomes, _views(state, batch), extras=parts)])
        footnote(state, is_below=True)
    with left:
        footnote(state, is_below=False)


def _views(state: State, batch: Batch) -> tuple[View, ...]:
    if state.total_only:
        return (time_view(state, batch, "", "total"),)
    upper, lower = series.chosen(batch, state.upper_series, state.lower_series)
    return (
        loss_view(state, batch),
        parameter_view(state, batch),
        time_view(state, batch, "upper_series", upper),
        time_view(state, batch, "lower_series", lower),
    )


def _controls() -> None:
    hidden = get_state().hidden
    problem_choice()
    method_choice()
    state = get_state()
    names = list(hyperparameters(OPTIMIZERS[state.optimizer]))
    foremost = [name for name in names if name not in report.RATES]
    said = advice(state) | steps_advice(state)
    if state.several_weights():
        foremost.remove("alpha")
    with st.container():
        _knobs("lab knobs of the method", foremost, said)
    if state.takes_several_weights() and "weights" not in hidden:
        weights_box()
    if "starts" not in hidden:
        ways = [*STARTS, CUSTOM] if state.custom_starts else STARTS
        choice(
            "starts", {name: say(f"starts.{name}") for name in ways}, say("controls.starts")
        )
    counts = ["num_runs"] if state.starts in COUNTED else []
    drawn = state.starts in SEEDED or any(state[name] for name in OF_ANY_RUN)
    counts += ["seed"] if drawn else []
    # Always there, so that what comes below keeps its place, and stays open if it is.
    with st.container():
        _knobs("lab knobs of the starts", counts, said)
    for name in ("show_front", "total_only"):
        if name not in hidden:
            switch(name)
    with st.expander(say("controls.more")):
        rates = [name for name in names if name in report.RATES]
        _knobs("lab knobs of the rates", [*rates, "num_steps", *OF_ANY_RUN], said)
        if "keep_in_domain" not in hidden:
            switch("keep_in_domain")


def _knobs(key: str, names: list[str], said: dict) -> None:
    shown = [name for name in names if name not in get_state().hidden]
    if shown:
        knob_column(key, shown, said)
