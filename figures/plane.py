"""The plane of a weighted sum over loss space, on which every run rolls downhill."""

import math
from typing import Any

import numpy as np
import plotly.graph_objects as go
from jaxtyping import Float

from figures.layout import layout
from figures.theme import Theme
from figures.thinned import thinned, within

# Of both losses, over which the plane lies; and room around for what stands on its edge.
EXTENT = (0.0, 2.0)
ROOM = 0.1
TICKS = (0, 1, 2)
# So far the plane's lines of equal height are apart, as a part of its height at (2, 2).
LINES = 8
# As high as this over a floor of 1 by 1.
HEIGHT = 0.55
# In loss space, of lines: Plotly's own cross is a sign that many fonts do not have.
CROSS_RADIUS = 0.11
# In pixels.
START = 3
# Vermilion, of the palette.
STAR = 4


def _camera(x: float, y: float, z: float, middle: float = 0) -> dict[str, Any]:
    """A camera at (x, y, z) that looks at the middle, or above or below it."""
    return {
        "eye": {"x": x, "y": y, "z": z},
        "center": {"x": 0, "y": 0, "z": middle},
        "up": {"x": 0, "y": 0, "z": 1},
    }


# From beyond the corner (2, 2), where the plane is highest, and steeper than the plane,
# which is seen from above; along the axis of L₁, so that α is a slope; and from above, with
# L₁ to the right and L₂ upwards, as in two dimensions.
CAMERAS = {
    "corner": _camera(1.08, 0.93, 1.49, -0.15),
    "side": _camera(1.75, 0, 0.3),
    "top": _camera(0, -0.01, 1.75),
}


def plane(
    front: Float[np.ndarray, "points 2"],
    alpha: float,
    losses: Float[np.ndarray, "runs iterates 2"],
    ends: Float[np.ndarray, "ends 2"],
    saddles: Float[np.ndarray, "saddles 2"],
    theme: Theme,
    titles: tuple[str, str, str],
) -> go.Figure:
    """The plane z = L₁ + α L₂ over the square from (0, 0) to (2, 2), in three dimensions.

    Args:
        front: Points of the Pareto front in order, drawn on the floor.
        alpha: The weight α of L₂, at least 0. It tilts the plane, and changes nothing else;
            the corner at (2, 2) stays where it is in the picture.
        losses: Iterates of runs, seven at most in colours of their own, drawn on the plane
            and only over the square.
        ends: Losses where runs end: a star on the plane, and one on the floor below it.
        saddles: Losses at which the sum has a saddle: a cross on the plane.
        theme: Colours, type and lines.
        titles: Of L₁, of L₂ and of their weighted sum.

    Returns:
        A figure whose traces have the names `plane`, `lines`, `front`, `run` (one for each
        run), `starts`, `drops`, `shadows`, `saddles` and `stars`. The camera stays where a
        hand has put it, whatever else changes.
    """
    top = EXTENT[1] * (1 + alpha)
    around = EXTENT[0] - ROOM, EXTENT[1] + ROOM
    figure = go.Figure(
        [_plane(alpha, theme), _lines(alpha, theme), _on_floor(front, theme)]
    )
    for index, run in enumerate(losses):
        figure.add_trace(_run(run, alpha, theme.palette[index % len(theme.palette)], theme))
    figure.add_trace(_starts(losses, alpha, theme))
    figure.add_traces(_stars(ends, saddles, alpha, theme))
    figure.layout = layout(
        theme,
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        scene={
            "xaxis": _axis(titles[0], around, theme, tickvals=list(TICKS)),
            "yaxis": _axis(titles[1], around, theme, tickvals=list(TICKS)),
            "zaxis": _axis(titles[2], (0, top), theme, tickvals=[top / 2, top]),
            "aspectmode": "manual",
            "aspectratio": {"x": 1, "y": 1, "z": HEIGHT},
            "camera": CAMERAS["corner"],
            "dragmode": "turntable",
            "uirevision": True,
        },
    )
    return figure


def _height(losses: Float[np.ndarray, "... 2"], alpha: float) -> Float[np.ndarray, "..."]:
    return losses[..., 0] + alpha * losses[..., 1]


def _plane(alpha: float, theme: Theme) -> go.Mesh3d:
    corners = np.array([(x, y) for x in EXTENT for y in EXTENT])
    return go.Mesh3d(
        name="plane",
        x=corners[:, 0],
        y=corners[:, 1],
        z=_height(corners, alpha),
        i=[0, 1],
        j=[1, 3],
        k=[2, 2],
        color=theme.front,
        opacity=0.3,
        flatshading=True,
        lighting={"ambient": 1, "diffuse": 0, "specular": 0},
        hoverinfo="skip",
    )


