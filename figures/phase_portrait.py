"""The phase portrait of a constrained method: violation against multiplier."""

import math

import numpy as np
import plotly.graph_objects as go
from jaxtyping import Float

from figures.layout import bound_line, layout, small_axis
from figures.theme import Theme

# Room around the run, as a part of its extent.
ROOM = 0.12
LEAST_EXTENT = 1e-6
# Points beyond so many extents are not sent: they are far out of sight.
FAR = 30.0
# Of the palette: blue.
RUN = 3
FAINT = 0.45
ARROWS = 5


def phase_portrait(
    run: Float[np.ndarray, "iterates 2"],
    others: Float[np.ndarray, "runs iterates 2"],
    rest: float,
    theme: Theme,
    titles: tuple[str, str],
) -> go.Figure:
    """One run through pairs (h, λ) about its place of rest, and others faintly.

    Args:
        run: Pairs (h, λ) of the run, which fills the figure.
        others: Pairs of other runs; where they are infinite or out of sight, nothing.
        rest: λ* of the optimum, at h = 0.
        theme: Colours, type and lines.
        titles: Of h and of λ.

    Returns:
        A figure with these traces: the bound, h = 0, and λ*; each of the others; the run,
        arrows along it, its start and the optimum.
    """
    seen = run[np.isfinite(run).all(axis=1)]
    extents = [_extent(seen[:, 0], 0.0), _extent(seen[:, 1], rest)]
    color = theme.palette[RUN]
    width = 2 * math.sqrt(theme.line_width)
    traces = [
        go.Scatter(
            x=pairs[:, 0],
            y=pairs[:, 1],
            mode="lines",
            line={"color": theme.palette[index % len(theme.palette)], "width": width},
            opacity=FAINT,
            hoverinfo="skip",
        )
        for index, pairs in enumerate(_in_sight(others, extents))
    ]
    figure = go.Figure(
        [
            *_cross_lines(extents, rest, theme),
            *traces,
            _line(seen, color, 1.4 * width),
            _arrows(seen, color, theme),
            _mark(seen[0], "circle-open", color, theme),
            _mark(np.array([0.0, rest]), "cross-thin", theme.ink, theme),
        ]
    )
    figure.layout = layout(
        theme,
        margin={"l": 4.4, "r": 0.85, "t": 0.6, "b": 3.1},
        xaxis=small_axis(theme, titles[0], extents[0]),
        yaxis=small_axis(theme, titles[1], extents[1]),
    )
    return figure


def _cross_lines(
    extents: list[tuple[float, float]], rest: float, theme: Theme
) -> list[go.Scatter]:
    """Lines at h = 0 and at λ*; as shapes below the traces they would be below the grid."""
    dashed = {"color": theme.ink, "width": theme.line_width, "dash": "dash"}
    lines = ((0, 0), extents[1], bound_line(theme)), (extents[0], (rest, rest), dashed)
    return [
        go.Scatter(x=x, y=y, mode="lines", line=line, hoverinfo="skip")
        for x, y, line in lines
    ]


def _extent(values: Float[np.ndarray, "values"], rest: float) -> tuple[float, float]:
    low, high = min(float(values.min()), rest), max(float(values.max()), rest)
    room = max(ROOM * (high - low), LEAST_EXTENT)
    return low - room, high + room


def _in_sight(
    pairs: Float[np.ndarray, "runs iterates 2"], extents: list[tuple[float, float]]
) -> Float[np.ndarray, "runs iterates 2"]:
    low, high = np.array(extents).T
    middle, reach = (low + high) / 2, FAR * (high - low)
    with np.errstate(invalid="ignore"):
        is_near = (np.abs(pairs - middle) <= reach).all(axis=-1, keepdims=True)
    return np.where(is_near, pairs, np.nan)


def _line(pairs: Float[np.ndarray, "iterates 2"], color: str, width: float) -> go.Scatter:
    line = {"color": color, "width": width}
    return go.Scatter(
        x=pairs[:, 0], y=pairs[:, 1], mode="lines", line=line, hoverinfo="skip"
    )


def _arrows(pairs: Float[np.ndarray, "iterates 2"], color: str, theme: Theme) -> go.Scatter:
    """Some arrows along the run, as far apart as it goes, not as it takes steps."""
    size = np.abs(pairs - pairs.mean(axis=0)).max(axis=0)
    way = np.linalg.norm(np.diff(pairs, axis=0) / np.where(size > 0, size, 1), axis=1)
    gone = np.cumsum(way)
    at = np.searchsorted(gone, gone[-1] * (np.arange(ARROWS) + 0.5) / ARROWS) + 1
    at = np.unique(at[at < len(pairs)])
    # Plotly turns an arrow to look away from the point before, so that each has its own.
    ends = np.stack([at - 1, at, at], axis=1).ravel()
    points = pairs[ends].copy()
    points[2::3] = np.nan
    return go.Scatter(
        x=points[:, 0],
        y=points[:, 1],
        mode="markers",
        marker={
            "symbol": "arrow",
            "angleref": "previous",
            "size": [0, 13 * math.sqrt(theme.line_width), 0] * len(at),
            "color": color,
            "opacity": 1,
            "line": {"width": 0},
        },
        hoverinfo="skip",
    )


def _mark(
    place: Float[np.ndarray, "2"], symbol: str, color: str, theme: Theme
) -> go.Scatter:
    size = 12 * math.sqrt(theme.line_width)
    line = {"color": color, "width": 2.5 * theme.line_width}
    marker = {"symbol": symbol, "size": size, "color": color, "line": line}
    x, y = [float(place[0])], [float(place[1])]
    return go.Scatter(x=x, y=y, mode="markers", marker=marker, hoverinfo="skip")
