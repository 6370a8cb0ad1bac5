"""The ends of a sweep dropped on the Pareto front, coloured by the value that led there."""

import math
from typing import Any

import numpy as np
import plotly.graph_objects as go
from jaxtyping import Float, Int

from figures.ends import Ends
from figures.loss_space import loss_space
from figures.response_curve import BEYOND, EDGE, EXTENT, TICKS
from figures.scale import value_markers
from figures.theme import Theme

# Thicker than the front, which is drawn on top.
COVERED_PIXELS = 14
# Of the palette: the green that no value has.
COVERED = 2
END_PIXELS = 9


def sweep_front(
    front: Float[np.ndarray, "points 2"],
    covered_parts: Float[np.ndarray, "gapped 2"],
    covered_by: Int[np.ndarray, "parts"],
    ends: Ends,
    theme: Theme,
    titles: tuple[str, str, str],
    *,
    log: bool = False,
) -> go.Figure:
    """A plot of loss space with all ends of a sweep.

    Args:
        front: Points of the Pareto front in order.
        covered_parts: Lines along its parts that are covered, NaN between them.
        covered_by: Of each of these parts, the index of the first value that covers it.
        ends: Of the runs. What is NaN is not drawn; what failed is drawn under the others.
        theme: Colours, type and lines.
        titles: Of L₁, of L₂ and of the values.
        log: Whether colours go by factors rather than by steps; values are positive then.

    Returns:
        A figure with five traces: the covered parts, the front, its hatching, the ends of
        runs that failed, and those of the others. The pointer reads value, losses and note
        off an end. Ends beyond the axes are drawn at their edge. `meta` of a trace has the
        index of the value that each of its parts or ends belongs to.
    """
    still = loss_space(front, None, theme, titles[:2])
    parts = go.Scatter(
        x=covered_parts[:, 0],
        y=covered_parts[:, 1],
        mode="lines",
        line={
            "color": theme.palette[COVERED],
            "width": COVERED_PIXELS * math.sqrt(theme.line_width),
        },
        opacity=0.5,
        hoverinfo="skip",
        meta=covered_by.tolist(),
    )
    traces = [parts, *still.data, *_ends(ends, theme, titles, log)]
    figure = go.Figure(traces, still.layout)
    axes = {"range": list(EXTENT), "tickvals": list(TICKS)}
    figure.update_layout(hovermode="closest", xaxis=axes, yaxis=axes)
    return figure


def _ends(
    ends: Ends, theme: Theme, titles: tuple[str, str, str], log: bool
) -> list[go.Scatter]:
    """Hollow markers of the runs that failed, and full ones of the others."""
    of_run = np.repeat(np.arange(len(ends.values)), ends.failed.shape[1])
    losses, failed = ends.losses.reshape(-1, 2), ends.failed.ravel()
    values = ends.values[of_run]
    texts = ends.texts((titles[2], *titles[:2])).ravel()
    colors = value_markers(values, theme, titles[2], log=log)
    size = END_PIXELS * math.sqrt(theme.line_width)
    beyond = (losses > EDGE).any(axis=1)
    symbols = np.where(beyond, BEYOND, np.where(failed, "circle-open", "circle"))
    finite = ~np.isnan(losses).any(axis=1)
    traces = []
    for hollow in (True, False):
        these = finite & ((failed | beyond) == hollow)
        marker: dict[str, Any] = {
            **colors,
            "color": colors["color"][these],
            "symbol": symbols[these],
            "size": size,
            "line": {"width": 1.5 * theme.line_width} if hollow else {"width": 0},
            "showscale": not hollow,
        }
        traces.append(
            go.Scatter(
                x=np.minimum(losses[these, 0], EDGE),
                y=np.minimum(losses[these, 1], EDGE),
                text=texts[these],
                hoverinfo="text",
                mode="markers",
                marker=marker,
                meta=of_run[these].tolist(),
            )
        )
    return traces
