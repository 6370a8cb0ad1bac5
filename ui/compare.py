"""Every method on every front: fifteen small plots of loss space on one clock."""

import time
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
from ui.joined import clauses
from ui.knobs import Advice, knob_column
from ui.latest import latest
from ui.part import part
from ui.player import Panel, player
from ui.report import RATES, counted, short_words
from ui.session import get_state, has_opened
from ui.skeleton import fronts, over_skeleton
from ui.small_panels import for_small_plot, small_panel, waiting_panel
from ui.state import State
from ui.words import say, translated
from verdicts import Outcomes

KEY = "compare"
COUNT = f"{KEY} judged"
# Seconds after which what has been found is shown; some may have to be compiled.
LONGEST = 0.3
Judged = tuple[State, Batch, Outcomes]
SHOWN = ("alpha", "epsilon", "damping", "num_steps")


def compare() -> None:
    """The row of the title, one set of controls, the plots, and the table of verdicts."""
    header(of_first_page=False)
    _comparison()


@part()
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
        compared = latest(KEY, lambda: _judged(states))
        waiting = states[len(compared) :]
        panels = [_panel(*one) for one in compared] + [_waiting(one) for one in waiting]
        player(KEY, panels, layout=KEY)
    st.html(_table(compared))
    # If the next run began at once, what has just been sent would be lost.
    if waiting and len(latest(KEY, lambda: _judged(states))) > len(compared):
        st.rerun()


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


def _judged(states: list[State]) -> list[Judged]:
    """The first ones: as many as are found in time, and more than ever before.

    Once all of them have been there, all are waited for: they are compiled.
    """
    begun, before = time.monotonic(), st.session_state.get(COUNT, 0)
    found: list[Judged] = []
    for state in states:
        if len(found) > before and time.monotonic() - begun > LONGEST:
            break
        batch = compute.batch(state)
        found.append((state, batch, batch.outcomes()))
    st.session_state[COUNT] = max(before, len(found))
    return found


def _waiting(state: State) -> Panel:
    return waiting_panel(state, _title(state), say("compare.waiting"))


def _panel(state: State, batch: Batch, outcomes: Outcomes) -> Panel:
    return small_panel(state, batch, outcomes, _title(state), _chip(outcomes))


def _title(state: State) -> str:
    labels = PROBLEMS[state.problem].label, OPTIMIZERS[state.optimizer].label
    return " · ".join(map(translated, labels))


def _chip(outcomes: Outcomes) -> str:
    return counted(short_words(outcomes.verdict))


def _budget(state: State) -> str:
    steps = state.affordable_steps()
    rates = clauses(f"{spoken_name(name)} = {state[name]:.3g}" for name in RATES)
    return say("compare.budget", steps=steps, rates=rates)


def _table(compared: list[Judged]) -> str:
    """The verdicts once more, as a table."""
    chips = {(s.problem, s.optimizer): _chip(outcomes) for s, _, outcomes in compared}
    heads = "".join(
        f"<th scope='col'>{escape(translated(OPTIMIZERS[method].label))}</th>"
        for method in methods()
    )
    rows = "".join(_row(problem, chips) for problem in PROBLEMS)
    caption = f"<caption>{escape(say('compare.caption'))}</caption>"
    head = f"<thead><tr><td></td>{heads}</tr></thead>"
    return f"<table class='runs verdicts'>{caption}{head}<tbody>{rows}</tbody></table>"


def _row(problem: str, chips: dict[tuple[str, str], str]) -> str:
    waiting = say("compare.waiting")
    said = [escape(chips.get((problem, method), waiting)) for method in methods()]
    head = f"<th scope='row'>{escape(translated(PROBLEMS[problem].label))}</th>"
    return f"<tr>{head}{''.join(f'<td>{one}</td>' for one in said)}</tr>"
