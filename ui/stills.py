"""The parts of plots that stand still, in each theme, as JSON for the player."""

import json
from functools import lru_cache
from typing import Any

import jax
import numpy as np
import plotly.graph_objects as go
from jaxtyping import Array, Float

from bounded_jit import jit
from figures.loss_space import Bound, bound_shapes, loss_space
from figures.parameter_space import Contours, bound_curve_shapes, parameter_space
from figures.theme import THEMES
from figures.time_series import level_shapes, time_series
from toy_problems import PROBLEMS
from toy_problems.base import FRONT_POINTS, QUARTER_TURN, Problem
from ui.compute import front_points, optimum
from ui.words import say

Stills = dict[str, dict[str, Any]]
# Of the grid on which contours are drawn, and how far beyond the seven starts it goes.
ROWS, COLUMNS = 33, 41
AROUND = 0.12
# Of numbers that a browser is sent with each move: far finer than a pixel.
SENT = np.float32
CURVE_POINTS = 81


def themes(chosen: str) -> tuple[str, ...]:
    """Which themes a browser may need: with `auto` it knows itself whether it is dark."""
    return ("light", "dark") if chosen == "auto" else (chosen,)


def loss_stills(
    problem: str,
    epsilon: float | None,
    show_front: bool,
    theme_names: tuple[str, ...],
    show_optimum: bool = True,
) -> Stills:
    """Loss space; ε is None for a weighted sum."""
    bound = None
    if epsilon is not None:
        is_shown = show_front and show_optimum
        best = optimum(problem, epsilon) if is_shown else (np.nan, np.nan)
        bound = Bound(epsilon, best)
    suffix = "" if epsilon is None else "_constrained"
    titles = say(f"axes.loss_1{suffix}"), say(f"axes.loss_2{suffix}")
    # Of a figure only the shapes change with ε; the rest is made once.
    return {
        name: _with_shapes(
            _loss_still(problem, show_front, name, titles),
            bound_shapes(bound, THEMES[name]),
        )
        for name in theme_names
    }


def parameter_stills(
    problem: str, epsilon: float | None, show_front: bool, theme_names: tuple[str, ...]
) -> Stills:
    """Parameter space, with the curve L₂ = ε in it."""
    titles = say("axes.theta_1"), say("axes.theta_2")
    return {
        name: _with_shapes(
            _parameter_still(problem, show_front, name, titles),
            [] if epsilon is None else _curve_shapes(problem, epsilon, name),
        )
        for name in theme_names
    }


def time_stills(
    steps: int,
    extent: tuple[float, float],
    level: float | None,
    theme_names: tuple[str, ...],
) -> Stills:
    """Something over time, with a line where it should come to."""
    title = say("axes.step")
    stills = {
        name: _with_shapes(
            _time_still(steps, name, title), level_shapes(level, steps, THEMES[name])
        )
        for name in theme_names
    }
    for still in stills.values():
        still["layout"]["yaxis"] = still["layout"]["yaxis"] | {"range": list(extent)}
    return stills


def parameter_extent(problem: str) -> tuple[tuple[float, float], tuple[float, float]]:
    """What a plot of parameter space shows of t₁ and of t₂."""
    toy = PROBLEMS[problem]()
    farthest = float(toy.theta_from_losses(toy.starts)[:, 1].max())
    return (-AROUND, QUARTER_TURN + AROUND), (-0.25 * farthest, 1.15 * farthest)


def pareto_set(show_front: bool) -> Float[np.ndarray, "points 2"]:
    """Ends of the Pareto set in parameter space; none where the front is hidden."""
    return np.array([[0, 0], [QUARTER_TURN, 0]])[: 2 if show_front else 0]


@lru_cache(maxsize=64)
def _loss_still(problem: str, show_front: bool, theme: str, titles: tuple[str, str]) -> Any:
    front = front_points(problem).astype(SENT)
    shown = front if show_front else front[:0]
    return _as_json(loss_space(shown, None, THEMES[theme], titles))


@lru_cache(maxsize=24)
def _parameter_still(
    problem: str, show_front: bool, theme: str, titles: tuple[str, str]
) -> Any:
    (left, right), (low, high) = parameter_extent(problem)
    t1, t2 = np.linspace(left, right, COLUMNS), np.linspace(low, high, ROWS)
    grid = np.stack(np.meshgrid(t1, t2), axis=-1)
    losses = np.asarray(_losses(PROBLEMS[problem](), grid), SENT)
    contours = Contours(t1.astype(SENT), t2.astype(SENT), losses[..., 0], losses[..., 1])
    return _as_json(
        parameter_space(contours, pareto_set(show_front), THEMES[theme], titles)
    )


@jit
def _losses(
    problem: Problem, grid: Float[Array, "rows columns 2"]
) -> Float[Array, "rows columns 2"]:
    return jax.vmap(jax.vmap(problem.losses))(grid)


@lru_cache(maxsize=128)
def _time_still(steps: int, theme: str, step_title: str) -> Any:
    """Axes from 0 to 1; what else they show differs with each slider that moves."""
    return _as_json(time_series(steps, (0, 1), THEMES[theme], (step_title, "")))


@lru_cache(maxsize=128)
def _curve_shapes(problem: str, epsilon: float, theme: str) -> list[dict[str, Any]]:
    return bound_curve_shapes(_bound_curve(problem, epsilon), THEMES[theme])


def _bound_curve(problem: str, epsilon: float) -> Float[np.ndarray, "points 2"]:
    """θ with L₂ = ε, both branches: L₂ grows with |t₂| from what it is on the front."""
    toy = PROBLEMS[problem]()
    on_front = front_points(problem)[:, 1]
    angles = np.linspace(0, QUARTER_TURN, FRONT_POINTS)
    # Along the front L₂ falls, so that the curve begins where it has fallen to ε. There it
    # rises like a root, and has its points close together.
    first = np.interp(-epsilon, -on_front, angles)
    t1 = first + (QUARTER_TURN - first) * np.linspace(0, 1, CURVE_POINTS) ** 2
    loss_2 = np.interp(t1, angles, on_front)
    with np.errstate(divide="ignore", invalid="ignore"):
        t2 = np.sqrt(np.maximum(epsilon / loss_2 - 1, 0) / toy.stretch)
    t2 = np.where(epsilon < on_front[-1], np.nan, t2)
    (_, _), (low, high) = parameter_extent(problem)
    upper = np.stack([t1, np.where(t2 <= 2 * high, t2, np.nan)], axis=1)
    lower = np.stack([t1, np.where(t2 <= -2 * low, -t2, np.nan)], axis=1)
    return np.concatenate([upper, [[np.nan, np.nan]], lower]).round(4)


def _as_json(figure: go.Figure) -> Any:
    return json.loads(figure.to_json())


def _with_shapes(still: Any, shapes: list[dict]) -> dict[str, Any]:
    return {"data": still["data"], "layout": still["layout"] | {"shapes": shapes}}
