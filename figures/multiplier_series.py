"""λ of several runs over the steps, and the value that it should come to."""

import numpy as np
import plotly.graph_objects as go
from jaxtyping import Float

from figures.theme import Theme
from figures.time_series import (
    DIVERGING,
    level_shapes,
    nice_extent,
    time_series,
)


def multiplier_series(
    multiplier: Float[np.ndarray, "runs iterates"],
    answer: float,
    theme: Theme,
    titles: tuple[str, str],
) -> go.Figure:
    """A line for each run, in the order of the palette, and a dashed one at the answer.

    Args:
        multiplier: λ of each run at each step.
        answer: What λ is at the optimum.
        theme: Colours, type and lines.
        titles: Of the steps and of λ.
    """
    steps = multiplier.shape[1] - 1
    within = np.where(np.abs(multiplier) <= DIVERGING, multiplier, np.nan)
    figure = time_series(
        steps, nice_extent(np.append(np.nan_to_num(within), answer)), theme, titles
    )
    for run, values in enumerate(within):
        figure.add_trace(
            go.Scatter(
                x=np.arange(steps + 1),
                y=values,
                mode="lines",
                line={"color": theme.palette[run], "width": 1.8 * theme.line_width},
                hovertemplate="%{x}: λ = %{y:.3f}<extra></extra>",
            )
        )
    shapes = level_shapes(answer, steps, theme)
    figure.update_layout(shapes=shapes, hovermode="closest")
    return figure
