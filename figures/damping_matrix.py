"""The smallest eigenvalue of the damping matrix over parameter space, and a motion."""

import math

import numpy as np
import plotly.graph_objects as go
from jaxtyping import Bool, Float

from figures.layout import layout, small_axis, title_among_ticks
from figures.parameter_space import ANGLES, TITLE_AT
from figures.theme import Theme

# Of the palette: sky blue where A ≻ 0 as where runs come to rest, orange where it is not;
# the motion has reddish purple.
POSITIVE, NEGATIVE, MOTION = 1, 0, 5
# Eigenvalues grow with δ. Colours are those of their inverse hyperbolic sine, up to here.
STRONGEST = 4.0
OPTIMUM_PIXELS = 22
POINTER = "t₁ = %{x:.3f}, t₂ = %{y:.3f}: %{customdata:.3g}<extra></extra>"
# Strokes of R are so many cells apart, and so long.
HATCH_EVERY, HATCH_CELLS = 4, 1.8


def damping_matrix(
    t1: Float[np.ndarray, "columns"],
    t2: Float[np.ndarray, "rows"],
    smallest: Float[np.ndarray, "rows columns"],
    region: Bool[np.ndarray, "rows columns"],
    run: Float[np.ndarray, "times 2"],
    optimum: Float[np.ndarray, "2"] | None,
    theme: Theme,
    titles: tuple[str, str],
) -> go.Figure:
    """A map of where the damping matrix A is positive definite.

    Args:
        t1: The first parameter of each column, rising and evenly spaced; an angle.
        t2: The second parameter of each row, likewise.
        smallest: The smallest eigenvalue of A.
        region: Whether a point is in the region R around the optimum.
        run: θ along a motion.
        optimum: θ at the optimum, or None without one.
        theme: Colours, type and lines.
        titles: Of t₁ and of t₂.

    Returns:
        A figure with seven traces: the map, the line on which the eigenvalue is 0, strokes
        in R, the Pareto set, the motion, its two ends, and a ring at the optimum. The
        pointer reads t₁, t₂ and the eigenvalue off a cell.
    """
    width = math.sqrt(theme.line_width)
    strokes = _strokes(t1, t2, region)
    ring = np.zeros((0, 2)) if optimum is None else np.reshape(optimum, (1, 2))
    color = theme.palette[MOTION]
    figure = go.Figure(
        [
            go.Heatmap(
                x=t1,
                y=t2,
                z=np.arcsinh(smallest),
                zmin=-STRONGEST,
                zmax=STRONGEST,
                customdata=smallest,
                colorscale=[
                    (0, theme.palette[NEGATIVE]),
                    (0.5, theme.paper),
                    (1, theme.palette[POSITIVE]),
                ],
                showscale=False,
                hovertemplate=POINTER,
            ),
            go.Contour(
                x=t1,
                y=t2,
                z=smallest,
                autocontour=False,
                contours={"start": 0, "end": 0, "size": 1, "coloring": "none"},
                line={"color": theme.ink, "width": 2.5 * width},
                showscale=False,
                hoverinfo="skip",
            ),
            _line(strokes, theme.ink, 1.0 * width, opacity=0.45),
            _line(np.array([[t1[0], 0.0], [t1[-1], 0.0]]), theme.front, width=4 * width),
            _line(run, color, 3 * width),
            go.Scatter(
                x=run[[0, -1], 0],
                y=run[[0, -1], 1],
                mode="markers",
                marker={
                    "symbol": ["circle-open", "circle"],
                    "size": [12, 11],
                    "color": color,
                    "line": {"color": color, "width": 3 * width},
                },
                hoverinfo="skip",
            ),
            go.Scatter(
                x=ring[:, 0],
                y=ring[:, 1],
                mode="markers",
                marker={
                    "symbol": "circle-open",
                    "size": OPTIMUM_PIXELS,
                    "color": theme.ink,
                    "line": {"color": theme.ink, "width": 2.5 * theme.line_width},
                },
                hoverinfo="skip",
            ),
        ]
    )
    figure.layout = layout(
        theme,
        margin={"l": 3.7, "r": 0.85, "t": 0.6, "b": 1.7},
        hovermode="closest",
        annotations=[title_among_ticks(titles[0], TITLE_AT)],
        xaxis={**small_axis(theme, "", (t1[0], t1[-1])), **ANGLES},
        yaxis=small_axis(theme, titles[1], (t2[0], t2[-1])),
    )
    return figure


def _strokes(
    t1: Float[np.ndarray, "columns"],
    t2: Float[np.ndarray, "rows"],
    region: Bool[np.ndarray, "rows columns"],
) -> Float[np.ndarray, "strokes 2"]:
    """Short slanted strokes within R: begin, end and NaN of each."""
    rows, columns = np.indices(region.shape)
    # Every other row is set off by half of the distance.
    shift = rows // HATCH_EVERY % 2 * (HATCH_EVERY // 2)
    chosen = region & (rows % HATCH_EVERY == 0) & (columns % HATCH_EVERY == shift)
    middles = np.stack([t1[columns[chosen]], t2[rows[chosen]]], axis=1)
    half = HATCH_CELLS / 2 * np.array([t1[1] - t1[0], t2[1] - t2[0]])
    parts = [middles - half, middles + half, np.full_like(middles, np.nan)]
    return np.stack(parts, axis=1).reshape(-1, 2)


def _line(
    points: Float[np.ndarray, "points 2"], color: str, width: float, opacity: float = 1.0
) -> go.Scatter:
    return go.Scatter(
        x=points[:, 0],
        y=points[:, 1],
        mode="lines",
        line={"color": color, "width": width},
        opacity=opacity,
        hoverinfo="skip",
    )
