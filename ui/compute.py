"""From the state to runs and their outcomes, and what is known of a problem; cached."""

from dataclasses import replace
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from jaxtyping import Float

from optimizers.base import Optimizer
from simulation import Trajectory, simulate
from starts import jittered, starts
from toy_problems import PROBLEMS
from toy_problems.base import FRONT_POINTS
from ui.changes import attainable_starts
from ui.limits import WITH_NOISE, turn
from ui.state import CUSTOM, State
from verdicts import Outcomes, assess, constrained_optimum


class Batch(NamedTuple):
    """A batch of runs, and what made it.

    Attributes:
        problem: Key of `PROBLEMS`.
        method: The method with its hyperparameters; α has one value per run where each
            start is run with several weights.
        run: The trajectories.
        weights: Those that each start was run with, all starts with the first one first;
            empty for one.
        noise: Standard deviation σ of what a step sees.
        seed: Of the noise.
    """

    problem: str
    method: Optimizer
    run: Trajectory
    weights: tuple[float, ...] = ()
    noise: float = 0.0
    seed: int = 0

    def outcomes(self) -> Outcomes:
        """How the runs ended."""
        return assess(PROBLEMS[self.problem](), self.method, self.run)


def theta0(state: State) -> np.ndarray:
    """Starts of a batch, of shape (starts, 2)."""
    problem, seed = PROBLEMS[state.problem](), int(state["seed"])
    return jittered(problem, _placed(state), state["jitter"], seed)


def _placed(state: State) -> np.ndarray:
    """Starts before they are nudged."""
    pairs = attainable_starts(state) if state.starts == CUSTOM else ()
    if pairs:
        return PROBLEMS[state.problem]().theta_from_losses(pairs)
    name = state.starts if state.starts != CUSTOM else State().starts
    return _theta0(state.problem, name, int(state["num_runs"]), int(state["seed"]))


# Nobody changes what it returns: `jittered` makes a copy.
@lru_cache(maxsize=32)
def _theta0(problem: str, name: str, num_runs: int, seed: int) -> np.ndarray:
    return starts(name, PROBLEMS[problem](), num_runs, seed)


def batch(state: State) -> Batch:
    """Run the chosen method from the chosen starts; about a millisecond, so not cached."""
    method, starts, weights = state.method(), theta0(state), state.several_weights()
    if weights:
        per_run: dict[str, Any] = {"alpha": np.repeat(weights, len(starts))}
        method = replace(method, **per_run)
        starts = np.tile(starts, (len(weights), 1))
    noise, seed = state["noise"], int(state["seed"])
    steps = state.affordable_steps()
    with turn(len(starts) * steps * (WITH_NOISE if noise else 1)):
        run = simulate(
            PROBLEMS[state.problem](),
            method,
            starts,
            steps,
            keep_in_domain=state.keep_in_domain,
            noise=noise,
            seed=seed,
        )
    return Batch(state.problem, method, run, weights, noise, seed)


@lru_cache(maxsize=1024)
def optimum(problem: str, epsilon: float) -> tuple[float, float]:
    """(L₁, L₂) of the constrained optimum; NaN where ε is infeasible."""
    loss_1, loss_2 = constrained_optimum(PROBLEMS[problem](), np.array([epsilon]))[0]
    return float(loss_1), float(loss_2)


@lru_cache(maxsize=1024)
def curvature(problem: str, epsilon: float) -> float:
    """F″(ε) of the front L₁ = F(L₂)."""
    return float(PROBLEMS[problem]().front_curvature([epsilon])[0])


@lru_cache(maxsize=1024)
def slope(problem: str, epsilon: float) -> float:
    """F′(ε) of the front L₁ = F(L₂), which is −λ at the constrained optimum."""
    return float(PROBLEMS[problem]().front_slope([epsilon])[0])


@lru_cache(maxsize=64)
def front_points(problem: str) -> Float[np.ndarray, "points 2"]:
    """The Pareto front as points in order; read-only, since all share it."""
    return np.asarray(PROBLEMS[problem]().front_curve(FRONT_POINTS))


@lru_cache(maxsize=64)
def extremes_of_loss_2(problem: str) -> tuple[float, float]:
    """The least L₂ that there is, and L₂ where L₁ is least."""
    front = front_points(problem)
    with_least_loss_1, with_least_loss_2 = front[0], front[-1]
    return round(float(with_least_loss_2[1]), 12), round(float(with_least_loss_1[1]), 12)
