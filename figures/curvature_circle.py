"""The Pareto front with the circle that bends as it does at the bound."""

import math

import numpy as np
import plotly.graph_objects as go
from jaxtyping import Float

from figures.loss_space import Bound, loss_space
from figures.theme import Theme

POINTS = 181
# Wider ones look like a straight line, and would only be a longer one.
LARGEST_RADIUS = 50.0
# Of the palette: the vermilion of what is measured.
CIRCLE = 4


def curvature_circle(
    front: Float[np.ndarray, "points 2"],
    bound: Bound,
    slope: float,
    curvature: float,
    theme: Theme,
    titles: tuple[str, str],
) -> go.Figure:
    """Loss space with the circle of curvature at the constrained optimum.

    Args:
        front: Points of the Pareto front in order.
        bound: The constraint.
        slope: F′(ε) of the front L₁ = F(L₂).
        curvature: F″(ε), negative where the front is concave.
        theme: Colours, type and lines.
        titles: Of L₁ and of L₂.

    Returns:
        A figure with the traces of `loss_space` and one more, the circle; it is empty where
        the front has no finite bend at ε.
    """
    figure = loss_space(front, bound, theme, titles)
    circle = osculating_circle(bound.optimum, slope, curvature)
    figure.add_trace(
        go.Scatter(
            x=circle[:, 0],
            y=circle[:, 1],
            mode="lines",
            line={
                "color": theme.palette[CIRCLE],
                "width": 2.5 * math.sqrt(theme.line_width),
                "dash": "dot",
            },
            hoverinfo="skip",
        )
    )
    return figure


def osculating_circle(
    point: tuple[float, float], slope: float, curvature: float
) -> Float[np.ndarray, "points 2"]:
    """The circle that touches L₁ = F(L₂) at a point and bends as it does there.

    Args:
        point: (L₁, L₂) on the front.
        slope: F′ there.
        curvature: F″ there; 0, or not finite, for no circle.
    """
    steepness = math.sqrt(1 + slope**2)
    radius = steepness**3 / curvature if curvature else math.inf
    if not math.isfinite(radius) or not 0 < abs(radius) < LARGEST_RADIUS:
        return np.zeros((0, 2))
    # The normal of L₁ = F(L₂), towards larger L₁.
    normal = np.array([1.0, -slope]) / steepness
    turn = np.linspace(0, 2 * np.pi, POINTS)
    around = np.stack([np.cos(turn), np.sin(turn)], axis=1)
    return np.asarray(point) + radius * normal + abs(radius) * around
