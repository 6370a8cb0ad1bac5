"""Time to the front and time to settle over the damping."""

import math
from typing import Any, NamedTuple

import numpy as np
import plotly.graph_objects as go
from jaxtyping import Float, Int

from figures.layout import layout, small_axis
from figures.theme import Theme

# Of the palette: blue for the way to the front, vermilion for coming to rest.
COLORS = (3, 4)
DASHES = ("solid", "dash")
SIGNS = ("━", "╍")
# Of the height, for the runs that never settle, and from where on for the curves.
BARS_UP_TO, CURVES_FROM = 0.18, 0.26
BAND_OPACITY = "33"


class Curves(NamedTuple):
    """Steps over the damping.

    Attributes:
        damping: δ, rising.
        to_front: Quartiles of the steps to the front; infinite where there are none.
        to_settle: Quartiles of the steps until runs settle.
        never: How many runs never settle.
        num_runs: For each δ.
        num_steps: Of each run.
    """

    damping: Float[np.ndarray, "values"]
    to_front: Float[np.ndarray, "values 3"]
    to_settle: Float[np.ndarray, "values 3"]
    never: Int[np.ndarray, "values"]
    num_runs: int
    num_steps: int


def trade_off(
    curves: Curves,
    threshold: float,
    present: float,
    theme: Theme,
    titles: tuple[str, str, str, str, str],
) -> go.Figure:
    """Two curves over δ with bands between their quartiles, and bars below them.

    Args:
        curves: What was measured.
        threshold: δ above which the optimum attracts; not drawn where it is not finite or
            out of the range.
        present: The δ that is shown elsewhere, likewise.
        theme: Colours, type and lines.
        titles: Of δ, of the steps, of either curve, and of the bars.

    Returns:
        A figure with a band and a line for each curve and the bars; the pointer reads them.
    """
    figure = go.Figure(
        [
            *_curve(curves, curves.to_front, 0, theme, titles[2]),
            *_curve(curves, curves.to_settle, 1, theme, titles[3]),
            go.Bar(
                x=curves.damping,
                y=curves.never,
                yaxis="y2",
                marker={"color": theme.palette[COLORS[1]]},
                hovertemplate=f"δ = %{{x:.3g}}: %{{y}}/{curves.num_runs}<extra></extra>",
            ),
        ]
    )
    low, high = float(curves.damping[0]), float(curves.damping[-1])
    half = (high - low) / (len(curves.damping) - 1) / 2
    figure.layout = layout(
        theme,
        margin={"l": 4.2, "r": 0.85, "t": 3.4, "b": 3.1},
        hovermode="closest",
        bargap=0.2,
        annotations=_names(theme, titles[2:]),
        shapes=[
            *_upright(threshold, (low, high), theme, theme.palette[COLORS[1]], "dot"),
            *_upright(present, (low, high), theme, theme.ink, "solid"),
        ],
        xaxis={
            **small_axis(theme, titles[0], (low - half, high + half)),
            "anchor": "y2",
        },
        yaxis={
            **small_axis(theme, titles[1], (0, math.log10(curves.num_steps))),
            "type": "log",
            "dtick": 1,
            "domain": [CURVES_FROM, 1],
        },
        yaxis2={
            **small_axis(theme, "", (0, curves.num_runs)),
            "tickvals": [0, curves.num_runs],
            "domain": [0, BARS_UP_TO],
        },
    )
    return figure


def _curve(
    curves: Curves,
    quartiles: Float[np.ndarray, "values 3"],
    which: int,
    theme: Theme,
    name: str,
) -> list[go.Scatter]:
    """The band between the quartiles, and the median; what never comes is at the top."""
    color = theme.palette[COLORS[which]]
    known = np.isfinite(quartiles[:, 0])
    damping, within = curves.damping[known], quartiles[known]
    low, median, high = np.minimum(within, curves.num_steps).T
    return [
        go.Scatter(
            x=np.append(damping, damping[::-1]),
            y=np.append(low, high[::-1]),
            mode="lines",
            line={"width": 0},
            fill="toself",
            fillcolor=color + BAND_OPACITY,
            hoverinfo="skip",
        ),
        go.Scatter(
            x=damping,
            y=np.where(np.isfinite(within[:, 1]), median, np.nan),
            mode="lines",
            line={
                "color": color,
                "width": 3 * math.sqrt(theme.line_width),
                "dash": DASHES[which],
            },
            hovertemplate=f"{name}: δ = %{{x:.3g}}, %{{y:.0f}}<extra></extra>",
        ),
    ]


def _upright(
    value: float, extent: tuple[float, float], theme: Theme, color: str, dash: str
) -> list[dict[str, Any]]:
    """A line across the plot at a value of δ; none where it is out of range."""
    if not extent[0] <= value <= extent[1]:
        return []
    line = {"color": color, "width": 2 * theme.line_width, "dash": dash}
    place = {"x0": value, "x1": value, "y0": 0, "y1": 1, "yref": "paper"}
    return [{"type": "line", **place, "line": line}]


def _names(theme: Theme, names: tuple[str, ...]) -> list[dict[str, Any]]:
    """What the curves are, above the plot, and what the bars are, above them."""
    colors = [theme.palette[color] for color in COLORS]
    curves = "&nbsp;&nbsp;&nbsp;".join(
        f'<span style="color:{color}">{sign} {name}</span>'
        for color, sign, name in zip(colors, SIGNS, names, strict=False)
    )
    bars = f'<span style="color:{colors[1]}">{names[-1]}</span>'
    place = {"xref": "paper", "yref": "paper", "showarrow": False, "yanchor": "bottom"}
    # At the right, where the law seldom is: it would cross the words.
    return [
        {"text": curves, "x": 0, "y": 1, "xanchor": "left", **place},
        {"text": bars, "x": 1, "y": BARS_UP_TO, "xanchor": "right", **place},
    ]
