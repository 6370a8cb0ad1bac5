"""The Lab: any problem, any method, any starts, and what became of the runs."""

from dataclasses import replace
from typing import Any

import streamlit as st

from optimizers import OPTIMIZERS
from optimizers.base import hyperparameters
from starts import COUNTED, SEEDED, STARTS
from toy_problems import PROBLEMS
from ui import compute, report
from ui.advice import advice, steps_advice
from ui.knobs import knob_column
from ui.player import Panel, player
from ui.session import change_choice, follow, get_state, latest, set_state
from ui.words import say

KEY = "lab"


@st.fragment
def lab() -> None:
    """Controls to the left, the plot in the middle, the outcome to the right."""
    left, middle, right = st.columns([25, 46, 29], gap="medium")
    with left:
        _controls()
    state, batch = latest(KEY, lambda: (get_state(), compute.batch(get_state())))
    outcomes = batch.outcomes()
    words = report.sentence(state, batch, outcomes)
    epsilon = state["epsilon"] if batch.method.constrained else None
    with middle:
        player(KEY, [Panel("", batch, compute.figures(state.problem, epsilon), words)])
    with right:
        st.html(f"<p class='sentence' role='status' data-testid='sentence'>{words}</p>")
        st.caption(report.spent(batch, outcomes))
        st.html(report.table(batch, outcomes))


def _controls() -> None:
    _choice("problem", {key: problem.label for key, problem in PROBLEMS.items()})
    _choice(
        "optimizer", {key: method.label for key, method in OPTIMIZERS.items()}, "method"
    )
    state = get_state()
    names = list(hyperparameters(OPTIMIZERS[state.optimizer]))
    foremost = [name for name in names if name not in report.RATES]
    said = advice(state) | steps_advice(state)
    knob_column("lab knobs of the method", foremost, said)
    _choice("starts", {name: say(f"starts.{name}") for name in STARTS})
    counts = ["num_runs"] if state.starts in COUNTED else []
    counts += ["seed"] if state.starts in SEEDED else []
    # Always there, so that what comes below keeps its place, and stays open if it is.
    with st.container():
        if counts:
            knob_column("lab knobs of the starts", counts, said)
    with st.expander(say("controls.more")):
        rates = [name for name in names if name in report.RATES]
        knob_column("lab knobs of the rates", [*rates, "num_steps"], said)
        _keep_in_domain()


def _choice(name: str, labels: dict[str, str], title: str = "") -> None:
    """A choice among names; the state is what counts, the widget follows it."""
    key = f"lab {name}"
    follow(key, getattr(get_state(), name))
    widget = st.segmented_control if len(labels) <= 3 else st.selectbox
    extra: dict[str, Any] = {"required": True} if len(labels) <= 3 else {}

    def changed() -> None:
        change_choice(name, st.session_state[key])

    widget(
        say(f"controls.{title or name}"),
        list(labels),
        format_func=lambda option: labels.get(option, option),
        key=key,
        on_change=changed,
        width="stretch",
        **extra,
    )


def _keep_in_domain() -> None:
    key = "lab keep in domain"
    follow(key, get_state().keep_in_domain)

    def changed() -> None:
        set_state(replace(get_state(), keep_in_domain=st.session_state[key]))

    st.checkbox(
        say("controls.keep_in_domain"),
        key=key,
        help=say("controls.keep_in_domain_help"),
        on_change=changed,
    )
