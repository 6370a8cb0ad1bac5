"""Paths of runs in a plane: contours of what is minimized, and the line to end on."""

import math

import numpy as np
import plotly.graph_objects as go
from jaxtyping import Float

from figures.layout import bound_line, layout, small_axis
from figures.theme import Theme

START_PIXELS, ANSWER_PIXELS = 9, 15
# Of the plot on each side: what is farther away is not drawn.
FARTHEST = 3.0


def paths_in_plane(
    grid: Float[np.ndarray, "points"],
    values: Float[np.ndarray, "points points"],
    levels: tuple[float, float],
    line: Float[np.ndarray, "2 2"],
    answer: tuple[float, float],
    paths: Float[np.ndarray, "runs iterates 2"],
    theme: Theme,
    titles: tuple[str, str],
) -> go.Figure:
    """A square of the plane, both axes on one scale.

    Args:
        grid: x of each column of `values`, rising, and y of each row.
        values: Of the function that is minimized.
        levels: The first contour, and how far apart they are.
        line: Two points of the line that the constraint asks for.
        answer: The point of the line where the function is least.
        paths: Points (x, y) that each run passes through, its start first.
        theme: Colours, type and lines.
        titles: Of x and of y.

    Returns:
        A figure with the contours, the line, a path and a start for each run, and the
        answer. A path that leaves the surroundings of the square ends there.
    """
    first, size = levels
    contours = go.Contour(
        x=grid,
        y=grid,
        z=values,
        contours={
            "coloring": "lines",
            "start": first,
            "end": float(values.max()),
            "size": size,
        },
        colorscale=[(0, theme.front), (1, theme.front)],
        line={"width": theme.line_width},
        showscale=False,
        hoverinfo="skip",
        opacity=0.6,
    )
    constraint = go.Scatter(
        x=line[:, 0], y=line[:, 1], mode="lines", line=bound_line(theme), hoverinfo="skip"
    )
    cross = go.Scatter(
        x=answer[:1],
        y=answer[1:],
        mode="markers",
        marker={
            "symbol": "x-thin",
            "size": ANSWER_PIXELS,
            "line": {"color": theme.ink, "width": 3 * theme.line_width},
        },
        hoverinfo="skip",
    )
    runs = [_run(path, theme.palette[run], theme) for run, path in enumerate(paths)]
    figure = go.Figure([contours, constraint, *runs, cross])
    extent = float(grid[0]), float(grid[-1])
    square = {"scaleanchor": "x", "constrain": "domain"}
    figure.layout = layout(
        theme,
        margin={"l": 3.4, "r": 0.85, "t": 0.6, "b": 3.1},
        hovermode="closest",
        xaxis={**small_axis(theme, titles[0], extent), "constrain": "domain"},
        yaxis={**small_axis(theme, titles[1], extent), **square},
    )
    return figure


def _run(path: Float[np.ndarray, "iterates 2"], color: str, theme: Theme) -> go.Scatter:
    """A path with a dot at each step, and a larger one at its start."""
    near = (np.abs(path) < FARTHEST).all(axis=1)
    shown = path if near.all() else path[: max(1, int(near.argmin()))]
    size = np.full(len(shown), 3.0 * math.sqrt(theme.line_width))
    size[0] = START_PIXELS * math.sqrt(theme.line_width)
    return go.Scatter(
        x=shown[:, 0],
        y=shown[:, 1],
        mode="lines+markers",
        line={"color": color, "width": 1.8 * theme.line_width},
        marker={"color": color, "size": size, "line": {"width": 0}},
        customdata=np.arange(len(shown)),
        hovertemplate="%{customdata}: (%{x:.3f}, %{y:.3f})<extra></extra>",
    )
