"""A knob taken through many values: what a weight finds of a front, and a bound."""

from dataclasses import replace

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

import sweeps
from figures.response_curve import EXTENT
from sweeps import Sweep
from ui.address import keep_address
from ui.changes import described, spoken_name
from ui.controls import choice, problem_choice, switch
from ui.header import header
from ui.joined import clauses
from ui.knobs import knob_column
from ui.part import part
from ui.report import short_words
from ui.session import get_state, set_state
from ui.skeleton import fronts, over_skeleton
from ui.state import SWEPT, State
from ui.sweep_player import Side, sweep_player
from ui.sweep_runs import Pair, asked_of, pair_of
from ui.sweep_words import is_underdamped, summary
from ui.waiting import patiently
from ui.words import say

KEY = "sweep"
# Columns whose names in words do not depend on what is swept.
HEADS = ("start", "loss_1", "loss_2", "verdict", "needed_damping")


def sweep_page() -> None:
    """The row of the title, the controls, and a sweep of α beside one of another knob."""
    header(of_first_page=False)
    _sweeps()


@part()
def _sweeps() -> None:
    keep_address()
    progress = _controls()
    asked = asked_of(get_state())
    with over_skeleton(KEY, fronts(2 * [asked.problem], State(), EXTENT)):
        pair = patiently(KEY, asked, lambda wait: pair_of(asked, wait), progress)
        if pair is not None:
            _shown(pair)


def _shown(pair: Pair) -> None:
    state, (weight, knob) = pair.asked, (pair.weight, pair.knob)
    titles = (
        say("sweep.by_weight", values=len(weight.values)),
        say("sweep.by_knob", knob=_name(knob.name), values=len(knob.values)),
    )
    sides = [
        Side(of, state.problem, title)
        for of, title in zip((weight, knob), titles, strict=True)
    ]
    sweep_player(f"{KEY} player", *sides)
    left, right = st.columns(2, gap="large")
    with left:
        st.markdown(summary(weight))
        _numbers("left", state.problem, weight)
    with right:
        st.markdown(summary(knob))
        if knob.name == "epsilon" and not state.adaptive and is_underdamped(knob):
            _remedy()
        _numbers("right", state.problem, knob)


def _controls() -> DeltaGenerator:
    """The controls; returns the place for a bar, beside the slider that makes it slow."""
    hidden = get_state().hidden
    first, second, third, fourth = st.columns(4)
    with first:
        problem_choice()
    with second:
        labels = {name: _name(name) for name in SWEPT}
        choice("swept", labels, say("sweep.swept"))
    for name in ("epsilon", "damping", "num_steps"):
        if name not in (*hidden, get_state().swept):
            with fourth if name == "num_steps" else third:
                knob_column(f"{KEY} {name}", [name], {})
    if get_state().swept == "epsilon" and "adaptive" not in hidden:
        with third:
            switch("adaptive")
    return fourth


def _remedy() -> None:
    if "adaptive" not in get_state().hidden:
        st.button(say("sweep.remedy"), on_click=_adapt)


def _adapt() -> None:
    set_state(replace(get_state(), adaptive=True))


def _numbers(side: str, problem: str, of: Sweep) -> None:
    with st.expander(say("sweep.numbers")):
        table = sweeps.table(of)
        st.dataframe(_in_words(table, of.name), hide_index=True, height=240)
        st.download_button(
            say("sweep.download"),
            table.to_csv(index=False),
            f"sweep-{problem}-{of.name}.csv",
            "text/csv",
            key=f"{KEY} {side} download",
        )


def _in_words(table: pd.DataFrame, swept: str) -> pd.DataFrame:
    """The table as one reads it; as a file it has the names of the code."""
    heads = {name: say(f"sweep.{name}") for name in HEADS}
    heads |= {swept: spoken_name(swept), "failed": say("sweep.failed_run")}
    table = table.assign(verdict=short_words(table["verdict"])).round(4)
    return table.rename(columns=heads)


def _name(name: str) -> str:
    return clauses([spoken_name(name), described(name)])
