"""The Lab: any problem, any method, any starts, and what became of the runs."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

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
from ui.knobs import knob_column, taken
from ui.latest import latest
from ui.panels import (
    can_be_touched,
    loss_view,
    panel,
    parameter_view,
    texts,
    time_view,
)
from ui.part import part
from ui.player import View, player
from ui.session import get_state
from ui.skeleton import fronts, over_skeleton
from ui.state import CUSTOM, OF_ANY_RUN, State
from ui.words import say

KEY = "lab"


@part(KEY)
def lab() -> None:
    """Controls to the left, the plots and the outcome beside them."""
    with st.container(key="lab-parts"):
        left, right = st.columns([24, 76], gap="medium")
    with left:
        knobs = _controls()
        box, last = st.container(), st.container()
    with right, over_skeleton(KEY, fronts([get_state().problem], get_state())):
        batch = _moving(knobs, last)
    if can_be_touched(get_state(), batch):
        with box, st.expander(say("controls.starts_box")):
            starts_box(batch.run.losses[:, 0])


@part()
def _moving(knobs: DeltaGenerator, last: DeltaGenerator) -> Batch:
    """What follows a number of the method: alone, so that the rest is not sent each time.

    Args:
        knobs: Place of the knobs of the method.
        last: Place below all controls.
    """
    state = get_state()
    with knobs:
        _method_knobs(state)
    batch = latest(KEY, lambda: compute.batch(state))
    outcomes = batch.outcomes()
    parts = texts(state, batch, outcomes)
    shown = panel(state, batch, outcomes, _views(state, batch), extras=parts)
    player(KEY, [shown], on_input=_touched)
    footnote(state, is_below=True)
    with last:
        footnote(state, is_below=False)
    return batch


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


def _controls() -> DeltaGenerator:
    """All controls but the knobs of the method, for which it returns the place."""
    hidden = get_state().hidden
    problem_choice()
    method_choice()
    knobs = st.container(key="lab-method")
    state = get_state()
    said = steps_advice(state)
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
        rates = [name for name in _numbers(state) if name in report.RATES]
        _knobs("lab knobs of the rates", [*rates, "num_steps", *OF_ANY_RUN], said)
        if "keep_in_domain" not in hidden:
            switch("keep_in_domain")
    return knobs


def _method_knobs(state: State) -> None:
    names = [name for name in _numbers(state) if name not in report.RATES]
    if state.several_weights():
        names.remove("alpha")
    _knobs("lab knobs of the method", names, advice(state))


def _numbers(state: State) -> list[str]:
    return list(hyperparameters(OPTIMIZERS[state.optimizer]))


def _touched() -> None:
    """Take what came from the plots; starts are among the other controls as well."""
    if "starts" in taken(KEY):
        st.rerun(KEY)


def _knobs(key: str, names: list[str], said: dict) -> None:
    shown = [name for name in names if name not in get_state().hidden]
    if shown:
        knob_column(key, shown, said)
