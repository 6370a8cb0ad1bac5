"""A knob taken through many values: what a weight finds of a front, and a bound."""

from dataclasses import replace
from html import escape
from typing import NamedTuple

import numpy as np
import streamlit as st

import sweeps
from figures.response_curve import response_curve
from figures.sweep_front import sweep_front
from front_coverage import covered, covered_parts
from sweeps import Sweep, adaptive_damping, adaptive_learning_rate, spread
from toy_problems import PROBLEMS
from ui import compute
from ui.address import keep_address
from ui.changes import spoken_name
from ui.charts import chart, shown_theme
from ui.controls import choice, problem_choice, switch
from ui.header import header
from ui.knobs import knob_column
from ui.session import get_state, latest
from ui.state import HYPERPARAMETERS, SWEPT, State
from ui.words import say

KEY = "sweep"
HEIGHTS = 380, 260
# Of weights, 41 from 0.05 to 20 are so far apart that they leave gaps in a convex front.
VALUES = {"alpha": 61}
MANY = 41
# Of them no start is drawn twice, and all are told apart.
STARTS = ("seven", "one", "custom")


class Swept(NamedTuple):
    """A sweep, and how much of the front it has covered."""

    of: Sweep
    parts: np.ndarray


def sweep_page() -> None:
    """The row of the title, the controls, and a sweep of α beside one of another knob."""
    header(of_first_page=False)
    _sweeps()


@st.fragment
def _sweeps() -> None:
    keep_address()
    _controls()
    state = get_state()
    weight = latest(f"{KEY} left", lambda: _swept(_plain(state, "linear"), "alpha"))
    bound = latest(f"{KEY} right", lambda: _swept(_plain(state, "mdmm"), state.swept))
    left, right = st.columns(2, gap="large")
    with left:
        _side("left", state, say("sweep.by_weight", values=len(weight.of.values)), weight)
    with right:
        words = say("sweep.by_knob", knob=_name(state.swept), values=len(bound.of.values))
        _side("right", state, words, bound)


def _controls() -> None:
    hidden = get_state().hidden
    first, second, third, fourth = st.columns(4)
    with first:
        problem_choice()
    with second:
        labels = {name: _name(name) for name in SWEPT}
        choice("swept", labels, say("sweep.swept"))
        if get_state().swept == "epsilon" and "adaptive" not in hidden:
            switch("adaptive")
    others = [name for name in ("epsilon", "damping") if name != get_state().swept]
    for column, name in ((third, others[-1]), (fourth, "num_steps")):
        with column:
            if name not in hidden:
                knob_column(f"{KEY} {name}", [name], {})


def _side(side: str, state: State, heading: str, swept: Swept) -> None:
    """One sweep: the front with its ends, the response of the losses, and the numbers."""
    of, theme = swept.of, shown_theme()
    log = HYPERPARAMETERS[of.name][0].scale == "log"
    front = compute.front_points(state.problem)
    share = float(swept.parts.mean())
    st.html(f"<h2 class='side'>{escape(heading)}</h2>")
    st.progress(share, text=say("sweep.covered", share=share))
    losses = say("axes.loss_1"), say("axes.loss_2")
    parts = covered_parts(front, swept.parts)
    figure = sweep_front(
        front,
        parts,
        of.values,
        of.end_losses,
        of.failed,
        theme,
        (*losses, spoken_name(of.name)),
        log=log,
    )
    said = " ".join([heading, say("sweep.covered", share=share), _reason(of)])
    chart(figure, f"{KEY} {side} front", said, HEIGHTS[0])
    figure = response_curve(
        of.values,
        of.end_losses,
        of.failed,
        theme,
        (spoken_name(of.name), *losses),
        log=log,
        identity=of.name == "epsilon",
    )
    chart(figure, f"{KEY} {side} response", said, HEIGHTS[1])
    st.markdown(_reason(of))
    with st.expander(say("sweep.numbers")):
        table = sweeps.table(of)
        st.dataframe(table.round(4), hide_index=True, height=240)
        st.download_button(
            say("sweep.download"),
            table.to_csv(index=False),
            f"sweep-{state.problem}-{of.name}.csv",
            "text/csv",
            key=f"{KEY} {side} download",
        )


def _reason(of: Sweep) -> str:
    """How many runs failed, and why, where the law of the damping says so."""
    failed, runs = int(of.failed.sum()), of.failed.size
    if not failed:
        return say("sweep.all_settled", runs=runs)
    words = say("sweep.failed", failed=failed, runs=runs)
    if of.underdamped.any():
        needed = float(np.nanmax(of.needed_damping[of.underdamped]))
        first = float(of.values[of.underdamped].min())
        words += say(
            "sweep.underdamped", knob=spoken_name(of.name), first=first, needed=needed
        )
    return words


def _plain(state: State, optimizer: str) -> State:
    """What a sweep depends on, and nothing else, so that it is found again."""
    starts = state.starts if state.starts in STARTS else State().starts
    plain = state.only("problem", "numbers", "adaptive", "custom_starts")
    return replace(plain, optimizer=optimizer, starts=starts)


@st.cache_data(max_entries=64, show_spinner=False)
def _swept(state: State, name: str) -> Swept:
    problem, method = PROBLEMS[state.problem](), state.method()
    values = spread(name, problem, VALUES.get(name, MANY))
    if name == "epsilon" and state.adaptive:
        damping = adaptive_damping(problem, values, state["multiplier_rate"])
        rate = adaptive_learning_rate(damping, state["learning_rate"])
        method = replace(method, damping=damping, learning_rate=rate)  # type: ignore[call-arg]
    of = sweeps.sweep(
        problem, method, name, values, compute.theta0(state), int(state["num_steps"])
    )
    return Swept(of, covered(of.end_losses, compute.front_points(state.problem)))


def _name(name: str) -> str:
    values = HYPERPARAMETERS[name][0]
    return f"{values.symbol}, {values.name}"
