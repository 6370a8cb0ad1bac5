"""The response of both losses to a hyperparameter: what a knob does when it is turned."""

import math
from typing import Any

import numpy as np
import plotly.graph_objects as go
from jaxtyping import Float

from figures.ends import Ends
from figures.layout import bound_line, layout
from figures.scale import decade_ticks
from figures.theme import Theme

# Of the losses; the front lies between 0 and 1. What is higher is drawn at the upper edge.
EXTENT = (-0.06, 1.3)
EDGE = 1.26
TICKS = (0, 0.25, 0.5, 0.75, 1, 1.25)
# In the palette, blue and vermilion; the shapes differ too.
COLORS = (3, 4)
SYMBOLS = ("circle", "diamond")
BEYOND = "triangle-up-open"
# Beyond the first and the last value, as a part of the way between them.
ROOM = 0.03


def response_curve(
    ends: Ends,
    theme: Theme,
    titles: tuple[str, str, str],
    *,
    log: bool = False,
    identity: bool = False,
) -> go.Figure:
    """Both losses at the end of each run over the value that it had.

    Args:
        ends: Of the runs; values are positive if `log`. A run that diverged is told at the
            edge, as one is whose losses are beyond it.
        theme: Colours, type and lines.
        titles: Of the values, of L₁ and of L₂.
        log: Whether the axis of the values is logarithmic.
        identity: Whether the line on which a loss is equal to the value is drawn, as L₂ is
            to ε.

    Returns:
        A figure with two traces for each loss, a line for each start and a marker for each
        run, and one for the identity. The pointer reads value, losses and note off a
        marker. `meta` of markers has the index of the value of each, and that of the lines
        is empty; the identity, which is there whatever was swept, has none.
    """
    values = ends.values
    traces: list[go.Scatter] = []
    if identity:
        # Under the rest, which lies on it where all goes well.
        line = {**bound_line(theme), "dash": "dash"}
        traces.append(
            go.Scatter(x=values, y=values, mode="lines", line=line, hoverinfo="skip")
        )
    for axis in (0, 1):
        traces += _responses(ends, axis, theme, titles)
    figure = go.Figure(traces)
    figure.layout = layout(
        theme,
        hovermode="closest",
        margin={"l": 3.2, "r": 0.8, "t": 1.8, "b": 3.1},
        annotations=_names(theme, titles[1:]),
        xaxis=_value_axis(values, titles[0], theme, log),
        yaxis={
            "range": list(EXTENT),
            "tickvals": list(TICKS),
            "gridcolor": theme.faint,
            "zeroline": False,
        },
    )
    return figure


def _responses(
    ends: Ends, axis: int, theme: Theme, titles: tuple[str, str, str]
) -> list[go.Scatter]:
    """A line for each start, and a marker for each run, of one loss."""
    color = theme.palette[COLORS[axis]]
    num_values, num_starts = ends.failed.shape
    losses = ends.losses[..., axis].T
    lines = np.pad(np.minimum(losses, EDGE), ((0, 0), (0, 1)), constant_values=np.nan)
    return [
        go.Scatter(
            x=np.tile(np.append(ends.values, np.nan), num_starts),
            y=lines.ravel(),
            mode="lines",
            line={"color": color, "width": theme.line_width},
            opacity=0.5,
            hoverinfo="skip",
            meta=[],
        ),
        go.Scatter(
            x=np.tile(ends.values, num_starts),
            y=np.fmin(losses, EDGE).ravel(),
            text=ends.texts(titles).T.ravel(),
            mode="markers",
            marker={
                "symbol": _symbols(losses, ends.failed.T, SYMBOLS[axis]),
                "color": color,
                "size": 6 * math.sqrt(theme.line_width),
                "line": {"color": color, "width": theme.line_width},
            },
            hoverinfo="text",
            cliponaxis=False,
            meta=np.tile(np.arange(num_values), num_starts).tolist(),
        ),
    ]


def _symbols(
    losses: Float[np.ndarray, "starts values"], failed: np.ndarray, symbol: str
) -> list[str]:
    named = np.where(failed, f"{symbol}-open", symbol)
    beyond = np.isnan(losses) | (losses > EDGE)
    return np.where(beyond, BEYOND, named).ravel().tolist()


def _names(theme: Theme, names: tuple[str, ...]) -> list[dict[str, Any]]:
    """The name of each loss above the plot, with its marker, where no curve can be."""
    texts = (
        f'<span style="color:{theme.palette[color]}">{sign} {name}</span>'
        for color, sign, name in zip(COLORS, "●◆", names, strict=True)
    )
    place = {"x": 0, "y": 1, "xref": "paper", "yref": "paper"}
    anchor = {"xanchor": "left", "yanchor": "bottom", "showarrow": False}
    return [{"text": "&nbsp;&nbsp;&nbsp;".join(texts), **place, **anchor}]


def _value_axis(
    values: Float[np.ndarray, "values"], title: str, theme: Theme, log: bool
) -> dict[str, Any]:
    low, high = (float(end) for end in values[[0, -1]])
    ends = np.log10([low, high]) if log else np.array([low, high])
    room = ROOM * float(ends[1] - ends[0]) or 0.5
    axis = {
        "title": {"text": title, "standoff": 6},
        "type": "log" if log else "linear",
        "range": [float(ends[0]) - room, float(ends[1]) + room],
        "gridcolor": theme.faint,
        "zeroline": False,
        "showline": True,
        "linecolor": theme.ink,
        "linewidth": theme.line_width,
    }
    if log:
        ticks = decade_ticks(low, high)
        return {**axis, "tickvals": ticks, "ticktext": [f"{tick:g}" for tick in ticks]}
    return {**axis, "nticks": 8}
