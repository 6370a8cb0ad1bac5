"""Loss space: the Pareto front, the bound ε and the optimum; runs are drawn on top."""

import math
from typing import NamedTuple

import numpy as np
import plotly.graph_objects as go
from jaxtyping import Float

from figures.layout import bound_line, layout
from figures.theme import Theme

# Both axes, with room for a marker on an axis and for starts on the circle of radius 2.
EXTENT = (-0.06, 2.1)
TICKS = (0, 0.5, 1, 1.5, 2)
# In units of the font size.
MARGIN = {"l": 3.7, "r": 0.85, "t": 0.6, "b": 3.3}
HATCH_LENGTH = 0.035
HATCH_SPACING = 0.06
ARROW_AT = 0.1
ARROW_HEAD = 0.035
OPTIMUM_PIXELS = 11


class Bound(NamedTuple):
    """A constraint L₂ ≤ ε and what it leads to.

    Attributes:
        epsilon: The bound ε.
        optimum: (L₁, L₂) of the constrained optimum; NaN where ε is infeasible.
    """

    epsilon: float
    optimum: tuple[float, float]


def loss_space(
    front: Float[np.ndarray, "points 2"],
    bound: Bound | None,
    theme: Theme,
    axis_titles: tuple[str, str],
) -> go.Figure:
    """The parts of a plot of loss space that stand still while runs move.

    Args:
        front: Points of the Pareto front in order; none, of shape (0, 2), where it is
            hidden.
        bound: The constraint, or None for a method without one.
        theme: Colours, type and lines.
        axis_titles: Of L₁ and of L₂.

    Returns:
        A figure with two traces, the front and its hatching on the unattainable side, and
        a shape for each part of the bound. Both axes have the same scale.
    """
    figure = go.Figure(
        [
            go.Scatter(
                x=front[:, 0],
                y=front[:, 1],
                mode="lines",
                line={"color": theme.front, "width": 4 * math.sqrt(theme.line_width)},
                hoverinfo="skip",
            ),
            go.Scatter(
                x=(strokes := hatching(front))[:, 0],
                y=strokes[:, 1],
                mode="lines",
                line={"color": theme.front, "width": 1.5 * math.sqrt(theme.line_width)},
                hoverinfo="skip",
            ),
        ]
    )
    figure.layout = layout(
        theme,
        margin=MARGIN,
        shapes=bound_shapes(bound, theme),
        xaxis=_axis(axis_titles[0], theme),
        yaxis={**_axis(axis_titles[1], theme), "scaleanchor": "x", "scaleratio": 1},
    )
    return figure


def bound_shapes(bound: Bound | None, theme: Theme) -> list[dict]:
    """Plotly shapes for the line at ε, the forbidden side, the arrow and the optimum."""
    if bound is None:
        return []
    epsilon = bound.epsilon
    line = bound_line(theme)
    shapes = [
        {"type": "path", "path": _bound_path(epsilon), "line": line},
        {
            "type": "line",
            "x0": ARROW_AT,
            "x1": ARROW_AT,
            "y0": 0,
            "y1": epsilon,
            "line": line,
            "label": {
                "text": f"ε = {epsilon:.3g}",
                "textangle": 0,
                "textposition": "middle",
                "xanchor": "left",
                "yanchor": "middle",
                "padding": 8,
                "font": {"color": theme.ink, "size": theme.font_size},
            },
        },
        {"type": "path", "path": _arrow_heads(epsilon), "line": line},
    ]
    if not math.isnan(bound.optimum[0]):
        shapes.append(_optimum_ring(bound.optimum, theme))
    return shapes


def hatching(front: Float[np.ndarray, "points 2"]) -> Float[np.ndarray, "ticks 2"]:
    """Short strokes from the front towards the losses that no parameters reach.

    For each stroke its begin, its end, and NaN.
    """
    if len(front) < 2:
        return np.zeros((0, 2))
    lengths = np.hypot(*np.diff(front, axis=0).T)
    along = np.concatenate([[0], np.cumsum(lengths)])
    at = np.arange(HATCH_SPACING / 2, along[-1], HATCH_SPACING)
    points = np.stack([np.interp(at, along, axis) for axis in front.T], axis=1)
    tangents = np.stack(
        [np.interp(at, along, np.gradient(axis, along)) for axis in front.T], axis=1
    )
    # The front runs towards larger L₁ and smaller L₂; what is out of reach is at its right
    # hand, and slanted strokes are told from ticks.
    inwards = np.stack([tangents[:, 1], -tangents[:, 0]], axis=1) - 0.6 * tangents
    ends = points + HATCH_LENGTH * inwards
    return np.stack([points, ends, np.full_like(points, np.nan)], axis=1).reshape(-1, 2)


def _axis(title: str, theme: Theme) -> dict:
    return {
        "title": {"text": title, "standoff": 6},
        "range": list(EXTENT),
        "constrain": "domain",
        "tickvals": list(TICKS),
        "gridcolor": theme.faint,
        "zeroline": True,
        "zerolinecolor": theme.ink,
        "zerolinewidth": 1.5 * theme.line_width,
    }


def _bound_path(epsilon: float) -> str:
    """The line L₂ = ε, and strokes on its forbidden side."""
    low, high = 0, EXTENT[1]
    strokes = (
        f"M{x:.3f},{epsilon:.5f}L{x + HATCH_LENGTH:.3f},{epsilon + HATCH_LENGTH:.5f}"
        for x in np.arange(low, high - HATCH_LENGTH, HATCH_SPACING).tolist()
    )
    return f"M{low},{epsilon:.5f}L{high},{epsilon:.5f}" + "".join(strokes)


def _arrow_heads(epsilon: float) -> str:
    half = math.copysign(min(ARROW_HEAD, abs(epsilon) / 2), epsilon)
    return "".join(
        f"M{ARROW_AT - 0.6 * ARROW_HEAD:.3f},{tip + back:.5f}L{ARROW_AT},{tip:.5f}"
        f"L{ARROW_AT + 0.6 * ARROW_HEAD:.3f},{tip + back:.5f}"
        for tip, back in ((0, half), (epsilon, -half))
    )


def _optimum_ring(optimum: tuple[float, float], theme: Theme) -> dict:
    radius = OPTIMUM_PIXELS * math.sqrt(theme.line_width)
    return {
        "type": "circle",
        "xsizemode": "pixel",
        "ysizemode": "pixel",
        "xanchor": optimum[0],
        "yanchor": optimum[1],
        "x0": -radius,
        "x1": radius,
        "y0": -radius,
        "y1": radius,
        "line": {"color": theme.ink, "width": 2.5 * theme.line_width},
    }
