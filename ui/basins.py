"""Basins: which starts end where, for any problem and method."""

from collections import Counter

import pandas as pd
import streamlit as st

from basins import Basins, basins
from figures.basins import basins as basins_figure
from figures.basins import letter
from optimizers import OPTIMIZERS
from optimizers.base import hyperparameters
from toy_problems import PROBLEMS
from ui.address import keep_address
from ui.advice import advice
from ui.charts import chart, shown_theme
from ui.controls import method_choice, problem_choice
from ui.header import header
from ui.knobs import knob_column
from ui.report import RATES, title
from ui.session import get_state, latest
from ui.state import State
from ui.stills import pareto_set
from ui.words import say

KEY = "basins"
HEIGHT = 480


def basins_page() -> None:
    """The row of the title, the controls, the map, and a table of the ends."""
    header(of_first_page=False)
    _map()


@st.fragment
def _map() -> None:
    keep_address()
    left, right = st.columns([24, 76], gap="medium")
    with left:
        _controls()
    state = get_state()
    found = latest(KEY, lambda: _basins(state))
    share = Counter(found.label.ravel().tolist())
    rows = [
        (letter(end), *centre, share[end] / found.label.size)
        for end, centre in enumerate(found.centres)
    ]
    said = _said(state, rows, share[-1] / found.label.size)
    with right:
        titles = say("axes.theta_1"), say("axes.theta_2"), say("basins.no_end")
        figure = basins_figure(
            found.t1,
            found.t2,
            found.label,
            found.centres,
            pareto_set(state.show_front),
            shown_theme(),
            titles,
        )
        chart(figure, f"{KEY} map", said, HEIGHT)
        st.markdown(said)
        heads = [say(f"basins.{name}") for name in ("end", "loss_1", "loss_2", "share")]
        with st.expander(say("basins.table")):
            st.dataframe(pd.DataFrame(rows, columns=heads).round(3), hide_index=True)


def _controls() -> None:
    problem_choice()
    method_choice()
    state = get_state()
    names = [*hyperparameters(OPTIMIZERS[state.optimizer]), "num_steps"]
    shown = [name for name in names if name not in (*RATES, *state.hidden)]
    if shown:
        knob_column(f"{KEY} knobs", shown, advice(state))


def _basins(state: State) -> Basins:
    """Of the state, whatever its theme, view and starts are."""
    return _basins_of(state.only("problem", "optimizer", "numbers"))


@st.cache_data(max_entries=64, show_spinner=False)
def _basins_of(state: State) -> Basins:
    steps = int(state["num_steps"])
    return basins(PROBLEMS[state.problem](), state.method(), steps)


def _said(state: State, rows: list[tuple], without: float) -> str:
    ends = ", ".join(
        say("basins.part", end=end, loss_1=loss_1, loss_2=loss_2, share=share)
        for end, loss_1, loss_2, share in rows
    )
    words = say("basins.sentence", title=title(state), ends=ends or say("basins.none"))
    return words + (say("basins.without", share=without) if without else "")
