"""Loss space of a trained model: a front that is only estimated, and a way towards it."""

import math

import numpy as np
import plotly.graph_objects as go
from jaxtyping import Float

from figures.layout import across, layout, small_axis
from figures.theme import Theme

# Around what has to be seen, as a part of its extent.
ROOM = 0.08
# Of the palette: blue for bounds, vermilion for weights.
BY_BOUND, BY_WEIGHT = 3, 4
POINT_PIXELS, END_PIXELS = 7, 15


def estimated_front(
    by_bound: Float[np.ndarray, "trainings 2"],
    by_weight: Float[np.ndarray, "trainings 2"],
    path: Float[np.ndarray, "records 2"],
    bound: float,
    theme: Theme,
    titles: tuple[str, str],
) -> go.Figure:
    """Where trainings end, one for each value of a knob, and the way of one of them.

    Args:
        by_bound: The minimized loss and the bounded one at the end of each, by bounds; NaN
            for one that diverged.
        by_weight: The same by weights.
        path: The losses of the training at hand, which ends at a star; what is far beyond
            the others is not seen.
        bound: ε of the bounded loss; NaN for none.
        theme: Colours, type and lines.
        titles: Of both losses.

    Returns:
        A figure with four traces: ends by bounds, joined; ends by weights; the path; and
        its end.
    """
    (left, low), (right, high) = _extent(np.concatenate([by_bound, path[-1:]]), by_weight)
    size = POINT_PIXELS * math.sqrt(theme.line_width)
    blue, vermilion = theme.palette[BY_BOUND], theme.palette[BY_WEIGHT]
    shown = _within(path, (left, right), (low, high))
    figure = go.Figure(
        [
            go.Scatter(
                x=by_bound[:, 0],
                y=by_bound[:, 1],
                mode="lines+markers",
                line={"color": blue, "width": 2 * theme.line_width},
                marker={"size": size, "color": blue},
                hoverinfo="skip",
            ),
            go.Scatter(
                x=by_weight[:, 0],
                y=by_weight[:, 1],
                mode="markers",
                marker={
                    "size": size,
                    "symbol": "diamond-open",
                    "color": vermilion,
                    "line": {"width": 2 * theme.line_width},
                },
                hoverinfo="skip",
            ),
            go.Scatter(
                x=shown[:, 0],
                y=shown[:, 1],
                mode="lines",
                line={"color": theme.ink, "width": 1.5 * theme.line_width},
                hoverinfo="skip",
            ),
            go.Scatter(
                x=path[-1:, 0],
                y=path[-1:, 1],
                mode="markers",
                marker={
                    "size": END_PIXELS * math.sqrt(theme.line_width),
                    "symbol": "star",
                    "color": theme.ink,
                    "line": {"color": theme.paper, "width": theme.line_width},
                },
                hoverinfo="skip",
            ),
        ]
    )
    figure.layout = layout(
        theme,
        margin={"l": 4.4, "r": 0.85, "t": 0.6, "b": 3.3},
        shapes=across(bound, theme),
        xaxis=small_axis(theme, titles[0], (left, right)),
        yaxis=small_axis(theme, titles[1], (low, high)),
    )
    return figure


def _extent(
    points: Float[np.ndarray, "points 2"], others: Float[np.ndarray, "others 2"]
) -> tuple[Float[np.ndarray, "2"], Float[np.ndarray, "2"]]:
    """Lower left and upper right of points, and of others that are near them, with room."""
    points = points[np.isfinite(points).all(axis=1)]
    if not len(points):
        points = np.array([[0.0, 0.0], [1.0, 1.0]])
    low, high = points.min(axis=0), points.max(axis=0)
    span = np.where(high > low, high - low, 1.0)
    near = np.all((others >= low - span) & (others <= high + span), axis=1)
    points = np.concatenate([points, others[near]])
    return points.min(axis=0) - ROOM * span, points.max(axis=0) + ROOM * span


def _within(
    path: Float[np.ndarray, "records 2"],
    across: tuple[float, float],
    upwards: tuple[float, float],
) -> Float[np.ndarray, "records 2"]:
    """The path with NaN for what is so far away that only its direction would be seen."""
    middle = np.array([np.mean(across), np.mean(upwards)])
    half = np.array([across[1] - across[0], upwards[1] - upwards[0]]) / 2
    with np.errstate(invalid="ignore"):
        near = np.all(np.abs(path - middle) <= 3 * half, axis=1, keepdims=True)
    return np.where(near, path, np.nan)
