"""A policy on a grid of cells, as arrows."""

import math

import numpy as np
import plotly.graph_objects as go
from jaxtyping import Float

from figures.layout import layout, small_axis
from figures.theme import Theme

# Up, right, down and left.
DIRECTIONS = np.array([(0, 1), (1, 0), (0, -1), (-1, 0)])
STAR_PIXELS = 18


def policy_map(
    probabilities: Float[np.ndarray, "rows columns 4"],
    heat: Float[np.ndarray, "rows columns"],
    walls: Float[np.ndarray, "rows columns"],
    goal: Float[np.ndarray, "2"],
    title: str,
    theme: Theme,
) -> go.Figure:
    """Four arrows in each cell but the goal's, as long as their directions are likely."""
    rows, columns = heat.shape
    free = walls == 0
    size = STAR_PIXELS * math.sqrt(theme.line_width)
    with_arrows = free.copy()
    with_arrows[tuple(goal.astype(int))] = False
    cells = np.argwhere(with_arrows)
    # Plotly counts rows from below.
    middle = np.stack([cells[:, 1], rows - 1 - cells[:, 0]], axis=1).astype(float)
    ends = middle[:, None] + 0.45 * probabilities[with_arrows][..., None] * DIRECTIONS
    lines = np.full((*ends.shape[:2], 3, 2), np.nan)
    lines[:, :, 0], lines[:, :, 1] = middle[:, None], ends
    shown = np.where(free, heat, np.nan)[::-1]
    figure = go.Figure(
        [
            go.Heatmap(
                z=shown,
                colorscale=[(0, theme.paper), (1, theme.palette[1])],
                showscale=False,
                xgap=1,
                ygap=1,
            ),
            go.Scatter(
                x=lines[..., 0].ravel(),
                y=lines[..., 1].ravel(),
                mode="lines",
                line={"color": theme.ink, "width": 3 * theme.line_width},
            ),
            go.Scatter(
                x=goal[1:],
                y=rows - 1 - goal[:1],
                mode="markers",
                marker={"symbol": "star", "size": size, "color": theme.ink},
            ),
        ]
    )
    plain = {"showticklabels": False, "ticks": "", "showgrid": False}
    across = {**small_axis(theme, title, (-0.5, columns - 0.5)), **plain}
    upwards = {**small_axis(theme, "", (-0.5, rows - 0.5)), **plain, "scaleanchor": "x"}
    figure.layout = layout(
        theme,
        margin={"l": 0.85, "r": 0.85, "t": 0.6, "b": 2.2},
        xaxis={**across, "constrain": "domain"},
        yaxis={**upwards, "constrain": "domain"},
    )
    return figure