def _lines(alpha: float, theme: Theme) -> go.Scatter3d:
    """Lines of equal height on the plane, from one edge of the square to another."""
    low, high = EXTENT
    levels = np.arange(1, LINES) / LINES * high * (1 + alpha)
    # Where each line meets the edges at which L₁, or L₂, is as small as it gets.
    from_1 = np.minimum(levels, high)
    rest = (levels - from_1) / alpha if alpha else np.full_like(levels, low)
    upto_2 = np.minimum(levels / alpha, high) if alpha else np.full_like(levels, high)
    begin = np.stack([from_1, rest], axis=1)
    end = np.stack([levels - alpha * upto_2, upto_2], axis=1)
    gap = np.full_like(begin, np.nan)
    points = np.stack([begin, end, gap], axis=1).reshape(-1, 2)
    line = {"color": theme.front, "width": theme.line_width}
    return _line("lines", points, _height(points, alpha), line)


def _on_floor(front: Float[np.ndarray, "points 2"], theme: Theme) -> go.Scatter3d:
    line = {"color": theme.front, "width": 6 * math.sqrt(theme.line_width)}
    return _line("front", front, np.zeros(len(front)), line)


def _run(
    losses: Float[np.ndarray, "iterates 2"], alpha: float, color: str, theme: Theme
) -> go.Scatter3d:
    shown = thinned(losses, EXTENT)
    line = {"color": color, "width": 4 * math.sqrt(theme.line_width)}
    return _line("run", shown, _height(shown, alpha), line)


def _starts(
    losses: Float[np.ndarray, "runs iterates 2"], alpha: float, theme: Theme
) -> go.Scatter3d:
    """A dot where each run starts."""
    first = losses[:, 0]
    numbers = np.flatnonzero(within(first, EXTENT))
    first = first[numbers]
    colors = [theme.palette[number % len(theme.palette)] for number in numbers]
    marker = {"size": START * math.sqrt(theme.line_width), "color": colors}
    return _points("starts", first, _height(first, alpha), mode="markers", marker=marker)


def _stars(
    ends: Float[np.ndarray, "ends 2"],
    saddles: Float[np.ndarray, "saddles 2"],
    alpha: float,
    theme: Theme,
) -> list[go.Scatter3d]:
    """Stars on the plane and on the floor, what joins them, and crosses."""
    color, width = theme.palette[STAR], 3 * theme.line_width
    height, floor = _height(ends, alpha), np.zeros(len(ends))
    drops = np.repeat(ends, 3, axis=0)
    drops[2::3] = np.nan
    fall = np.stack([height, floor, floor], axis=1).ravel()
    # Its arms are along the axes, and look slanted from a corner.
    arms = CROSS_RADIUS * np.array([(-1, 0), (1, 0), (np.nan, np.nan), (0, -1), (0, 1)])
    crosses = _with_gaps(saddles[:, None] + arms)
    thick = {"color": theme.ink, "width": 6 * math.sqrt(theme.line_width)}
    sign = {
        "mode": "text",
        "textposition": "middle center",
        "textfont": {"size": 2 * theme.font_size, "color": color},
    }
    return [
        _line("drops", drops, fall, {"color": color, "width": width, "dash": "dash"}),
        _points("shadows", ends, floor, text=["☆"] * len(ends), **sign),
        _line("saddles", crosses, _height(crosses, alpha), thick),
        _points("stars", ends, height, text=["★"] * len(ends), **sign),
    ]


def _with_gaps(lines: Float[np.ndarray, "lines points 2"]) -> Float[np.ndarray, "all 2"]:
    return np.pad(lines, ((0, 0), (0, 1), (0, 0)), constant_values=np.nan).reshape(-1, 2)


def _points(
    name: str,
    points: Float[np.ndarray, "points 2"],
    z: Float[np.ndarray, "points"],
    **parts: Any,
) -> go.Scatter3d:
    x, y = points[:, 0], points[:, 1]
    return go.Scatter3d(name=name, x=x, y=y, z=z, hoverinfo="skip", **parts)


def _line(
    name: str,
    points: Float[np.ndarray, "points 2"],
    z: Float[np.ndarray, "points"],
    line: dict[str, Any],
) -> go.Scatter3d:
    return _points(name, points, z, mode="lines", line=line)


def _axis(
    title: str, extent: tuple[float, float], theme: Theme, **ticks: Any
) -> dict[str, Any]:
    return {
        "title": {"text": title, "font": {"size": theme.font_size}},
        "range": list(extent),
        "showbackground": False,
        "gridcolor": theme.faint,
        "zeroline": False,
        "linecolor": theme.ink,
        "linewidth": theme.line_width,
        "showspikes": False,
        "tickfont": {"size": 0.9 * theme.font_size},
        "tickformat": "~g",
        **ticks,
    }
