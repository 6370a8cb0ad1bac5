"""The law of damping as a curve over a map of what runs really do."""

import math

import numpy as np
import plotly.graph_objects as go
from jaxtyping import Float

from figures.layout import layout, small_axis
from figures.theme import Theme

# Of the palette: sky blue where runs come to rest, vermilion for the law.
AT_REST, LAW = 1, 4
PRESENT_PIXELS = 16


def damping_map(
    epsilon: Float[np.ndarray, "columns"],
    damping: Float[np.ndarray, "rows"],
    share: Float[np.ndarray, "rows columns"],
    curve: Float[np.ndarray, "points 2"],
    present: tuple[float, float],
    theme: Theme,
    titles: tuple[str, str],
) -> go.Figure:
    """A map over (ε, δ), coloured by how many runs come to rest at the optimum.

    Args:
        epsilon: ε of each column, rising and evenly spaced.
        damping: δ of each row, likewise.
        share: Of the runs of each cell that come to rest, from 0 to 1.
        curve: The threshold as points (ε, δ), by rising ε.
        present: The (ε, δ) that is shown elsewhere.
        theme: Colours, type and lines.
        titles: Of ε and of δ.

    Returns:
        A figure with three traces: the map, the curve and the present setting. The pointer
        reads ε, δ and the share off a cell.
    """
    low, high = _extent(damping)
    figure = go.Figure(
        [
            go.Heatmap(
                x=epsilon,
                y=damping,
                z=share,
                zmin=0,
                zmax=1,
                colorscale=[(0, theme.faint), (1, theme.palette[AT_REST])],
                showscale=False,
                hovertemplate="ε = %{x:.3f}, δ = %{y:.3g}: %{z:.0%}<extra></extra>",
            ),
            go.Scatter(
                x=curve[:, 0],
                y=np.where(curve[:, 1] <= 2 * high, curve[:, 1], np.nan),
                mode="lines",
                line={
                    "color": theme.palette[LAW],
                    "width": 4 * math.sqrt(theme.line_width),
                },
                hoverinfo="skip",
            ),
            go.Scatter(
                x=[present[0]],
                y=[present[1]],
                mode="markers",
                marker={
                    "symbol": "cross-thin",
                    "size": PRESENT_PIXELS,
                    "line": {"color": theme.ink, "width": 3 * theme.line_width},
                },
                hoverinfo="skip",
            ),
        ]
    )
    figure.layout = layout(
        theme,
        margin={"l": 3.4, "r": 0.85, "t": 0.6, "b": 3.1},
        hovermode="closest",
        xaxis=small_axis(theme, titles[0], _extent(epsilon)),
        yaxis=small_axis(theme, titles[1], (low, high)),
    )
    return figure


def _extent(values: Float[np.ndarray, "values"]) -> tuple[float, float]:
    """From the one edge of the first cell to the other edge of the last."""
    half = (values[1] - values[0]) / 2
    return float(values[0] - half), float(values[-1] + half)
