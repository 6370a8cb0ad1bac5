"""What is said at ε and δ before anything runs: infeasible, inactive, unstable."""

from collections.abc import Collection

import numpy as np

from optimizers import OPTIMIZERS
from optimizers.base import hyperparameters
from ui.compute import curvature, extremes_of_loss_2, slope
from ui.knobs import Advice, Mark
from ui.state import State
from ui.words import say


def advice(state: State) -> dict[str, Advice]:
    """Advice for the chosen method's controls, by name."""
    names = hyperparameters(OPTIMIZERS[state.optimizer])
    found = {}
    if "epsilon" in names:
        found["epsilon"] = _at_epsilon(state, names)
    if "damping" in names:
        found["damping"] = _at_damping(state)
    return found


def steps_advice(state: State) -> dict[str, Advice]:
    """Says so where there are too many runs for as many steps as were asked for."""
    steps, asked = state.affordable_steps(), state["num_steps"]
    if steps == asked:
        return {}
    words = say("notes.fewer_steps", runs=state.counted_starts(), steps=steps)
    return {name: Advice(words, True) for name in ("num_steps", "num_runs")}


def damping_threshold(state: State) -> float:
    """What δ has to exceed for the optimum at ε to attract: for MDMM, η_λ − F″(ε).

    NaN where the law says nothing: of other methods, and at or beyond an end of the front.
    """
    epsilon, (least, most) = state["epsilon"], extremes_of_loss_2(state.problem)
    method = OPTIMIZERS[state.optimizer]
    if not method.under_the_law or not least < epsilon < most:
        return np.nan
    multiplier = np.float64(-slope(state.problem, epsilon))
    bend = curvature(state.problem, epsilon)
    return float(state.method().damping_threshold(multiplier, bend))


def _at_epsilon(state: State, names: Collection[str]) -> Advice:
    method, epsilon = OPTIMIZERS[state.optimizer], state["epsilon"]
    least, most = extremes_of_loss_2(state.problem)
    marks = (Mark(least, ""), Mark(most, ""))
    if epsilon < least:
        return Advice(say("notes.infeasible", least=least), True, marks)
    if epsilon > most:
        key = "notes.inactive_two_sided" if pulls_up(state) else "notes.inactive"
        return Advice(say(key, most=most), True, marks)
    if epsilon in (least, most):
        return Advice(say("notes.at_an_end"), marks=marks)
    if "damping" in names or not method.under_the_law:
        return Advice(marks=marks)
    needed, bend = state["multiplier_rate"], curvature(state.problem, epsilon)
    if bend > needed:
        return Advice(marks=marks)
    return Advice(say("notes.undamped", needed=needed, curvature=bend), True, marks)


def _at_damping(state: State) -> Advice:
    """The law for δ, as a mark and in words."""
    threshold = damping_threshold(state)
    if np.isnan(threshold):
        return Advice()
    if threshold < 0:
        return Advice(say("notes.any_damping"))
    marks = (Mark(threshold, say("notes.threshold", threshold=threshold)),)
    if state["damping"] <= threshold:
        return Advice(say("notes.below_threshold", threshold=threshold), True, marks)
    return Advice(say("notes.threshold", threshold=threshold), False, marks)


def pulls_up(state: State) -> bool:
    """Whether the force on ∇L₂ is negative where L₂ is below ε and λ is 0."""
    below = np.array([0.0, state["epsilon"] - 1])
    return float(state.method().force(below, 0.0)) < 0
