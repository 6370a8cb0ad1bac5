"""How far a motion is from its equation, over time, on a scale of powers of ten."""

import math

import numpy as np
import plotly.graph_objects as go
from jaxtyping import Float

from figures.layout import layout, small_axis, title_among_ticks
from figures.theme import Theme

# Powers of ten at the ends of the axis, and beside which ticks stand. What is less is
# rounding.
EXTENT = (-11, 4)
TICKS = (-9, -6, -3, 0, 3)
# Of the palette: the colour of the motion.
MOTION = 5


def residual(
    time: Float[np.ndarray, "times"],
    off: Float[np.ndarray, "times"],
    theme: Theme,
    titles: tuple[str, str],
) -> go.Figure:
    """A small plot of a residual.

    Args:
        time: From 0 on.
        off: The residual at each time, at least 0; NaN where there is none.
        theme: Colours, type and lines.
        titles: Of time and of the residual.

    Returns:
        A figure with one trace, a line; where the residual is below 1e-11 it runs along
        the lower edge.
    """
    with np.errstate(divide="ignore"):
        shown = np.maximum(np.log10(off), EXTENT[0])
    figure = go.Figure(
        go.Scatter(
            x=time,
            y=shown,
            mode="lines",
            line={"color": theme.palette[MOTION], "width": 3 * math.sqrt(theme.line_width)},
            hoverinfo="skip",
        )
    )
    axis = small_axis(theme, titles[1], EXTENT)
    ticks = {"tickvals": TICKS, "ticktext": [f"10<sup>{power}</sup>" for power in TICKS]}
    figure.layout = layout(
        theme,
        margin={"l": 4.2, "r": 0.85, "t": 0.6, "b": 1.7},
        annotations=[title_among_ticks(titles[0], 0.9 * float(time[-1]))],
        xaxis=small_axis(theme, "", (0.0, float(time[-1]))),
        yaxis={**axis, **ticks},
    )
    return figure
