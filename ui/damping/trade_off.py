"""The trade-off: time to the front and time to settle, over the damping."""

import numpy as np
import streamlit as st

from damping.law import damping_threshold
from damping.trade_off import Times, band, times, trend
from figures.trade_off import Curves
from figures.trade_off import trade_off as figure_of
from toy_problems import PROBLEMS
from ui import compute
from ui.charts import chart, shown_theme
from ui.damping.method import with_method
from ui.joined import sentences
from ui.latest import latest
from ui.limits import turn
from ui.state import State
from ui.words import say

KEY = "trade_off"
HEIGHT = 400
MOST_DAMPING, VALUES = 30.0, 41
STEPS = 2000
# What is said of each trend.
FRONT = {
    "rises": "front_rises",
    "falls": "front_falls",
    "both": "front_both",
    "level": "front_level",
}
SETTLE = {
    "rises": "settle_rises",
    "falls": "settle_falls",
    "both": "settle_both",
    "level": "settle_level",
}


def trade_off(state: State) -> None:
    """Both times over δ, and whether one is the price of the other."""
    epsilon, (least, most) = state["epsilon"], compute.extremes_of_loss_2(state.problem)
    if not least < epsilon < most:
        st.markdown(say("damping.no_law", epsilon=epsilon, least=least, most=most))
        return
    found, bounds = latest(KEY, lambda: _found(_asked(state)))
    method = with_method(state).method()
    threshold = float(damping_threshold(PROBLEMS[state.problem](), method))
    said = _said(found, bounds)
    figure = figure_of(
        Curves(*found, num_steps=STEPS),
        threshold,
        state["damping"],
        shown_theme(),
        (
            say("damping.damping"),
            say("damping.steps"),
            say("damping.to_front"),
            say("damping.to_settle"),
            say("damping.never"),
        ),
    )
    chart(figure, KEY, said.replace("**", ""), HEIGHT)
    st.markdown(said)
    lines = say("damping.trade_off_lines", steps=STEPS)
    if 0 <= threshold <= MOST_DAMPING:
        lines = sentences(lines, say("damping.trade_off_law", threshold=threshold))
    st.caption(lines)


def _said(found: Times, bounds: np.ndarray) -> str:
    """Where each time is least, and whether that to the front rises with δ."""
    numbers = {"runs": found.num_runs, "count": len(bounds)}
    said = [say("damping.trade_off_runs", low=bounds[0], high=bounds[-1], **numbers)]
    settling = np.isfinite(found.to_settle[:, 1])
    # Where runs never settle, nothing is bought with the time to the front.
    front = trend(found.damping, np.where(settling, found.to_front[:, 1], np.inf))
    settle = trend(found.damping, found.to_settle[:, 1])
    if front is None or settle is None:
        said.append(say("damping.no_settle", steps=STEPS))
        return sentences(*said)
    for least, of in (("least_front", front), ("least_settle", settle)):
        damping, steps = of.least
        said.append(say(f"damping.{least}", damping=damping, steps=steps))
    for key, of in ((FRONT[front.kind], front), (SETTLE[settle.kind], settle)):
        (low, first), (high, last), _, (top, most) = of[1:]
        ends = {"low": low, "first": first, "high": high, "last": last}
        said.append(say(f"damping.{key}", **ends, top=top, most=most))
    return sentences(*said)


def _asked(state: State) -> State:
    """What the curves depend on, and nothing else."""
    numbers = "epsilon", "multiplier_rate", "learning_rate"
    return with_method(state.only("problem", "alternating", *numbers))


@st.cache_data(max_entries=64, show_spinner=False)
def _found(asked: State) -> tuple[Times, np.ndarray]:
    """The times, and the bounds of the runs."""
    problem = PROBLEMS[asked.problem]()
    bounds = band(problem, asked["epsilon"])
    damping = np.linspace(0, MOST_DAMPING, VALUES)
    with turn():
        return times(problem, asked.method(), bounds, damping, STEPS), bounds
