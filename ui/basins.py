"""Basins: which starts end where, for any problem and method."""

from collections import Counter
from dataclasses import replace

import numpy as np
import pandas as pd
import streamlit as st

from basins import NO_END, Basins, Ends, divided, ends, ends_of, grid
from figures.basins import basins as basins_figure
from figures.basins import edges, letter, margin
from optimizers import OPTIMIZERS
from optimizers.base import hyperparameters
from toy_problems import PROBLEMS
from ui import compute
from ui.address import keep_address
from ui.advice import advice
from ui.changes import with_number
from ui.charts import chart, shown_theme
from ui.controls import method_choice, problem_choice
from ui.header import header
from ui.joined import clauses, items
from ui.knobs import knob_column
from ui.limits import turn
from ui.part import part
from ui.report import RATES, title
from ui.session import get_state, open_figure
from ui.skeleton import over_skeleton, set_of_front
from ui.state import CUSTOM, State
from ui.stills import pareto_set
from ui.waiting import PATIENCE, OnWait, in_pieces, patiently
from ui.words import say

KEY = "basins"
HEIGHT = 480
# Few starts, which a person has chosen: they are ringed.
RINGED = ("one", CUSTOM)
# A power of two of runs, or nearly so, is one for which nothing is computed in vain.
PIECES = 4
# One start, and the same with a weight so much larger that it ends elsewhere.
FIGURES = ("alpha-jump", "alpha-jump-after")


def basins_page() -> None:
    """The row of the title, the controls, the map, and a table of the ends."""
    header(of_first_page=False)
    _map()


@part()
def _map() -> None:
    keep_address()
    left, right = st.columns([24, 76], gap="medium")
    with left:
        _controls()
    # Of one weight, and without noise.
    state, _ = with_number(replace(get_state(), weights=()), "noise", 0.0)
    # Of the state, whatever its theme, view and starts are.
    asked = state.only("problem", "optimizer", "numbers")
    cells = grid(PROBLEMS[asked.problem]())
    extents = edges(cells.t1), edges(cells.t2)
    still = set_of_front(pareto_set(state.show_front), extents, margin())
    with right, over_skeleton(KEY, [still]):
        shown = patiently(KEY, asked, lambda wait: _basins(asked, wait), left)
        if shown is not None:
            _shown(state, *shown)


def _shown(state: State, asked: State, found: Basins) -> None:
    of_asked = {name: getattr(asked, name) for name in ("problem", "optimizer", "numbers")}
    state = replace(state, **of_asked)
    share = Counter(found.label.ravel().tolist())
    rows = [
        (letter(end), *centre, share[end] / found.label.size)
        for end, centre in enumerate(found.centres)
    ]
    ringed, their_ends = _ringed(state, found)
    said = _said(state, rows, share[NO_END] / found.label.size, their_ends)
    titles = say("axes.theta_1"), say("axes.theta_2"), say("basins.no_end")
    figure = basins_figure(
        found.t1,
        found.t2,
        found.label,
        found.centres,
        pareto_set(state.show_front),
        ringed,
        their_ends,
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
    if not {"problem", "optimizer", "alpha"} & set(state.hidden):
        with st.container(horizontal=True, gap="small"):
            for name in FIGURES:
                label = say(f"figure_titles.{name}")
                st.button(label, key=f"{KEY} {name}", on_click=open_figure, args=(name,))


def _basins(asked: State, on_wait: OnWait) -> tuple[State, Basins]:
    """What was asked for, and the basins of it."""
    pieces = [(asked, piece) for piece in range(PIECES)]
    parts = zip(*in_pieces(pieces, _ends, on_wait), strict=True)
    return asked, divided(
        grid(PROBLEMS[asked.problem]()), Ends(*map(np.concatenate, parts))
    )


# Of the pieces of some dozen maps.
@st.cache_data(max_entries=128, show_spinner=False)
def _ends(piece: tuple[State, int], _computed: list[tuple[State, int]]) -> Ends:
    """Of a part of the grid; what was not found in the cache is added to `_computed`."""
    state, number = piece
    problem, steps = PROBLEMS[state.problem](), int(state["num_steps"])
    starts = np.array_split(grid(problem).starts(), PIECES)[number]
    with turn(len(starts) * steps, PATIENCE):
        _computed.append(piece)
        return ends(problem, state.method(), starts, steps)


def _ringed(state: State, found: Basins) -> tuple[np.ndarray, np.ndarray]:
    """Parameters of the ringed starts, and the number of the end of each."""
    if state.starts not in RINGED:
        return np.zeros((0, 2)), np.zeros(0, int)
    problem, starts = PROBLEMS[state.problem](), compute.theta0(state)
    steps = int(state["num_steps"])
    return starts, ends_of(problem, state.method(), starts, found.centres, steps)


def _said(state: State, rows: list[tuple], without: float, ringed: np.ndarray) -> str:
    ends = clauses(
        say("basins.part", end=end, loss_1=loss_1, loss_2=loss_2, share=share)
        for end, loss_1, loss_2, share in rows
    )
    words = say("basins.sentence", title=title(state), ends=ends or say("basins.none"))
    words += say("basins.without", share=without) if without else ""
    names = [letter(end) if end != NO_END else say("basins.no_end") for end in ringed]
    return words + (say("basins.ringed", ends=items(names)) if names else "")
