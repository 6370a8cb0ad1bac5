"""Pictures of what a training has made of a small model."""

import math
import re
from typing import Any
from unicodedata import east_asian_width

import numpy as np
import plotly.graph_objects as go
from jaxtyping import Float

from figures.layout import across, layout, small_axis
from figures.theme import Theme

MARGIN = {"l": 4.0, "r": 0.85, "t": 1.8, "b": 3.3}
# Of the palette: what was trained is blue, what it is compared with vermilion.
MODEL, BESIDE = 3, 4
ROOM = 0.08
# Letters of a label that still fits below its bar.
LONG = 6


def bars(
    labels: tuple[str, ...],
    values: Float[np.ndarray, "bars"],
    beside: Float[np.ndarray, "bars"],
    title: str,
    theme: Theme,
) -> go.Figure:
    """A bar for each number, and an outline of what it is compared with."""
    figure = go.Figure(go.Bar(x=labels, y=values, marker={"color": theme.palette[MODEL]}))
    if len(beside):
        outline = {"color": theme.ink, "width": 1.5 * theme.line_width}
        marker = {"color": "rgba(0,0,0,0)", "line": outline}
        figure.add_trace(go.Bar(x=labels, y=beside, marker=marker))
    figure.layout = layout(
        theme,
        margin=MARGIN,
        barmode="overlay",
        bargap=0.3,
        xaxis={
            **small_axis(theme, "", (-0.6, len(labels) - 0.4)),
            "type": "category",
            **_names(labels),
        },
        yaxis=small_axis(theme, title, _extent(values, beside, [0.0])),
    )
    return figure


def curve(
    x: Float[np.ndarray, "places"],
    y: Float[np.ndarray, "places"],
    points: Float[np.ndarray, "points 2"],
    level: float,
    titles: tuple[str, str],
    theme: Theme,
) -> go.Figure:
    """A line through points, and a level that it should keep to."""
    size = 5 * math.sqrt(theme.line_width)
    dots = {"size": size, "color": theme.front}
    line = {"color": theme.palette[MODEL], "width": 3 * theme.line_width}
    figure = go.Figure(
        [
            go.Scatter(x=points[:, 0], y=points[:, 1], mode="markers", marker=dots),
            go.Scatter(x=x, y=y, mode="lines", line=line),
        ]
    )
    figure.layout = layout(
        theme,
        margin=MARGIN,
        shapes=across(level, theme),
        xaxis=small_axis(theme, titles[0], (float(x[0]), float(x[-1]))),
        yaxis=small_axis(theme, titles[1], _extent(y, points[:, 1])),
    )
    return figure


def histograms(
    edges: Float[np.ndarray, "bins+1"],
    labels: tuple[str, ...],
    shares: Float[np.ndarray, "histograms bins"],
    title: str,
    theme: Theme,
) -> go.Figure:
    """Outlines of histograms over the same bins; their names stand above, in colour."""
    colors = [theme.front, *(theme.palette[index] for index in (BESIDE, MODEL, 2))]
    figure = go.Figure()
    for color, of in zip(colors, shares, strict=False):
        heights = np.concatenate([of, of[-1:]])
        line = {"color": color, "width": 2.5 * theme.line_width, "shape": "hv"}
        figure.add_trace(go.Scatter(x=edges, y=heights, mode="lines", line=line))
    names = [
        f'<span style="color:{color}">■</span> {label}'
        for color, label in zip(colors, labels, strict=False)
    ]
    # In two lines, since a frame in another page may be narrow.
    above = "&nbsp;&nbsp; ".join(names[:2]) + "<br>" + "&nbsp;&nbsp; ".join(names[2:])
    figure.layout = layout(
        theme,
        margin={**MARGIN, "t": 3.4},
        annotations=[_above(above)],
        xaxis=small_axis(theme, title, (float(edges[0]), float(edges[-1]))),
        yaxis={**small_axis(theme, "", _extent(shares.ravel(), [0.0])), "nticks": 3},
    )
    return figure


