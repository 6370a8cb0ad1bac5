"""An oscillation over the steps: the two parts of the force, and of the energy."""

import math
from typing import Any, NamedTuple

import numpy as np
import plotly.graph_objects as go
from jaxtyping import Float

from figures.layout import layout, small_axis, title_among_ticks
from figures.theme import Theme
from figures.time_series import nice_extent, step_ticks

# Of the palette: blue for what λ has, vermilion for what h has, and ink for the sum.
OF_MULTIPLIER, OF_VIOLATION, SUM = 3, 4, 6
AREA = 0.55
# Of the height: the lower plot, then room for names, then the upper plot.
LOWER, UPPER = (0.0, 0.4), (0.56, 1.0)
# More points than pixels show nothing more.
MOST_POINTS = 1000


class Parts(NamedTuple):
    """Two parts of a sum at each step.

    Attributes:
        of_multiplier: What λ has of it.
        of_violation: What h has of it.
        names: Of the first part, of the second, and of their sum.
    """

    of_multiplier: Float[np.ndarray, "iterates"]
    of_violation: Float[np.ndarray, "iterates"]
    names: tuple[str, str, str]


def oscillation(
    force: Parts, energy: Parts, rest: float, theme: Theme, step_title: str
) -> go.Figure:
    """The parts of the force as lines above, those of the energy as stacked areas below.

    Args:
        force: λ and δ h.
        energy: Potential and kinetic energy, at least 0; drawn as parts of the most.
        rest: The force at rest, λ*.
        theme: Colours, type and lines.
        step_title: Of the axis of the steps.

    Returns:
        A figure with five traces: λ, δ h and their sum; the potential and the kinetic
        energy, the second one upon the first.
    """
    last = len(force.of_multiplier) - 1
    steps = np.arange(0, last + 1, math.ceil((last + 1) / MOST_POINTS))
    pull = np.stack([force.of_multiplier, force.of_violation])
    pull = np.vstack([pull, pull.sum(axis=0)])[:, steps]
    parts = np.stack([energy.of_multiplier, energy.of_violation])[:, steps]
    known = parts.sum(axis=0)
    parts = parts / (known[np.isfinite(known)].max() or 1.0)
    colors = [theme.palette[index] for index in (OF_MULTIPLIER, OF_VIOLATION, SUM)]
    width = 2 * math.sqrt(theme.line_width)
    figure = go.Figure(
        [
            *(
                go.Scatter(
                    x=steps,
                    y=values,
                    mode="lines",
                    line={"color": color, "width": width, "dash": dash},
                    yaxis="y2",
                    hoverinfo="skip",
                )
                for values, color, dash in zip(
                    pull, colors, ("solid", "solid", "dot"), strict=True
                )
            ),
            *(
                go.Scatter(
                    x=steps,
                    y=values,
                    mode="lines",
                    stackgroup="energy",
                    line={"color": color, "width": theme.line_width},
                    fillcolor=_see_through(color),
                    hoverinfo="skip",
                )
                for values, color in zip(parts, colors[:2], strict=True)
            ),
        ]
    )
    lower = {**small_axis(theme, "", (0, 1)), "nticks": 3}
    upper = {**small_axis(theme, "", nice_extent(np.append(pull, rest))), "nticks": 4}
    figure.layout = layout(
        theme,
        margin={"l": 3.4, "r": 0.85, "t": 2.2, "b": 1.7},
        annotations=[
            title_among_ticks(step_title, last, xanchor="right"),
            _names(force.names, colors, UPPER[1], theme),
            _names(energy.names, [*colors[:2], theme.ink], LOWER[1], theme),
        ],
        xaxis={**small_axis(theme, "", (0, last)), "tickvals": step_ticks(last)},
        yaxis={**lower, "domain": list(LOWER)},
        yaxis2={**upper, "domain": list(UPPER)},
    )
    return figure


def _names(
    names: tuple[str, str, str], colors: list[str], height: float, theme: Theme
) -> dict[str, Any]:
    """The name of each part in its colour, above its plot."""
    first, second, whole = (
        f'<span style="color:{color}">{name}</span>'
        for name, color in zip(names, colors, strict=True)
    )
    place = {"x": 0, "y": height, "xref": "paper", "yref": "paper", "showarrow": False}
    # It is long: from the ticks on, and above the uppermost of them.
    place |= {"xshift": -1.5 * theme.font_size, "yshift": 0.5 * theme.font_size}
    return {
        "text": f"{whole} = {first} + {second}",
        "xanchor": "left",
        "yanchor": "bottom",
        **place,
    }


def _see_through(color: str) -> str:
    red, green, blue = (int(color[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},{AREA})"
