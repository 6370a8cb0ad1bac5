"""One quantity over the steps: empty axes, on which runs are drawn."""

import math
from typing import Any

import numpy as np
import plotly.graph_objects as go
from jaxtyping import Float

from figures.layout import bound_line, layout, small_axis, title_among_ticks
from figures.theme import Theme

# At the first and the last step, as a part of all steps: half a marker.
ROOM = 0.02
# Ticks up to this part of the steps; beyond, the title has their row.
TICKS_UP_TO = 0.8
INTERVALS = 4
NICE = (1.0, 2.0, 2.5, 5.0, 10.0)
# No step is a fraction.
NICE_STEPS = (1.0, 2.0, 5.0, 10.0)
# Less than a tenth would make rounding errors and the last of a decay look like events.
LEAST_HEIGHT = 0.1
# Where sliders lead, λ and forces stay below 70, and a run that gets far beyond never
# returns. The starts have losses up to 2.
DIVERGING = 200.0
SHOWN_OF_DIVERGING = 10.0


def time_series(
    steps: int,
    extent: tuple[float, float],
    theme: Theme,
    axis_titles: tuple[str, str],
) -> go.Figure:
    """Axes of a small plot over time.

    Args:
        steps: Number of the last step.
        extent: Lowest and highest value that is shown, such as `nice_extent` gives.
        theme: Colours, type and lines.
        axis_titles: Of the steps and of the quantity; the second one may be empty.

    Returns:
        A figure without traces.
    """
    x_title, y_title = axis_titles
    room = ROOM * max(steps, 1)
    figure = go.Figure()
    figure.layout = layout(
        theme,
        margin={"l": 4.4 if y_title else 3.1, "r": 0.6, "t": 0.6, "b": 1.7},
        annotations=[title_among_ticks(x_title, steps + room, xanchor="right")],
        xaxis={
            **small_axis(theme, "", (-room, steps + room)),
            "tickvals": step_ticks(steps),
        },
        yaxis=small_axis(theme, y_title, extent),
    )
    return figure


def level_shapes(level: float | None, steps: int, theme: Theme) -> list[dict[str, Any]]:
    """Plotly shapes for a line at a level, from the first step to the last; none for None.

    It is dashed, so that it differs from a run that has come to it.
    """
    if level is None:
        return []
    line = {**bound_line(theme), "dash": "dash"}
    return [{"type": "line", "x0": 0, "x1": steps, "y0": level, "y1": level, "line": line}]


def nice_extent(values: Float[np.ndarray, "..."]) -> tuple[float, float]:
    """Round numbers between which an axis shows the values.

    Rounded outwards to a multiple of 1, 2, 2.5 or 5 times a power of ten, about a quarter
    of the height, so that the axis seldom changes while a slider moves. Where some values
    are beyond ±200, or infinite, runs diverge. An axis that shows how far would show
    nothing of the others, so it ends where these runs have left for good, at ±10 at most,
    or twice the least value if that is more.

    Args:
        values: Of any shape; NaN says nothing.

    Returns:
        Lowest and highest value; they differ by a tenth at least. (0, 1) if there are no
        values.
    """
    known = np.asarray(values, dtype=float)
    known = known[~np.isnan(known)]
    if known.size == 0:
        return 0.0, 1.0
    sizes = np.abs(known)
    limit = math.inf
    if sizes.max() > DIVERGING:
        least = float(sizes.min())
        limit = max(SHOWN_OF_DIVERGING, 2 * least if math.isfinite(least) else 0)
    low, high = (float(end) for end in np.clip([known.min(), known.max()], -limit, limit))
    missing = max(LEAST_HEIGHT - (high - low), 0)
    low, high = low - missing / 2, high + missing / 2
    step = _nice((high - low) / INTERVALS, NICE)
    # A value that is round already is not to be pushed outwards by the rounding of 0.3/0.1.
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return _times(first, step), _times(last, step)


def _times(multiple: int, step: float) -> float:
    """Their product without the noise of the last place, which a label would show."""
    return round(multiple * step, 9 - math.floor(math.log10(step)))


def step_ticks(steps: int) -> list[int]:
    """Round steps as ticks, with room for the title after the last of them."""
    spacing = max(int(_nice(max(steps, 1) / INTERVALS, NICE_STEPS)), 1)
    return list(range(0, int(TICKS_UP_TO * steps) + 1, spacing))


def _nice(at_least: float, factors: tuple[float, ...]) -> float:
    """The least of the factors times a power of ten that is no smaller."""
    power = 10.0 ** math.floor(math.log10(at_least))
    # Its own rounding is not to make it one factor larger.
    return power * next(nice for nice in factors if power * nice >= at_least * (1 - 1e-9))
