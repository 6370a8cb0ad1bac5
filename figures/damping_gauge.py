"""A scale of dampings: which regime begins where, and where the present one is."""

import math
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import plotly.graph_objects as go

from figures.layout import layout, small_axis
from figures.theme import Theme

# Of the palette: sky blue where runs come to rest, as in the map.
AT_REST = 1
# Bands narrower than this part of the scale have no room for a name.
NARROW = 0.11


class Band(NamedTuple):
    """A regime.

    Attributes:
        start: δ at which it begins.
        name: Short; `<br>` breaks a line.
        strength: How strongly it is coloured, from 0 to 1; 0 where runs are driven off.
    """

    start: float
    name: str
    strength: float


def damping_gauge(
    bands: list[Band],
    present: float,
    marks: list[tuple[float, str]],
    most: float,
    theme: Theme,
    title: str,
) -> go.Figure:
    """Bands along δ, with a pointer at the present one.

    Args:
        bands: By their start, which may be infinite; each ends where the next one begins.
        present: The damping δ that is chosen.
        marks: Dampings with a name each, above the scale.
        most: Where the scale ends.
        theme: Colours, type and lines.
        title: Of the scale.

    Returns:
        A figure with one trace, the pointer.
    """
    figure = go.Figure(
        go.Scatter(
            x=[present],
            y=[1],
            mode="markers",
            marker={
                "symbol": "triangle-down",
                "size": 15 * math.sqrt(theme.line_width),
                "color": theme.ink,
            },
            cliponaxis=False,
            hoverinfo="skip",
        )
    )
    shapes, names = [], []
    edges = np.clip([*(band.start for band in bands), math.inf], 0, most)
    for band, (low, high) in zip(bands, pairwise(edges), strict=True):
        if low < high:
            shapes.append(_band(band, low, high, theme))
        if high - low > NARROW * most:
            names.append({"x": (low + high) / 2, "y": 0.5, "text": band.name})
            names[-1]["yanchor"] = "middle"
    for value, name in marks:
        if 0 < value < most:
            shapes.append(_line(value, theme))
            names.append({"x": value, "y": 1.1, "text": name, "yanchor": "bottom"})
    figure.layout = layout(
        theme,
        margin={"l": 0.85, "r": 0.85, "t": 1.9, "b": 3.1},
        shapes=shapes,
        annotations=[{"showarrow": False, "yref": "paper", **name} for name in names],
        xaxis={**small_axis(theme, title, (0, most)), "showgrid": False, "nticks": 8},
        yaxis={"range": [0, 1], "visible": False},
    )
    return figure


def _band(band: Band, low: float, high: float, theme: Theme) -> dict[str, Any]:
    place = {"type": "rect", "x0": low, "x1": high, "y0": 0, "y1": 1, "layer": "below"}
    if not band.strength:
        return {**place, "fillcolor": theme.faint, "line": {"width": 0}}
    color = theme.palette[AT_REST]
    return {**place, "fillcolor": color, "opacity": band.strength, "line": {"width": 0}}


def _line(value: float, theme: Theme) -> dict[str, Any]:
    line = {"color": theme.ink, "width": 2 * theme.line_width}
    place = {"x0": value, "x1": value, "y0": 0, "y1": 1.1, "yref": "paper"}
    return {"type": "line", "line": line, **place}
