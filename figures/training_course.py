"""What became of a few numbers over the steps of a training."""

import numpy as np
import plotly.graph_objects as go
from jaxtyping import Float

from figures.theme import Theme
from figures.time_series import level_shapes, nice_extent, time_series

# Of the palette: blue, vermilion, green.
COLORS = (3, 4, 2)
# The first steps of some trainings are far beyond all others. What lies beyond these shares
# of all values is cut if it would make the plot so many times higher.
SHOWN, FAR = (0.02, 0.98), 3


def training_course(
    steps: Float[np.ndarray, "records"],
    values: Float[np.ndarray, "records numbers"],
    names: tuple[str, ...],
    levels: tuple[float, ...],
    theme: Theme,
    step_title: str,
) -> go.Figure:
    """A line for each number, and a dashed one for what it should come to.

    Args:
        steps: At which the numbers were noted down, rising.
        values: Of one to three numbers; the infinite and NaN are not drawn.
        names: Of the numbers; they stand above, in colour.
        levels: What some of them should come to; each has its line.
        theme: Colours, type and lines.
        step_title: Of the steps.

    Returns:
        A figure with a trace for each number.
    """
    values = np.where(np.isfinite(values), values, np.nan)
    figure = time_series(int(steps[-1]), _extent(values, levels), theme, (step_title, ""))
    colors = [theme.palette[index] for index in COLORS]
    for color, of in zip(colors, values.T, strict=False):
        line = {"color": color, "width": 2 * theme.line_width}
        figure.add_trace(go.Scatter(x=steps, y=of, mode="lines", line=line))
    shown = "&nbsp;&nbsp; ".join(
        f'<span style="color:{color}">{name}</span>'
        for color, name in zip(colors, names, strict=False)
    )
    place = {"x": 0, "y": 1, "xref": "paper", "yref": "paper", "showarrow": False}
    figure.add_annotation(text=shown, xanchor="left", yanchor="bottom", **place)
    figure.update_layout(
        shapes=[
            shape
            for level in levels
            for shape in level_shapes(level, int(steps[-1]), theme)
        ],
        margin={"t": round(1.6 * theme.font_size)},
    )
    return figure


def _extent(
    values: Float[np.ndarray, "records numbers"], levels: tuple[float, ...]
) -> tuple[float, float]:
    """Of the levels, the last values and most of the others, or all."""
    known = values[np.isfinite(values)]
    if not len(known):
        return 0.0, 1.0
    low, high = np.quantile(known, SHOWN)
    last = values[-1][np.isfinite(values[-1])]
    shown = np.concatenate([[low, high], last, np.array(levels)])
    if np.ptp(known) < FAR * np.ptp(shown):
        shown = np.concatenate([shown, known])
    return nice_extent(shown)
