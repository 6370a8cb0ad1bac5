"""The oscillator: how θ and λ swing about the optimum, creep to it, or are driven off."""

import math
from typing import NamedTuple

import numpy as np
import streamlit as st
from jaxtyping import Float

from damping.oscillator import Borders, Oscillator, Regime, borders, oscillator
from damping.swing import (
    Swing,
    energy,
    enough_steps,
    gentle_nudge,
    measured_period,
    swing,
)
from figures.damping_gauge import Band, damping_gauge
from figures.oscillation import Parts, oscillation
from figures.phase_portrait import phase_portrait
from simulation import simulate
from toy_problems import PROBLEMS
from ui import compute
from ui.charts import chart, shown_theme
from ui.damping.method import open_in_lab, with_method
from ui.joined import sentences
from ui.latest import latest
from ui.state import State
from ui.words import say, text, with_minus

KEY = "oscillator"
HEIGHT = 350
# In units of the type, of which the scale has four lines.
GAUGE_HEIGHT = 8.7
# The scale ends where sliders do, or somewhat beyond critical damping, within reason.
LEAST_SCALE, BEYOND_CRITICAL, MOST_SCALE = 30.0, 1.35, 1000.0
# More points of each of the seven runs show nothing more.
MOST_POINTS = 500
SAID = {
    Regime.DRIVEN_OFF: "damping.driven_off",
    Regime.GROWING: "damping.growing",
    Regime.UNDERDAMPED: "damping.underdamped",
    Regime.CRITICAL: "damping.critical",
    Regime.OVERDAMPED: "damping.overdamped",
    Regime.TOO_LARGE: "damping.too_large",
}
WITH_SWINGS = (Regime.UNDERDAMPED, Regime.GROWING)
# Of the energy, after a swing: less, or more, is not worth a number.
LEAST_LEFT, MOST_LEFT = 1e-3, 1e3


class Found(NamedTuple):
    """What is shown of a setting.

    Attributes:
        motion: The oscillator.
        borders: Of its regimes.
        run: From beside the optimum.
        others: Pairs (h, λ) of the seven runs, some of their iterates.
    """

    motion: Oscillator
    borders: Borders
    run: Swing
    others: Float[np.ndarray, "runs iterates 2"]


def oscillator_panel(state: State) -> None:
    """The scale of dampings; below, the phase portrait beside both plots over time."""
    epsilon, (least, most) = state["epsilon"], compute.extremes_of_loss_2(state.problem)
    if not least < epsilon < most:
        st.markdown(say("damping.no_law", epsilon=epsilon, least=least, most=most))
        return
    if not (state["learning_rate"] and state["multiplier_rate"]):
        st.markdown(say("damping.still"))
        return
    found = latest(KEY, lambda: _found(state))
    _gauge(found, state)
    left, right = st.columns(2, gap="medium")
    with left:
        _portrait(found)
    with right:
        _over_time(found, state["damping"])
    st.button(
        say("damping.open_one"), on_click=open_in_lab, args=(epsilon, state["damping"])
    )
    with st.expander(say("damping.derivation")):
        st.markdown(text("oscillator"))


def _found(state: State) -> Found:
    problem, method = PROBLEMS[state.problem](), with_method(state).method()
    motion = oscillator(problem, method)
    steps = enough_steps(motion)
    run = swing(problem, method, steps, gentle_nudge(problem, method, motion))
    starts = problem.theta_from_losses(problem.starts)
    seven = simulate(problem, method, starts, steps)
    violation = seven.losses[..., 1] - state["epsilon"]
    apart = math.ceil((steps + 1) / MOST_POINTS)
    pairs = np.stack([violation, seven.multiplier], axis=-1)[:, ::apart]
    return Found(motion, borders(problem, method), run, pairs)


def _gauge(found: Found, state: State) -> None:
    said = sentences(_said(found, state["damping"]), _said_of_critical(found.borders))
    critical = found.borders.critical
    scale = [LEAST_SCALE, min(critical * BEYOND_CRITICAL, MOST_SCALE), state["damping"]]
    figure = damping_gauge(
        _bands(found.borders),
        state["damping"],
        [(critical, say("damping.at_critical", critical=critical))],
        max(scale),
        shown_theme(),
        say("damping.damping"),
    )
    height = round(GAUGE_HEIGHT * shown_theme().font_size)
    chart(figure, f"{KEY} gauge", said, height)
    st.markdown(said)


def _bands(border: Borders) -> list[Band]:
    """The regimes along δ; where steps are too large, none of them comes to rest."""
    quiet = border.attracts < border.critical
    bands = [
        Band(-math.inf, say("damping.band_off"), 0),
        Band(border.swings, say("damping.band_grows"), 0),
        Band(border.attracts, say("damping.band_under"), 0.4),
        Band(border.critical, say("damping.band_over"), 0.75),
        Band(border.too_large, say("damping.band_too_large"), 0),
    ]
    return bands if quiet else [*bands[:2], bands[4]._replace(start=border.critical)]


def _said(found: Found, damping: float) -> str:
    """The regime in words, with the period or the rates."""
    motion, regime = found.motion, found.motion.regime
    ratio, (slow, fast) = motion.damping_ratio, motion.rates
    numbers = {"damping": damping, "ratio": ratio, "slow": slow, "fast": fast}
    key = SAID[regime]
    if regime is Regime.OVERDAMPED and math.isinf(ratio):
        key = "damping.overdamped_in_a_step"
    said = say(key, **numbers)
    if regime in WITH_SWINGS:
        period = say("damping.period", period=motion.period)
        said = sentences(said, period, _measured(found.run))
    # A minus sign and not a hyphen, at which a line may break.
    return with_minus(said)


def _measured(run: Swing) -> str:
    measured = measured_period(run.violation)
    if math.isnan(measured):
        return say("damping.not_measured")
    return say("damping.measured", measured=measured)


def _said_of_critical(border: Borders) -> str:
    if not math.isfinite(border.critical):
        return ""
    if border.attracts >= border.critical:
        return say("damping.never_critical")
    key = "damping.is_critical" if border.critical > 0 else "damping.always_overdamped"
    return with_minus(say(key, critical=border.critical))


def _portrait(found: Found) -> None:
    run = found.run
    pairs = np.stack([run.violation, run.multiplier], axis=1)
    titles = say("damping.violation"), say("damping.multiplier")
    figure = phase_portrait(pairs, found.others, run.rest, shown_theme(), titles)
    said = say("damping.portrait", rest=run.rest)
    chart(figure, f"{KEY} portrait", said, HEIGHT)
    st.markdown(said)


def _over_time(found: Found, damping: float) -> None:
    motion, run = found.motion, found.run
    parts = energy(run, motion)
    names = say("damping.integral"), say("damping.proportional"), say("damping.force")
    force = Parts(run.multiplier, damping * run.violation, names)
    names = say("damping.potential"), say("damping.kinetic"), say("damping.energy")
    stored = Parts(parts.potential, parts.kinetic, names)
    figure = oscillation(force, stored, run.rest, shown_theme(), say("axes.step"))
    said = say("damping.parts")
    if motion.regime in WITH_SWINGS:
        said = sentences(said, _said_of_energy(motion))
    chart(figure, f"{KEY} over time", said, HEIGHT)
    st.markdown(said)


def _said_of_energy(motion: Oscillator) -> str:
    left = math.exp(-2 * motion.rates[0] * motion.period)
    if left < LEAST_LEFT:
        return say("damping.energy_gone")
    if left > MOST_LEFT:
        return say("damping.energy_soars")
    return say("damping.energy_left", left=left)
