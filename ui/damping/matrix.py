"""The damping matrix of the slides: where it is positive definite, and along one motion."""

from dataclasses import replace
from typing import NamedTuple

import jax.numpy as jnp
import numpy as np
import streamlit as st
from jaxtyping import Float

from damping.lasalle import Conditions, conditions, rest
from damping.matrix import least_damping, smallest_eigenvalue
from damping.motion import Motion, motion, residual
from damping.region import EigenvalueMap, eigenvalue_map
from figures.damping_matrix import damping_matrix
from figures.residual import residual as residual_figure
from optimizers.base import State as Place
from toy_problems import PROBLEMS
from toy_problems.base import QUARTER_TURN
from ui import compute
from ui.advice import advice
from ui.changes import attainable_starts, with_placed_starts
from ui.charts import chart, shown_theme
from ui.damping.lamps import lamps
from ui.damping.method import with_method
from ui.damping.signs import signs
from ui.joined import sentences
from ui.knobs import Advice, Mark
from ui.latest import latest
from ui.limits import turn
from ui.session import get_state, set_state
from ui.state import CUSTOM, State
from ui.stills import parameter_extent
from ui.words import say, text, with_minus

KEY = "matrix"
HEIGHT, LOW_HEIGHT = 400, 150
COLUMNS, ROWS = 121, 97
# Beside the optimum, in t₁ and t₂: far enough to see something, and near enough to return.
BESIDE = (0.02, 0.2)
# A residual below this is one of rounding, and of steps of one length.
HOLDS = 1e-3


class Found(NamedTuple):
    """What the panel shows.

    Attributes:
        least: δ*, infinite where no δ will do; NaN without an optimum.
        map: A over parameter space.
        optimum: θ and λ there, or None.
        run: A motion.
        conditions: Of LaSalle, asked of it.
        off: How far it is from its equation.
    """

    least: float
    map: EigenvalueMap
    optimum: Place | None
    run: Motion
    conditions: Conditions
    off: Float[np.ndarray, "times"]


def matrix(state: State) -> None:
    """The map beside the lamps and the residual; below them the four signs."""
    st.markdown(say("damping.as_printed" if state.printed else "damping.as_corrected"))
    found = latest(KEY, lambda: _found(_asked(state)))
    left, right = st.columns([11, 9], gap="medium")
    with left:
        _map(state, found)
    with right:
        lamps(found.conditions, state["epsilon"], float(found.run.time[-1]))
        _residual(state, found)
    signs(state)
    with st.expander(say("damping.matrix_why")):
        st.markdown(text("matrix"))


def matrix_advice(state: State) -> dict[str, Advice]:
    """What is said at ε and δ: δ* is marked."""
    found = advice(with_method(state))
    least = _least(state.problem, state["epsilon"], state.printed)
    if np.isnan(least):
        return {**found, "damping": Advice()}
    if np.isinf(least):
        return {**found, "damping": Advice(say("damping.never_positive"), True)}
    if least == 0:
        return {**found, "damping": Advice(say("damping.always_positive"))}
    words, is_less = say("damping.least", least=least), state["damping"] <= least
    return {**found, "damping": Advice(words, is_less, (Mark(least, words),))}


def _map(state: State, found: Found) -> None:
    titles = say("axes.theta_1"), say("axes.theta_2")
    figure = damping_matrix(
        found.map.t1,
        found.map.t2,
        found.map.smallest,
        found.map.region,
        found.run.theta,
        None if found.optimum is None else np.asarray(found.optimum.theta),
        shown_theme(),
        titles,
    )
    said = _said(state, found)
    chart(figure, f"{KEY} map", said, HEIGHT, _start_at)
    st.markdown(said)
    if state.starts == CUSTOM:
        st.button(say("damping.beside"), on_click=_start_beside)


