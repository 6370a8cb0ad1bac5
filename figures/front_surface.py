"""The estimated front of three losses: a surface, and a way towards it."""

import math

import numpy as np
import plotly.graph_objects as go
from jaxtyping import Float

from figures.estimated_front import BY_BOUND, BY_WEIGHT
from figures.layout import layout
from figures.theme import Theme

# From above, with the minimized loss upwards.
CAMERA = {"eye": {"x": 1.7, "y": -1.7, "z": 1.17}, "center": {"x": 0, "y": 0, "z": -0.15}}


def front_surface(
    by_bound: Float[np.ndarray, "rows columns 3"],
    by_weight: Float[np.ndarray, "trainings 3"],
    path: Float[np.ndarray, "records 3"],
    theme: Theme,
    titles: tuple[str, str, str],
) -> go.Figure:
    """Where trainings end, one for each pair of bounds, and the way of one of them.

    Args:
        by_bound: At the end of each, the minimized loss and both bounded ones; one bound
            goes along the rows and the other along the columns.
        by_weight: The same for pairs of weights.
        path: The losses of the training at hand, which ends at a diamond.
        theme: Colours, type and lines.
        titles: Of the three losses.

    Returns:
        A figure with a surface, a marker for each pair of weights, the path and its end.
        The minimized loss goes upwards.
    """
    ends = by_bound.reshape(-1, 3)
    low, high = _corners(ends)
    inside = np.all((by_weight >= low) & (by_weight <= high), axis=1)
    near = np.all((path >= low) & (path <= high), axis=1, keepdims=True)
    shown = np.where(near, path, np.nan)
    least, first, second = zip(low.tolist(), high.tolist(), strict=True)
    figure = go.Figure(
        [
            go.Surface(
                x=by_bound[..., 1],
                y=by_bound[..., 2],
                z=by_bound[..., 0],
                surfacecolor=np.zeros(by_bound.shape[:2]),
                colorscale=[(0, theme.palette[BY_BOUND]), (1, theme.palette[BY_BOUND])],
                showscale=False,
                opacity=0.6,
                hoverinfo="skip",
                contours={
                    axis: {"show": True, "color": theme.ink, "width": 1, "highlight": False}
                    for axis in ("x", "y")
                },
            ),
            _scatter(by_weight[inside], theme, "markers", BY_WEIGHT, "diamond-open", 4),
            _scatter(shown, theme, "lines", -1, "circle", 4),
            _scatter(path[-1:], theme, "markers", -1, "diamond", 8),
        ]
    )
    axes = {
        "xaxis": _axis(titles[1], first, theme),
        "yaxis": _axis(titles[2], second, theme),
        "zaxis": _axis(titles[0], least, theme),
    }
    scene = {**axes, "aspectmode": "cube", "camera": CAMERA, "uirevision": True}
    margin = {"l": 0.0, "r": 0.0, "t": 0.0, "b": 0.0}
    figure.layout = layout(theme, margin=margin, scene=scene)
    return figure


def _scatter(
    points: Float[np.ndarray, "points 3"],
    theme: Theme,
    mode: str,
    color: int,
    symbol: str,
    pixels: float,
) -> go.Scatter3d:
    ink = theme.palette[color]
    return go.Scatter3d(
        x=points[:, 1],
        y=points[:, 2],
        z=points[:, 0],
        mode=mode,
        line={"color": ink, "width": 4 * theme.line_width},
        marker={
            "color": ink,
            "symbol": symbol,
            "size": pixels * math.sqrt(theme.line_width),
        },
        hoverinfo="skip",
    )


def _axis(title: str, extent: tuple[float, float], theme: Theme) -> dict:
    return {
        "title": {"text": title, "font": {"size": theme.font_size}},
        "range": list(extent),
        "nticks": 4,
        "gridcolor": theme.faint,
        "color": theme.ink,
        "backgroundcolor": "rgba(0,0,0,0)",
        "showspikes": False,
    }


def _corners(
    ends: Float[np.ndarray, "trainings 3"],
) -> tuple[Float[np.ndarray, "3"], Float[np.ndarray, "3"]]:
    """The lower and the upper corner of a box around the surface, with room."""
    low, high = np.nanmin(ends, axis=0), np.nanmax(ends, axis=0)
    room = 0.1 * np.where(high > low, high - low, 1.0)
    return low - room, high + room
