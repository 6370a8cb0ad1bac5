"""The Lab: any problem, any method, any starts, and what became of the runs."""

from dataclasses import replace
from html import escape
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
from ui.session import change_choice, get_state, latest, set_state
from ui.words import say

KEY = "lab"
# So few options stand side by side; more are a list that opens.
FEW = 3


@st.fragment
def lab() -> None:
    """Controls to the left, the plot in the middle, the outcome to the right."""
    left, middle, right = st.columns([25, 46, 29], gap="medium")
    with left:
        _controls()
    batch = latest(KEY, lambda: compute.batch(get_state()))
    outcomes = batch.outcomes()
    words = report.sentence(batch, outcomes)
    epsilon = getattr(batch.method, "epsilon", None)
    with middle:
        player(KEY, [Panel("", batch, compute.figures(batch.problem, epsilon), words)])
    with right:
        st.html(
            f"<p class='sentence' role='status' data-testid='sentence'>{escape(words)}</p>"
        )
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
    """A choice among names, which begins with that of the state."""
    key = f"lab {name}"
    options, chosen = list(labels), getattr(get_state(), name)

    def changed() -> None:
        change_choice(name, st.session_state[key])

    # The first choice is given as such, not through the session's state: of that a browser
    # is not told if the run is cut short, and it would answer with the first option.
    label = say(f"controls.{title or name}")
    always: dict[str, Any] = {"key": key, "on_change": changed, "width": "stretch"}
    always["format_func"] = lambda option: labels.get(option, option)
    if len(options) <= FEW:
        st.segmented_control(label, options, default=chosen, required=True, **always)
    else:
        st.selectbox(label, options, index=options.index(chosen), **always)


def _keep_in_domain() -> None:
    key = "lab keep in domain"

    def changed() -> None:
        set_state(replace(get_state(), keep_in_domain=st.session_state[key]))

    st.checkbox(
        say("controls.keep_in_domain"),
        value=get_state().keep_in_domain,
        key=key,
        help=say("controls.keep_in_domain_help"),
        on_change=changed,
    )
