"""The law: how much damping the bend of the front asks for, and what runs really do."""

import numpy as np
import streamlit as st

from damping.law import damping_threshold
from damping.map import Grid, agreement, far_map, grid, near_map, threshold_curve
from figures.curvature_circle import curvature_circle
from figures.damping_map import damping_map
from figures.loss_space import Bound
from toy_problems import PROBLEMS
from ui import compute
from ui.changes import with_number
from ui.charts import chart, shown_theme
from ui.damping.method import open_in_lab, with_method
from ui.session import latest
from ui.state import State
from ui.words import say, text

KEY = "law"
HEIGHT = 400
MOST_DAMPING = 30.0
# Seven runs for each cell take as long as seven cells.
CELLS, CELLS_OF_SEVEN = 41, 21


def law(state: State) -> None:
    """The front with its circle of curvature, and the map over (ε, δ)."""
    left, right = st.columns(2, gap="medium")
    with left:
        _circle(state)
    with right:
        _map(state)
    st.button(
        say("damping.open"), on_click=open_in_lab, args=(state["epsilon"], state["damping"])
    )
    with st.expander(say("damping.derivation")):
        st.markdown(text("law"))


def _circle(state: State) -> None:
    problem, epsilon = PROBLEMS[state.problem](), state["epsilon"]
    bend = compute.curvature(state.problem, epsilon)
    slope = float(problem.front_slope([epsilon])[0])
    bound = Bound(epsilon, compute.optimum(state.problem, epsilon))
    method = with_method(state).method()
    threshold = float(damping_threshold(problem, method))
    said = _said(state, bend, threshold)
    figure = curvature_circle(
        compute.front_points(state.problem),
        bound,
        slope,
        bend if np.isfinite(threshold) else 0.0,
        shown_theme(),
        (say("axes.loss_1_constrained"), say("axes.loss_2_constrained")),
    )
    chart(figure, f"{KEY} circle", said, HEIGHT)
    st.markdown(said)


def _said(state: State, bend: float, threshold: float) -> str:
    """The law with the present numbers, and what it says of the present damping."""
    epsilon, rate = state["epsilon"], state["multiplier_rate"]
    least, most = compute.extremes_of_loss_2(state.problem)
    if not least < epsilon < most:
        return say("damping.no_law", epsilon=epsilon, least=least, most=most)
    key = "damping.law_alternating" if state.alternating else "damping.law_at_once"
    numbers = {"epsilon": epsilon, "bend": bend, "rate": rate, "threshold": threshold}
    # A minus sign and not a hyphen, at which a line may break.
    words = say(key, **numbers).replace("-", "−")
    verdict = "attracts" if state["damping"] > threshold else "repels"
    return f"{words} {say(f'damping.{verdict}', damping=state['damping'])}"


def _map(state: State) -> None:
    share, cells, right, clear = latest(KEY, lambda: _found(_asked(state)))
    problem = PROBLEMS[state.problem]()
    method = with_method(state).method()
    curve = threshold_curve(problem, method)
    titles = say("damping.epsilon"), say("damping.damping")
    present = state["epsilon"], state["damping"]
    figure = damping_map(
        cells.epsilon, cells.damping, share, curve, present, shown_theme(), titles
    )
    words = {"right": right, "clear": clear, "share": right / max(1, clear)}
    said = say("damping.map_far" if state.far else "damping.map_near", **words)
    chart(figure, f"{KEY} map", said, HEIGHT, open_in_lab)
    st.markdown(said)


def _asked(state: State) -> State:
    """What the map depends on, and nothing else."""
    plain = state.only("problem", "far", "alternating")
    for name in ("multiplier_rate", "learning_rate"):
        plain, _ = with_number(plain, name, state[name])
    return with_method(plain)


@st.cache_data(max_entries=64, show_spinner=False)
def _found(asked: State) -> tuple[np.ndarray, Grid, int, int]:
    """The share of runs at rest in each cell, the cells, and where the law is right."""
    problem, method = PROBLEMS[asked.problem](), asked.method()
    if asked.far:
        cells = grid(problem, MOST_DAMPING, CELLS_OF_SEVEN, CELLS_OF_SEVEN)
        share = far_map(problem, method, cells)
        return share, cells, *agreement(problem, method, cells, share == 1)
    cells = grid(problem, MOST_DAMPING, CELLS, CELLS)
    attracts = near_map(problem, method, cells)
    return attracts.astype(float), cells, *agreement(problem, method, cells, attracts)
