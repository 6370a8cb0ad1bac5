"""What all figures share: nothing that moves, no paper of its own, the same type."""

import math
from typing import Any

from figures.theme import Theme


def layout(theme: Theme, margin: dict[str, float], **parts: Any) -> dict[str, Any]:
    """A layout for a figure, which has no other one yet.

    Args:
        theme: Colours and type.
        margin: Space around the axes at the sides l, r, t and b, in units of the font
            size, so that a larger font is not cut off.
        **parts: Other parts of the layout, such as axes.
    """
    return {
        "template": "none",
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {
            "size": theme.font_size,
            "color": theme.ink,
            "family": "system-ui, Noto Sans SC, sans-serif",
        },
        "showlegend": False,
        "hovermode": False,
        "uirevision": True,
        "margin": {side: round(ems * theme.font_size) for side, ems in margin.items()},
        **parts,
    }


def small_axis(theme: Theme, title: str, extent: tuple[float, float]) -> dict[str, Any]:
    """An axis of a small figure: a line at its edge, and few ticks."""
    return {
        "title": {"text": title, "standoff": 4, "font": {"size": theme.font_size}},
        "range": list(extent),
        "nticks": 5,
        "gridcolor": theme.faint,
        "zeroline": False,
        "showline": True,
        "linecolor": theme.ink,
        "linewidth": theme.line_width,
        "exponentformat": "none",
    }


def title_among_ticks(text: str, x: float, **parts: Any) -> dict[str, Any]:
    """A title of the x axis in the row of its ticks; below them it would cost height.

    Args:
        text: The title.
        x: Where it stands, as a value of the axis.
        **parts: Other parts of the annotation.
    """
    place = {"x": x, "y": 0, "xref": "x", "yref": "paper", "yanchor": "top"}
    return {"text": text, "showarrow": False, **place, **parts}


def across(level: float, theme: Theme) -> list[dict[str, Any]]:
    """Shapes for a line at a level, as long as the plot is wide; none for NaN."""
    if math.isnan(level):
        return []
    ends = {"x0": 0, "x1": 1, "xref": "paper", "y0": level, "y1": level}
    return [{"type": "line", **ends, "line": bound_line(theme)}]


def bound_line(theme: Theme) -> dict[str, Any]:
    """How the bound ε is drawn in every space."""
    return {"color": theme.ink, "width": 2 * theme.line_width}