def images(
    pixels: Float[np.ndarray, "rows columns height width"],
    titles: tuple[str, str],
    theme: Theme,
) -> go.Figure:
    """A grid of small grey images, one beside the other."""
    rows, columns, height, width = pixels.shape
    whole = pixels.transpose(0, 2, 1, 3).reshape(rows * height, columns * width)
    figure = go.Figure(
        go.Heatmap(
            z=np.clip(whole, 0, 1)[::-1],
            zmin=0,
            zmax=1,
            colorscale=[(0, theme.paper), (1, theme.ink)],
            showscale=False,
        )
    )
    plain = {"showticklabels": False, "ticks": "", "showgrid": False}
    across = {**small_axis(theme, titles[0], (-0.5, columns * width - 0.5)), **plain}
    upwards = {**small_axis(theme, titles[1], (-0.5, rows * height - 0.5)), **plain}
    square = {"scaleanchor": "x", "constrain": "domain"}
    figure.layout = layout(
        theme,
        margin={"l": 2.2, "r": 0.85, "t": 0.6, "b": 2.2},
        xaxis={**across, "constrain": "domain"},
        yaxis={**upwards, **square},
    )
    return figure


def path(
    points: Float[np.ndarray, "records 2"],
    goal: tuple[float, float],
    titles: tuple[str, str],
    theme: Theme,
) -> go.Figure:
    """Where two numbers went, from a dot to a star, around a ring where they should be."""
    line = {"color": theme.palette[MODEL], "width": 2 * theme.line_width}
    figure = go.Figure(
        [
            go.Scatter(x=points[:, 0], y=points[:, 1], mode="lines", line=line),
            _marker(goal, "circle-open", 22, theme.ink, theme),
            _marker(points[0], "circle", 10, theme.palette[MODEL], theme),
            _marker(points[-1], "star", 16, theme.palette[BESIDE], theme),
        ]
    )
    figure.layout = layout(
        theme,
        margin=MARGIN,
        xaxis=small_axis(theme, titles[0], _extent(points[:, 0], [goal[0]])),
        yaxis=small_axis(theme, titles[1], _extent(points[:, 1], [goal[1]])),
    )
    return figure


def _names(labels: tuple[str, ...]) -> dict[str, Any]:
    """All of them in sight: long ones upright, in two lines where they have a comma."""
    shown = [re.sub("([,，]) ?", r"\1<br>", label) for label in labels]
    is_long = max(map(_width, labels)) > LONG
    turned = {"tickangle": -90, "automargin": True} if is_long else {}
    return {"tickvals": list(labels), "ticktext": shown, **turned}


def _width(label: str) -> int:
    """In letters; a Chinese character is as wide as two."""
    return sum(2 if east_asian_width(letter) in "FW" else 1 for letter in label)


def _marker(at: Any, symbol: str, pixels: float, color: str, theme: Theme) -> go.Scatter:
    line = {"width": 2.5 * theme.line_width} if symbol.endswith("open") else {"width": 0}
    size = pixels * math.sqrt(theme.line_width)
    marker = {"symbol": symbol, "size": size, "color": color, "line": line}
    return go.Scatter(x=[at[0]], y=[at[1]], mode="markers", marker=marker)


def _above(text: str) -> dict[str, Any]:
    place = {"x": 0, "y": 1, "xref": "paper", "yref": "paper"}
    anchors = {"xanchor": "left", "yanchor": "bottom", "showarrow": False}
    return {"text": text, "align": "left", **place, **anchors}


def _extent(*groups: Any) -> tuple[float, float]:
    """From the least to the greatest of what is finite, with room around it."""
    values = np.concatenate([np.ravel(group) for group in groups])
    values = values[np.isfinite(values)]
    low, high = (values.min(), values.max()) if len(values) else (0.0, 1.0)
    room = ROOM * ((high - low) or 1.0)
    return float(low - room), float(high + room)
