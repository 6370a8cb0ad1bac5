"""Loss space with lines of equal total loss: the plane of a weighted sum, from above."""

import math

import numpy as np
import plotly.graph_objects as go
from jaxtyping import Float

from figures.loss_space import EXTENT, loss_space
from figures.theme import Theme
from figures.thinned import thinned

# About so many lines of equal total loss.
LINES = 12
STAR_PIXELS = 20
CROSS_PIXELS = 13
START_PIXELS = 6


def iso_lines(
    front: Float[np.ndarray, "points 2"],
    alpha: float,
    losses: Float[np.ndarray, "runs iterates 2"],
    ends: Float[np.ndarray, "ends 2"],
    saddles: Float[np.ndarray, "saddles 2"],
    theme: Theme,
    titles: tuple[str, str],
) -> go.Figure:
    """A plot of loss space with lines L₁ + α L₂ = constant, each with its value.

    Args:
        front: Points of the Pareto front in order.
        alpha: The weight α of L₂, at least 0.
        losses: Iterates of runs, seven at most in colours of their own.
        ends: Losses where runs end, each drawn as a star.
        saddles: Losses at which the sum has a saddle, each drawn as a cross.
        theme: Colours, type and lines.
        titles: Of L₁ and of L₂.

    Returns:
        A figure whose traces are the lines, the front, its hatching, each run, a dot where
        each starts, crosses and stars.
    """
    still = loss_space(front, None, theme, titles)
    corners = np.array(EXTENT)
    lines = go.Contour(
        x=corners,
        y=corners,
        z=corners + alpha * corners[:, None],
        ncontours=LINES,
        contours={
            "coloring": "none",
            "showlabels": True,
            "labelfont": {"size": theme.font_size, "color": theme.front},
        },
        line={"color": theme.front, "width": theme.line_width},
        showscale=False,
        hoverinfo="skip",
    )
    colors = [theme.palette[run % len(theme.palette)] for run in range(len(losses))]
    runs = [_run(run, color, theme) for run, color in zip(losses, colors, strict=True)]
    starts = _markers(losses[:, 0], "circle", START_PIXELS, colors, theme)
    crosses = _markers(saddles, "x-thin", CROSS_PIXELS, theme.ink, theme)
    stars = _markers(ends, "star", STAR_PIXELS, theme.palette[4], theme)
    return go.Figure([lines, *still.data, *runs, starts, crosses, stars], still.layout)


def _run(losses: Float[np.ndarray, "iterates 2"], color: str, theme: Theme) -> go.Scatter:
    x, y = thinned(losses, EXTENT).T
    line = {"color": color, "width": 2 * theme.line_width}
    return go.Scatter(x=x, y=y, mode="lines", line=line, hoverinfo="skip")


def _markers(
    points: Float[np.ndarray, "points 2"],
    symbol: str,
    pixels: float,
    color: str | list[str],
    theme: Theme,
) -> go.Scatter:
    around = {"color": theme.paper, "width": theme.line_width}
    if symbol == "x-thin":
        around = {"color": color, "width": 3 * theme.line_width}
    return go.Scatter(
        x=points[:, 0],
        y=points[:, 1],
        mode="markers",
        marker={
            "symbol": symbol,
            "size": pixels * math.sqrt(theme.line_width),
            "color": color,
            "line": around,
        },
        hoverinfo="skip",
        cliponaxis=False,
    )
