"""The law: how much damping the bend of the front asks for, and what runs really do."""

import numpy as np
import streamlit as st

from damping.law import damping_threshold
from damping.map import threshold_curve
from figures.curvature_circle import curvature_circle
from figures.damping_map import damping_map
from figures.loss_space import Bound
from toy_problems import PROBLEMS
from ui import compute
from ui.charts import chart, shown_theme
from ui.damping.law_map import asked_of, map_of
from ui.damping.method import open_in_lab, with_method
from ui.joined import sentences
from ui.skeleton import fronts, over_skeleton
from ui.state import State
from ui.waiting import patiently
from ui.words import say, text, with_minus

KEY = "law"
HEIGHT = 400


def law(state: State) -> None:
    """The front with its circle of curvature, and the map over (ε, δ)."""
    left, right = st.columns(2, gap="medium")
    with left, over_skeleton(KEY, fronts([state.problem], State())):
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
    slope = compute.slope(state.problem, epsilon)
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
    words = with_minus(say(key, **numbers))
    verdict = "attracts" if state["damping"] > threshold else "repels"
    return sentences(words, say(f"damping.{verdict}", damping=state["damping"]))


def _map(state: State) -> None:
    asked = asked_of(state)
    # The bar comes below the map, which stays level with the front beside it.
    picture, place = st.container(), st.container()
    found = patiently(KEY, asked, lambda wait: map_of(asked, wait), place)
    if found is None:
        return
    (right, clear), cells = found.agreement(), found.cells
    problem, method = PROBLEMS[found.asked.problem](), found.asked.method()
    figure = damping_map(
        cells.epsilon,
        cells.damping,
        found.share,
        threshold_curve(problem, method),
        (state["epsilon"], state["damping"]),
        shown_theme(),
        (say("damping.epsilon"), say("damping.damping")),
    )
    key = "damping.map_far" if found.asked.far else "damping.map_near"
    said = say(key, right=right, clear=clear)
    with picture:
        chart(figure, f"{KEY} map", said, HEIGHT, open_in_lab)
        st.markdown(said)
