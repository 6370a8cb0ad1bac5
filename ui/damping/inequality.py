"""The inequality lab: one problem and one bound, treated in eight ways on one clock."""

from dataclasses import replace

import numpy as np
import streamlit as st

from damping.held import Held, held
from optimizers import OPTIMIZERS
from toy_problems import PROBLEMS
from ui import compute
from ui.changes import with_number, with_starts
from ui.compute import Batch
from ui.damping.inequality_words import chip, sentence, table
from ui.latest import latest
from ui.player import Panel, player
from ui.session import get_state, set_state
from ui.small_panels import for_small_plot, small_panel
from ui.state import State
from ui.words import say, text, translated
from verdicts import Outcomes

KEY = "inequality"
# Five treatments of the inequality; then MDMM whose λ moves later, or by another rule.
TREATMENTS = (
    *("mdmm", "mdmm_one_sided", "mdmm_slack", "mdmm_hard_clamp", "mdmm_softplus"),
    *("mdmm_alternating", "mdmm_adam", "nu_pi"),
)
# How far a bound is beyond an end of the front, and a start beyond the bound.
BEYOND = 0.2
CASES = ("active", "inactive", "infeasible")


def inequality(state: State) -> None:
    """Buttons for the cases, the plots on one clock, what they show, and their numbers."""
    _cases()
    treated = latest(KEY, lambda: [_treated(state, name) for name in TREATMENTS])
    st.markdown(sentence(state, treated))
    player(KEY, [_panel(*one) for one in treated], layout="compare")
    st.html(table(treated))
    with st.expander(say("inequality.rules")):
        st.markdown(text("inequality"))


def _cases() -> None:
    with st.container(horizontal=True, key=f"{KEY} cases"):
        for name in (*CASES, "outside", "seven"):
            st.button(say(f"inequality.{name}"), on_click=_take, args=(name,))


def _take(name: str) -> None:
    """The bound of a case, or starts all outside the bound, or those of the sources."""
    state = get_state()
    least, most = compute.extremes_of_loss_2(state.problem)
    epsilon = {
        "active": (least + most) / 2,
        "inactive": most + BEYOND,
        "infeasible": least - BEYOND,
    }
    if name in CASES:
        state, _ = with_number(state, "epsilon", epsilon[name])
    elif name == "outside":
        seven, above = PROBLEMS[state.problem].starts, state["epsilon"] + BEYOND
        state, _ = with_starts(
            state, [(loss_1, max(loss_2, above)) for loss_1, loss_2 in seven]
        )
    else:
        state = replace(state, starts="seven", custom_starts=())
    set_state(state)


def _treated(state: State, name: str) -> tuple[State, Batch, Outcomes, Held]:
    state = replace(for_small_plot(state), optimizer=name)
    batch = compute.batch(state)
    kept = held(PROBLEMS[state.problem](), batch.method, batch.run)
    if state["noise"]:
        # Then it is chance on which side of a bound a run is at the end.
        kept = Held(*(np.zeros_like(part) for part in kept))
    return state, batch, batch.outcomes(), kept


def _panel(state: State, batch: Batch, outcomes: Outcomes, kept: Held) -> Panel:
    title = translated(OPTIMIZERS[state.optimizer].label)
    return small_panel(state, batch, outcomes, title, chip(outcomes, kept))
