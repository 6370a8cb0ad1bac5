"""From the state to runs, their outcomes, and the still parts of a plot; cached."""

import json
import os
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import jax
import numpy as np
import streamlit as st

from figures.loss_space import Bound, bound_shapes, loss_space
from figures.theme import THEMES
from optimizers.base import Optimizer
from simulation import Trajectory, simulate
from starts import starts
from toy_problems import PROBLEMS
from ui.state import State
from ui.words import say
from verdicts import FRONT_POINTS, Outcomes, assess, constrained_optimum

# Compiled code is kept between starts of the app; a first picture then takes a second less
# for each method and problem.
_CACHE = Path(os.environ.get("PARETOSCOPE_CACHE", Path.home() / ".cache" / "paretoscope"))
jax.config.update("jax_compilation_cache_dir", str(_CACHE))
jax.config.update("jax_persistent_cache_min_compile_time_secs", 0.0)
jax.config.update("jax_persistent_cache_min_entry_size_bytes", -1)


class Batch(NamedTuple):
    """A batch of runs, and what made it.

    Attributes:
        problem: Key of `PROBLEMS`.
        method: The method with its hyperparameters.
        run: The trajectories.
    """

    problem: str
    method: Optimizer
    run: Trajectory

    def outcomes(self) -> Outcomes:
        """How the runs ended."""
        return assess(PROBLEMS[self.problem](), self.method, self.run)


@st.cache_data(max_entries=32, show_spinner=False)
def theta0(problem: str, name: str, num_runs: int, seed: int) -> np.ndarray:
    """Starts of a batch, of shape (runs, 2)."""
    return starts(name, PROBLEMS[problem](), num_runs, seed)


def batch(state: State) -> Batch:
    """Run the chosen method from the chosen starts; about a millisecond, so not cached."""
    method = state.method()
    first = theta0(state.problem, state.starts, int(state["num_runs"]), int(state["seed"]))
    run = simulate(
        PROBLEMS[state.problem](),
        method,
        first,
        state.affordable_steps(),
        keep_in_domain=state.keep_in_domain,
    )
    return Batch(state.problem, method, run)


def figures(problem: str, epsilon: float | None) -> dict[str, Any]:
    """The still parts of a plot in each theme, as JSON; ε is None for a weighted sum."""
    bound = None
    if epsilon is not None:
        loss_1, loss_2 = optimum(problem, epsilon)
        bound = Bound(epsilon, (loss_1, loss_2))
    # Of a figure only the shapes change with ε; the rest is made once.
    still = _front_figures(problem, epsilon is not None)
    return {
        name: {
            "data": figure["data"],
            "layout": figure["layout"] | {"shapes": bound_shapes(bound, THEMES[name])},
        }
        for name, figure in still.items()
    }


@lru_cache(maxsize=1024)
def optimum(problem: str, epsilon: float) -> tuple[float, float]:
    """(L₁, L₂) of the constrained optimum; NaN where ε is infeasible."""
    loss_1, loss_2 = constrained_optimum(PROBLEMS[problem](), np.array([epsilon]))[0]
    return float(loss_1), float(loss_2)


@lru_cache(maxsize=1024)
def curvature(problem: str, epsilon: float) -> float:
    """F″(ε) of the front L₁ = F(L₂)."""
    return float(PROBLEMS[problem]().front_curvature([epsilon])[0])


@lru_cache(maxsize=64)
def extremes_of_loss_2(problem: str) -> tuple[float, float]:
    """The least L₂ that there is, and L₂ where L₁ is least."""
    front = np.asarray(PROBLEMS[problem]().front_curve(FRONT_POINTS))
    with_least_loss_1, with_least_loss_2 = front[0], front[-1]
    return round(float(with_least_loss_2[1]), 12), round(float(with_least_loss_1[1]), 12)


@st.cache_data(max_entries=32, show_spinner=False)
def _front_figures(problem: str, constrained: bool) -> dict[str, Any]:
    front = np.asarray(PROBLEMS[problem]().front_curve(FRONT_POINTS))
    suffix = "_constrained" if constrained else ""
    titles = say(f"axes.loss_1{suffix}"), say(f"axes.loss_2{suffix}")
    return {
        name: json.loads(loss_space(front.round(5), None, theme, titles).to_json())
        for name, theme in THEMES.items()
    }
