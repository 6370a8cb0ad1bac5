"""What somebody has predicted, drawn into a figure: a mark, and words that point to it."""

import math
from typing import Any, Literal, NamedTuple

from figures.theme import Theme

MARK_PIXELS = 10


class Mark(NamedTuple):
    """A prediction in a plot.

    Attributes:
        kind: What is drawn at the place: a point, a line across or upright, or nothing.
        x: Where it is; of a line across, where the words point to it.
        y: Likewise.
        across: Pixels from the place to the words.
        down: Pixels from the place to the words, downwards.
        text: The words.
    """

    kind: Literal["point", "across", "upright", "none"]
    x: float
    y: float
    across: float
    down: float
    text: str


def annotations(mark: Mark, theme: Theme) -> list[dict[str, Any]]:
    """Plotly annotations with the words of a mark; none without words."""
    if not mark.text:
        return []
    scale = theme.font_size / 14
    return [
        {
            "x": mark.x,
            "y": mark.y,
            "ax": mark.across * scale,
            "ay": mark.down * scale,
            "text": mark.text,
            "align": "left",
            "font": {"size": theme.font_size, "color": theme.ink},
            "bgcolor": theme.paper,
            "bordercolor": theme.ink,
            "borderwidth": theme.line_width,
            "borderpad": 4,
            "arrowcolor": theme.ink,
            "arrowwidth": 1.5 * theme.line_width,
            "arrowhead": 2,
            "standoff": MARK_PIXELS if mark.kind == "point" else 2,
        }
    ]


def shapes(mark: Mark, theme: Theme) -> list[dict[str, Any]]:
    """Plotly shapes of a mark."""
    line = {"color": theme.ink, "width": 2.5 * theme.line_width, "dash": "dot"}
    if mark.kind == "across":
        return [{"type": "line", **_whole("x"), "y0": mark.y, "y1": mark.y, "line": line}]
    if mark.kind == "upright":
        return [{"type": "line", **_whole("y"), "x0": mark.x, "x1": mark.x, "line": line}]
    if mark.kind == "none":
        return []
    half = MARK_PIXELS * math.sqrt(theme.line_width)
    return [
        {
            "type": "path",
            "path": f"M0,{-half:g}L{half:g},0L0,{half:g}L{-half:g},0Z",
            "xsizemode": "pixel",
            "ysizemode": "pixel",
            "xanchor": mark.x,
            "yanchor": mark.y,
            "fillcolor": theme.paper,
            "line": {**line, "dash": "solid"},
        }
    ]


def _whole(axis: str) -> dict[str, Any]:
    return {f"{axis}0": 0, f"{axis}1": 1, f"{axis}ref": "paper"}
