"""Parameter space, coloured by where a run from each start ends."""

import math
import string
from typing import Any

import numpy as np
import plotly.graph_objects as go
from jaxtyping import Float, Int

from figures.layout import layout, small_axis
from figures.parameter_space import ANGLES
from figures.theme import Theme

# Letters in the row above the plot, before it goes on in another row; a phone has no room
# for more.
IN_A_ROW = 2
RING_PIXELS = 17


def basins(
    t1: Float[np.ndarray, "columns"],
    t2: Float[np.ndarray, "rows"],
    label: Int[np.ndarray, "rows columns"],
    centres: Float[np.ndarray, "ends 2"],
    pareto_set: Float[np.ndarray, "points 2"],
    starts: Float[np.ndarray, "starts 2"],
    start_labels: Int[np.ndarray, "starts"],
    theme: Theme,
    titles: tuple[str, str, str],
) -> go.Figure:
    """A map of starts with a colour and a letter for each end.

    Args:
        t1: The first parameter of each column, rising and evenly spaced; an angle.
        t2: The second parameter of each row, likewise.
        label: The number of the end of each start, seven at most; −1 for a start without.
        centres: Both losses at each end.
        pareto_set: Parameters of the Pareto front in order; none, of shape (0, 2), where it
            is hidden.
        starts: Parameters of starts that are ringed.
        start_labels: The number of the end of each of them, or −1; inside its ring is the
            colour of its own end, which near an edge may not be that of the cell around it.
        theme: Colours, type and lines.
        titles: Of t₁, of t₂, and what a start without an end is called.

    Returns:
        A figure with three traces: the map, the Pareto set, and rings. Above it stands
        which letter is which end; the faint parts are starts without one.
    """
    colors = [theme.faint, *theme.palette]
    highest = len(theme.palette)
    figure = go.Figure(
        [
            go.Heatmap(
                x=t1,
                y=t2,
                z=label,
                zmin=-1.5,
                zmax=highest - 0.5,
                colorscale=_steps(colors),
                showscale=False,
                hoverinfo="skip",
            ),
            go.Scatter(
                x=pareto_set[:, 0],
                y=pareto_set[:, 1],
                mode="lines",
                line={"color": theme.front, "width": 6 * math.sqrt(theme.line_width)},
                hoverinfo="skip",
                cliponaxis=False,
            ),
            go.Scatter(
                x=starts[:, 0],
                y=starts[:, 1],
                mode="markers",
                marker={
                    "size": RING_PIXELS * math.sqrt(theme.line_width),
                    "color": [colors[label + 1] for label in start_labels],
                    "line": {"color": theme.ink, "width": 3 * theme.line_width},
                },
                hoverinfo="skip",
                cliponaxis=False,
            ),
        ]
    )
    key = _key(label, centres, theme, titles[2])
    rows = max(1, math.ceil(len(key) / IN_A_ROW))
    lines = [key[row * IN_A_ROW : (row + 1) * IN_A_ROW] for row in range(rows)]
    above = {
        "text": "<br>".join("&nbsp;&nbsp;&nbsp;".join(line) for line in lines),
        "align": "left",
        "x": 0,
        "y": 1,
        "xref": "paper",
        "yref": "paper",
        "xanchor": "left",
        "yanchor": "bottom",
        "showarrow": False,
    }
    figure.layout = layout(
        theme,
        margin=margin(rows),
        annotations=[above, *_letters(t1, t2, label, theme)],
        xaxis={**small_axis(theme, titles[0], edges(t1)), **ANGLES},
        yaxis=small_axis(theme, titles[1], edges(t2)),
    )
    return figure


def letter(end: int) -> str:
    """The letter of an end, A for the first."""
    return string.ascii_uppercase[end]


def margin(rows: int = 1) -> dict[str, float]:
    """What is left around the axes, in units of the font size, with so many rows above."""
    return {"l": 3.7, "r": 1.2, "t": 0.6 + 1.4 * rows, "b": 3.1}


def edges(values: Float[np.ndarray, "values"]) -> tuple[float, float]:
    """Outer edges of cells with these middles."""
    half = float(values[1] - values[0]) / 2 if len(values) > 1 else 0.5
    # A rounding error is not to lose the tick at an edge.
    half += 1e-9
    return float(values[0]) - half, float(values[-1]) + half


def _steps(colors: list[str]) -> list[tuple[float, str]]:
    """A colour scale that goes from one colour to the next in steps."""
    at = np.linspace(0, 1, len(colors) + 1)
    return [
        (float(edge), color)
        for low, high, color in zip(at[:-1], at[1:], colors, strict=True)
        for edge in (low, high)
    ]


def _key(
    label: Int[np.ndarray, "rows columns"],
    centres: Float[np.ndarray, "ends 2"],
    theme: Theme,
    without_end: str,
) -> list[str]:
    texts = [
        f'<span style="color:{color}">■</span> {letter(end)} ({loss_1:.2g}, {loss_2:.2g})'
        for end, (color, (loss_1, loss_2)) in enumerate(
            zip(theme.palette, centres.round(2), strict=False)
        )
    ]
    if (label < 0).any():
        texts.append(f'<span style="color:{theme.faint}">■</span> {without_end}')
    return texts


def _letters(
    t1: Float[np.ndarray, "columns"],
    t2: Float[np.ndarray, "rows"],
    label: Int[np.ndarray, "rows columns"],
    theme: Theme,
) -> list[dict[str, Any]]:
    """One letter in each basin, on the cell of it that is farthest inside."""
    found = []
    for end in range(label.max(initial=-1) + 1):
        row, column = _innermost(label == end)
        found.append(
            {
                "text": f"<b>{letter(end)}</b>",
                "x": float(t1[column]),
                "y": float(t2[row]),
                "font": {"color": theme.paper, "size": 1.5 * theme.font_size},
                "showarrow": False,
            }
        )
    return found


def _innermost(inside: np.ndarray) -> tuple[int, int]:
    """A cell that stays longest when the edge is taken off the area again and again."""
    left = inside
    while left.any():
        inside = left
        padded = np.pad(left, 1)
        left = left & padded[:-2, 1:-1] & padded[2:, 1:-1]
        left &= padded[1:-1, :-2] & padded[1:-1, 2:]
    rows, columns = np.nonzero(inside)
    middle = np.argmin(np.hypot(rows - rows.mean(), columns - columns.mean()))
    return int(rows[middle]), int(columns[middle])
