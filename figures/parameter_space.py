"""Parameter space: contours of both losses, the Pareto set and the curve L₂ = ε."""

import math
from typing import Any, NamedTuple

import numpy as np
import plotly.graph_objects as go
from jaxtyping import Float

from figures.layout import bound_line, layout, small_axis, title_among_ticks
from figures.theme import Theme

# Of both losses; the starts lie just below the last.
LEVELS = {"start": 0.25, "end": 2.0, "size": 0.25}
ANGLES = {"tickvals": [0, np.pi / 4, np.pi / 2], "ticktext": ["0", "π/4", "π/2"]}
# Of the title of t₁, between two ticks.
TITLE_AT = 3 * np.pi / 8


class Contours(NamedTuple):
    """Both losses on a grid over parameter space.

    Attributes:
        t1: The first parameter of each column, rising; an angle in radians.
        t2: The second parameter of each row, rising.
        loss_1: L₁ at each point of the grid.
        loss_2: L₂ at each point of the grid.
    """

    t1: Float[np.ndarray, "columns"]
    t2: Float[np.ndarray, "rows"]
    loss_1: Float[np.ndarray, "rows columns"]
    loss_2: Float[np.ndarray, "rows columns"]


def parameter_space(
    contours: Contours,
    pareto_set: Float[np.ndarray, "points 2"],
    theme: Theme,
    axis_titles: tuple[str, str],
) -> go.Figure:
    """The parts of a small plot of parameter space that stand still while runs move.

    Args:
        contours: Both losses; the axes extend as far as their grid.
        pareto_set: Parameters (t₁, t₂) of the Pareto front in order; none, of shape
            (0, 2), where the front is hidden.
        theme: Colours, type and lines.
        axis_titles: Of t₁ and of t₂.

    Returns:
        A figure with three traces: the contours of L₁, solid, those of L₂, dashed and in
        the colour of the bound, and the Pareto set. The axes have scales of their own.
    """
    figure = go.Figure(
        [
            _contour(contours, contours.loss_1, theme.front, "solid", theme),
            _contour(contours, contours.loss_2, theme.ink, "dash", theme),
            go.Scatter(
                x=pareto_set[:, 0],
                y=pareto_set[:, 1],
                mode="lines",
                line={"color": theme.front, "width": 4 * math.sqrt(theme.line_width)},
                hoverinfo="skip",
            ),
        ]
    )
    figure.layout = layout(
        theme,
        margin={"l": 3.7, "r": 0.6, "t": 0.6, "b": 1.7},
        annotations=[title_among_ticks(axis_titles[0], TITLE_AT)],
        xaxis={**small_axis(theme, "", _extent(contours.t1)), **ANGLES},
        yaxis=small_axis(theme, axis_titles[1], _extent(contours.t2)),
    )
    return figure


def bound_curve_shapes(
    curve: Float[np.ndarray, "points 2"] | None, theme: Theme
) -> list[dict[str, Any]]:
    """Plotly shapes for the curve L₂ = ε.

    Args:
        curve: Points (t₁, t₂) in order; NaN between two branches. None, or no points,
            for a method without a bound.
        theme: Colours and lines.

    Returns:
        One shape for all branches, or none.
    """
    if curve is None:
        return []
    gaps = np.flatnonzero(~np.isfinite(curve).all(axis=1))
    branches = (branch[np.isfinite(branch).all(axis=1)] for branch in np.split(curve, gaps))
    # One point alone makes no line.
    path = "".join(_path(branch) for branch in branches if len(branch) > 1)
    return [{"type": "path", "path": path, "line": bound_line(theme)}] if path else []


def _contour(
    contours: Contours,
    losses: Float[np.ndarray, "rows columns"],
    color: str,
    dash: str,
    theme: Theme,
) -> go.Contour:
    return go.Contour(
        x=contours.t1,
        y=contours.t2,
        z=losses,
        autocontour=False,
        contours={**LEVELS, "coloring": "none"},
        line={"color": color, "dash": dash, "width": theme.line_width},
        showscale=False,
        hoverinfo="skip",
    )


def _extent(values: Float[np.ndarray, "values"]) -> tuple[float, float]:
    return float(values[0]), float(values[-1])


def _path(points: Float[np.ndarray, "points 2"]) -> str:
    # Of Python's own numbers, which take a third of the time that NumPy's take.
    return "M" + "L".join(f"{t1:.4f},{t2:.4f}" for t1, t2 in points.tolist())
