"""The lesson: one concave problem twice, once by weight and once by value."""

from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np
import streamlit as st

from ui import compute
from ui.changes import spoken_name, with_number
from ui.compute import Batch
from ui.joined import sentences
from ui.knobs import Advice, spec
from ui.latest import latest
from ui.panels import loss_view, panel
from ui.part import part
from ui.player import Panel, player
from ui.session import get_state
from ui.skeleton import fronts, over_skeleton
from ui.state import State
from ui.words import say
from verdicts import Outcomes, Verdict

KEY = "lesson"
# Within these, every run of the weighted sum is in a corner by the last step, and the usual
# damping settles all runs of MDMM; the Lab shows what happens beyond.
ALPHAS = {"low": 0.2, "high": 5.0}
EPSILONS = {"low": 0.1, "high": 0.8, "step": 0.01}
AT_CORNER = 0.05


def lesson() -> None:
    """Both plots with one slider each, and one sentence."""
    st.markdown(say("lesson.sentence"))
    with over_skeleton(KEY, fronts(2 * [State().problem], get_state())):
        _plots()


def shown_states(state: State) -> tuple[State, State]:
    """What the lesson runs: the weighted sum on its left, MDMM on its right."""
    left = _setting(state, "linear", "alpha", **ALPHAS)
    return left, _setting(state, "mdmm", "epsilon", **EPSILONS)


@part()
def _plots() -> None:
    player(KEY, latest(KEY, lambda: [_by_weight(), _by_value()]))


def _by_weight() -> Panel:
    state, _ = shown_states(get_state())
    batch, outcomes = _judged("linear", "alpha", state["alpha"])
    losses = batch.run.losses[:, -1]
    first, second = (
        int((np.abs(losses - corner).max(axis=1) < AT_CORNER).sum())
        for corner in ((0, 1), (1, 0))
    )
    between = len(losses) - first - second
    note = say("lesson.at_corners", first=first, second=second, between=between)
    return panel(
        state,
        batch,
        outcomes,
        (loss_view(state, batch),),
        title=say("lesson.linear_title"),
        knobs=_knobs("alpha", note, state["alpha"], **ALPHAS),
    )


def _by_value() -> Panel:
    _, state = shown_states(get_state())
    batch, outcomes = _judged("mdmm", "epsilon", state["epsilon"])
    settled = int((outcomes.verdict == Verdict.SETTLED).sum())
    runs = len(outcomes.verdict)
    key = "lesson.settled" if settled == runs else "lesson.not_settled"
    loss_1, loss_2 = outcomes.optimum[0]
    note = say(key, settled=settled, runs=runs, loss_1=loss_1, loss_2=loss_2)
    line = {"name": "epsilon", "value": state["epsilon"]}
    line |= {end: EPSILONS[end] for end in ("low", "high")}
    return panel(
        state,
        batch,
        outcomes,
        (loss_view(state, batch),),
        title=say("lesson.mdmm_title"),
        knobs=_knobs("epsilon", note, state["epsilon"], **EPSILONS),
        extras={"bound": None if "epsilon" in state.hidden else line},
    )


# One number of one of two methods: nearly all that anybody asks for is soon here, and one
# of the two plots always is.
@lru_cache(maxsize=128)
def _judged(optimizer: str, name: str, value: float) -> tuple[Batch, Outcomes]:
    state = with_number(replace(State(), optimizer=optimizer), name, value)[0]
    batch = compute.batch(state)
    return batch, batch.outcomes()


def _setting(
    state: State, optimizer: str, name: str, low: float, high: float, **_: float
) -> State:
    """The defaults, but for the method and for the one number that a person moves."""
    value = min(max(state[name], low), high)
    shown = {field: getattr(state, field) for field in ("theme", "hidden", "show_front")}
    return with_number(replace(State(), optimizer=optimizer, **shown), name, value)[0]


def _knobs(
    name: str, note: str, taken: float, **of_scale: float
) -> tuple[dict[str, Any], ...]:
    """A knob that says how the runs ended, and if so that it does not go so far.

    Where a link hides it, what it says stays.
    """
    found = get_state()[name]
    if taken != found:
        ends = {end: of_scale[end] for end in ("low", "high")}
        symbol = spoken_name(name)
        beyond = say("lesson.beyond", symbol=symbol, taken=taken, found=found, **ends)
        note = sentences(beyond, note)
    shown = spec(KEY, name, Advice(note, taken != found), value=taken, **of_scale)
    return (shown | {"hidden": name in get_state().hidden},)
