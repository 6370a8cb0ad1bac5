"""The ends of a sweep dropped on the Pareto front, coloured by the value that led there."""

import math
from typing import Any

import numpy as np
import plotly.graph_objects as go
from jaxtyping import Bool, Float

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
    values: Float[np.ndarray, "values"],
    end_losses: Float[np.ndarray, "values starts 2"],
    failed: Bool[np.ndarray, "values starts"],
    theme: Theme,
    titles: tuple[str, str, str],
    *,
    log: bool = False,
) -> go.Figure:
    """A plot of loss space with all ends of a sweep.

    Args:
        front: Points of the Pareto front in order.
        covered_parts: Lines along its parts that are covered, NaN between them.
        values: Of the hyperparameter; positive if `log`.
        end_losses: Both losses of each run; what is NaN is not drawn.
        failed: Which runs are drawn hollow, under the others.
        theme: Colours, type and lines.
        titles: Of L₁, of L₂ and of the values.
        log: Whether colours go by factors rather than by steps.

    Returns:
        A figure with five traces: the covered parts, the front, its hatching, the ends of
        runs that failed, and those of the others. The pointer reads value and losses off an
        end. Ends beyond the axes are drawn at their edge.
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
    )
    ends = _ends(values, end_losses, failed, theme, titles, log)
    figure = go.Figure([parts, *still.data, *ends], still.layout)
    axes = {"range": list(EXTENT), "tickvals": list(TICKS)}
    figure.update_layout(hovermode="closest", xaxis=axes, yaxis=axes)
    return figure


def _ends(
    values: Float[np.ndarray, "values"],
    end_losses: Float[np.ndarray, "values starts 2"],
    failed: Bool[np.ndarray, "values starts"],
    theme: Theme,
    titles: tuple[str, str, str],
    log: bool,
) -> list[go.Scatter]:
    """Hollow markers of the runs that failed, and full ones of the others."""
    num_starts = failed.shape[1]
    of_run, losses = np.repeat(values, num_starts), end_losses.reshape(-1, 2)
    colors = value_markers(of_run, theme, titles[2], log=log)
    size = END_PIXELS * math.sqrt(theme.line_width)
    beyond = (losses > EDGE).any(axis=1)
    symbols = np.where(beyond, BEYOND, np.where(failed.ravel(), "circle-open", "circle"))
    traces = []
    for hollow in (True, False):
        these = (failed.ravel() | beyond) == hollow
        marker: dict[str, Any] = {
            **colors,
            "color": colors["color"][these],
            "symbol": symbols[these].tolist(),
            "size": size,
            "line": {"width": 1.5 * theme.line_width} if hollow else {"width": 0},
            "showscale": not hollow,
        }
        traces.append(
            go.Scatter(
                x=np.minimum(losses[these, 0], EDGE),
                y=np.minimum(losses[these, 1], EDGE),
                customdata=np.column_stack([of_run[these], losses[these]]),
                mode="markers",
                marker=marker,
                hovertemplate=(
                    f"{titles[2]} = %{{customdata[0]:.3g}}<br>"
                    "(%{customdata[1]:.3f}, %{customdata[2]:.3f})<extra></extra>"
                ),
            )
        )
    return traces
