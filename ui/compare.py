"""Every method on every front: fifteen small plots of loss space on one clock."""

from collections import Counter
from dataclasses import replace
from html import escape

import streamlit as st

from optimizers import OPTIMIZERS
from toy_problems import PROBLEMS
from ui import compute
from ui.address import keep_address
from ui.advice import steps_advice
from ui.changes import spoken_name
from ui.compute import Batch
from ui.header import header
from ui.knobs import Advice, knob_column
from ui.player import Panel, player
from ui.report import RATES
from ui.session import get_state, has_opened, latest
from ui.skeleton import fronts, over_skeleton
from ui.small_panels import for_small_plot, small_panel
from ui.state import State
from ui.words import say
from verdicts import Outcomes

KEY = "compare"
SHOWN = ("alpha", "epsilon", "damping", "num_steps")


def compare() -> None:
    """The row of the title, one set of controls, the plots, and the table of verdicts."""
    header(of_first_page=False)
    _comparison()


@st.fragment
def _comparison() -> None:
    keep_address()
    # A panel whose title was clicked.
    if has_opened():
        st.switch_page("app.py")
    said = steps_advice(get_state())
    shown = [name for name in SHOWN if name not in get_state().hidden]
    for name, column in zip(shown, st.columns(max(len(shown), 1)), strict=False):
        with column:
            knob_column(f"{KEY} {name}", [name], {name: said.get(name, Advice())})
    states = _states()
    st.markdown(_budget(states[0]))
    with over_skeleton(KEY, fronts([state.problem for state in states], get_state())):
        compared = latest(KEY, lambda: [_judged(state) for state in states])
        player(KEY, [_panel(*one) for one in compared], layout=KEY)
    st.html(_table(compared))


def methods() -> list[str]:
    """Keys of the methods that are compared: those that vary no other one."""
    return [key for key, method in OPTIMIZERS.items() if not method.variant_of]


def _states() -> list[State]:
    state = for_small_plot(get_state())
    return [
        replace(state, problem=problem, optimizer=method)
        for problem in PROBLEMS
        for method in methods()
    ]


def _judged(state: State) -> tuple[State, Batch, Outcomes]:
    batch = compute.batch(state)
    return state, batch, batch.outcomes()


def _panel(state: State, batch: Batch, outcomes: Outcomes) -> Panel:
    title = f"{PROBLEMS[state.problem].label} · {batch.method.label}"
    return small_panel(state, batch, outcomes, title, _chip(outcomes))


def _chip(outcomes: Outcomes) -> str:
    counts = Counter(outcomes.verdict).most_common()
    return ", ".join(f"{count} {say(f'short.{verdict}')}" for verdict, count in counts)


def _budget(state: State) -> str:
    steps = state.affordable_steps()
    rates = ", ".join(f"{spoken_name(name)} = {state[name]:.3g}" for name in RATES)
    return say("compare.budget", steps=steps, rates=rates)


def _table(compared: list[tuple[State, Batch, Outcomes]]) -> str:
    """The verdicts once more, as a table."""
    chips = {(s.problem, s.optimizer): _chip(outcomes) for s, _, outcomes in compared}
    heads = "".join(
        f"<th scope='col'>{escape(OPTIMIZERS[method].label)}</th>" for method in methods()
    )
    rows = "".join(
        f"<tr><th scope='row'>{escape(problem.label)}</th>"
        + "".join(f"<td>{escape(chips[key, method])}</td>" for method in methods())
        + "</tr>"
        for key, problem in PROBLEMS.items()
    )
    caption = f"<caption>{escape(say('compare.caption'))}</caption>"
    head = f"<thead><tr><td></td>{heads}</tr></thead>"
    return f"<table class='runs verdicts'>{caption}{head}<tbody>{rows}</tbody></table>"