def _said(state: State, found: Found) -> str:
    """What is positive definite where, at this ε and δ."""
    if found.optimum is None:
        words = say("damping.matrix_no_optimum", epsilon=state["epsilon"])
        return with_minus(words)
    eigenvalue = _at_optimum(state, found.optimum)
    key = "damping.matrix_positive" if eigenvalue > 0 else "damping.matrix_negative"
    words = say(key, multiplier=float(found.optimum.multiplier), eigenvalue=eigenvalue)
    if np.isinf(found.least):
        more = [say("damping.never_positive")]
    elif found.least == 0:
        more = [say("damping.always_positive")]
    else:
        halves = {"least": found.least, "half": found.least / 2}
        more = [say("damping.least_of_slides", **halves)]
    if found.map.region.any():
        more.append(say("damping.region", share=found.map.region.mean()))
        is_in = found.map.contains(found.run.theta[0])
        more.append(say("damping.inside" if is_in else "damping.outside"))
    return with_minus(sentences(words, *more, say("damping.matrix_click")))


def _residual(state: State, found: Found) -> None:
    seen = found.off[np.isfinite(found.off)]
    most = float(seen.max()) if len(seen) else np.nan
    if np.isnan(most):
        said = say("damping.residual_nowhere")
    elif not state["damping"]:
        said = say("damping.residual_undamped", most=most)
    else:
        key = "damping.residual_holds" if most < HOLDS else "damping.residual_off"
        said = say(key, most=most)
    said = with_minus(said)
    st.markdown(said)
    titles = say("damping.time"), say("damping.residual")
    figure = residual_figure(found.run.time, found.off, shown_theme(), titles)
    chart(figure, f"{KEY} residual", said, LOW_HEIGHT)


def _asked(state: State) -> State:
    """What the panel depends on, and nothing else."""
    parts = "problem", "printed", "starts", "custom_starts"
    return state.only(*parts, "epsilon", "damping")


@st.cache_data(max_entries=24, show_spinner=False)
def _found(asked: State) -> Found:
    with turn():
        problem = PROBLEMS[asked.problem]()
        numbers = asked["epsilon"], asked["damping"]
        optimum = rest(problem, asked["epsilon"])
        run = motion(problem, _start(asked, optimum), *numbers)
        off = residual(problem, run.theta, run.multiplier, *numbers, printed=asked.printed)
        _, (low, high) = parameter_extent(asked.problem)
        t1, t2 = np.linspace(0, QUARTER_TURN, COLUMNS), np.linspace(low, high, ROWS)
        return Found(
            least=_least(asked.problem, asked["epsilon"], asked.printed),
            map=eigenvalue_map(problem, optimum, *numbers, t1, t2, asked.printed),
            optimum=optimum,
            run=run,
            conditions=conditions(problem, run, *numbers, asked.printed),
            off=np.asarray(off),
        )


def _least(problem: str, epsilon: float, printed: bool) -> float:
    """δ*, and NaN where there is no optimum on the bound."""
    least, most = compute.extremes_of_loss_2(problem)
    if not least < epsilon < most:
        return np.nan
    return least_damping(PROBLEMS[problem](), epsilon, printed)


def _at_optimum(state: State, optimum: Place) -> float:
    return float(
        smallest_eigenvalue(
            PROBLEMS[state.problem](),
            optimum.theta,
            optimum.multiplier,
            state["epsilon"],
            state["damping"],
            printed=state.printed,
        )
    )


def _start(state: State, optimum: Place | None) -> Place:
    """Where a person has clicked, or beside the optimum; always with the λ of the map."""
    multiplier = jnp.asarray(0.0 if optimum is None else optimum.multiplier)
    placed = attainable_starts(state) if state.starts == CUSTOM else ()
    if placed:
        return Place(PROBLEMS[state.problem]().theta_from_losses(placed[:1])[0], multiplier)
    angle = QUARTER_TURN / 2 if optimum is None else optimum.theta[0]
    t1 = jnp.clip(angle + BESIDE[0], 0, QUARTER_TURN)
    return Place(jnp.stack([t1, jnp.asarray(BESIDE[1])]), multiplier)


def _start_at(t1: float, t2: float) -> None:
    losses = PROBLEMS[get_state().problem]().losses(jnp.array([t1, t2]))
    state, _ = with_placed_starts(get_state(), [[float(loss) for loss in losses]])
    set_state(state)


def _start_beside() -> None:
    set_state(replace(get_state(), starts=State().starts))
