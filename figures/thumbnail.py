"""Small pictures of runs for a gallery, as SVG: always on white paper."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from jaxtyping import Float, Int

from figures.loss_space import HATCH_LENGTH, HATCH_SPACING, TICKS, Bound, hatching
from figures.theme import LIGHT
from figures.thumbnail_texts import SIZE, labels_of_ends, names_of_axes

ROUNDING = 24
# A trail has at most this many points, and all trails together have at most so many.
MOST_POINTS = 80
MOST_POINTS_OF_ALL = 500
# A run that gets farther away than this is gone, and not drawn beyond.
FARTHEST = 4.0
FRONT_EVERY = 4
# Around curves over time, as a part of their height.
ROOM = 0.08
# Strokes of hatching, so many times as long and as far apart as in a large plot.
HATCH_SCALE = 2


class Trails(NamedTuple):
    """Runs, as far as a picture shows them.

    Attributes:
        points: What each passed through, such as losses.
        colors: Place of the colour of each in the palette.
        labels: The number that tells each run from the others; empty if none does.
        symbol: Of that number.
    """

    points: Float[np.ndarray, "runs iterates 2"]
    colors: Int[np.ndarray, "runs"]
    labels: tuple[str, ...] = ()
    symbol: str = ""


class Extent(NamedTuple):
    """The values at the ends of both axes."""

    x: tuple[float, float]
    y: tuple[float, float]


# Beyond the axes there is room for the ring of an optimum.
LOSSES = Extent((-0.1, 2.1), (-0.1, 2.1))


def thumbnail(
    front: Float[np.ndarray, "points 2"],
    bound: Bound | None,
    trails: Trails,
    names: tuple[str, str],
) -> str:
    """Loss space with all runs: the front, the bound ε, the optimum, and where runs end.

    Args:
        front: Points of the Pareto front in order; none, of shape (0, 2), to hide it.
        bound: The constraint, or None for a method without one.
        trails: The losses of the runs.
        names: Of both axes.

    Returns:
        An SVG of a few kilobytes, whatever the number of runs.
    """
    thin = np.concatenate([front[:-1:FRONT_EVERY], front[-1:]])
    parts = [
        _path([_grid(tick) for tick in TICKS[1:]], LIGHT.faint, 2),
        _path(_axes(), LIGHT.ink, 3),
        _path(_strokes(hatching(front)), LIGHT.front, 3),
        _path([_line(_pixels(thin, LOSSES))] if len(front) else [], LIGHT.front, 8),
        *names_of_axes(names, *_pixels(np.zeros((1, 2)), LOSSES)[0]),
    ]
    if bound is not None:
        parts.append(_path(_bound(bound.epsilon), LIGHT.ink, 4))
    parts += _runs(trails, LOSSES)
    if bound is not None and np.isfinite(bound.optimum).all():
        (x, y), ink = _pixels(np.array([bound.optimum]), LOSSES)[0], LIGHT.ink
        parts.append(f"<circle cx='{x}' cy='{y}' r='17' stroke='{ink}' stroke-width='5'/>")
    return _svg([*parts, *_labels(trails)])


def thumbnail_of_curves(
    values: Float[np.ndarray, "runs iterates"],
    colors: Int[np.ndarray, "runs"],
    names: tuple[str, str],
) -> str:
    """One quantity of all runs over the steps.

    Args:
        values: Of each run at each iterate, finite.
        colors: Place of the colour of each run in the palette.
        names: Of both axes.

    Returns:
        An SVG as that of `thumbnail`.
    """
    steps = np.broadcast_to(np.arange(values.shape[1]), values.shape)
    low, high = min(0.0, float(values.min())), max(float(values.max()), 0.1)
    room = ROOM * (high - low)
    extent = Extent(
        (-ROOM * (values.shape[1] - 1), (1 + ROOM) * (values.shape[1] - 1)),
        (low - room, high + room),
    )
    left, bottom = _pixels(np.array([[0.0, low]]), extent)[0]
    axes = [f"M{left} 0V{bottom}H{SIZE}"]
    trails = Trails(np.stack([steps, values], axis=-1), colors)
    parts = [_path(axes, LIGHT.ink, 3), *names_of_axes(names, left, bottom)]
    return _svg([*parts, *_runs(trails, extent)])


def _svg(parts: Iterable[str]) -> str:
    return (
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {SIZE} {SIZE}' fill='none'>"
        f"<rect width='{SIZE}' height='{SIZE}' rx='{ROUNDING}' fill='{LIGHT.paper}'/>"
        f"{''.join(parts)}</svg>"
    )


def _path(lines: Sequence[str], color: str, width: int) -> str:
    if not lines:
        return ""
    return f"<path d='{''.join(lines)}' stroke='{color}' stroke-width='{width}'/>"


def _pixels(points: Float[np.ndarray, "n 2"], extent: Extent) -> Int[np.ndarray, "n 2"]:
    low, high = np.array(extent).T
    across, up = ((points - low) / (high - low) * SIZE).round().astype(int).T
    return np.stack([across, SIZE - up], axis=1)


def _line(pixels: Int[np.ndarray, "n 2"]) -> str:
    """A line through all points, as an SVG path in short: each relative to the last."""
    steps = np.diff(pixels, axis=0)
    steps = steps[(steps != 0).any(axis=1)]
    x, y = pixels[0]
    return f"M{x} {y}" + "".join(f"l{across}{up:+}" for across, up in steps)


def _grid(tick: float) -> str:
    x, y = _pixels(np.array([[tick, tick]]), LOSSES)[0]
    return f"M{x} 0V{SIZE}M0 {y}H{SIZE}"


def _axes() -> list[str]:
    x, y = _pixels(np.zeros((1, 2)), LOSSES)[0]
    return [f"M{x} 0V{SIZE}M0 {y}H{SIZE}"]


def _strokes(strokes: Float[np.ndarray, "ticks 2"]) -> list[str]:
    """Every other stroke, and longer, or nobody would see them in so small a picture."""
    begins = strokes[:: 3 * HATCH_SCALE]
    ends = begins + HATCH_SCALE * (strokes[1 :: 3 * HATCH_SCALE] - begins)
    return [
        _line(_pixels(np.stack(pair), LOSSES)) for pair in zip(begins, ends, strict=True)
    ]


def _bound(epsilon: float) -> list[str]:
    """The line L₂ = ε, and strokes on its forbidden side."""
    (left, y), (right, _) = _pixels(
        np.array([[0, epsilon], [LOSSES.x[1], epsilon]]), LOSSES
    )
    scale = HATCH_SCALE * SIZE / (LOSSES.x[1] - LOSSES.x[0])
    spacing, length = round(HATCH_SPACING * scale), round(HATCH_LENGTH * scale)
    strokes = (f"M{x} {y}l{length}-{length}" for x in range(left, right, spacing))
    return [f"M{left} {y}H{right}", *strokes]


def _runs(trails: Trails, extent: Extent) -> list[str]:
    """All trails of one colour at a time, then a dot where each run is."""
    paths: dict[int, list[str]] = {}
    heads = []
    most = min(MOST_POINTS, max(2, MOST_POINTS_OF_ALL // len(trails.points)))
    for points, color in zip(trails.points, trails.colors.tolist(), strict=True):
        near = _as_far_as_near(points, extent)
        if not len(near):
            continue
        pixels = _pixels(near, extent)
        paths.setdefault(color, []).append(_line(_thinned(pixels, most)))
        if len(near) == len(points):
            x, y = pixels[-1]
            heads.append(f"<circle cx='{x}' cy='{y}' r='9' fill='{LIGHT.palette[color]}'/>")
    return [_path(lines, LIGHT.palette[color], 4) for color, lines in paths.items()] + heads


def _labels(trails: Trails) -> list[str]:
    ends = []
    for points, label in zip(trails.points, trails.labels, strict=False):
        if len(_as_far_as_near(points, LOSSES)) == len(points):
            x, y = _pixels(points[-1:], LOSSES)[0].tolist()
            ends.append((x, y, label))
    return labels_of_ends(ends, trails.symbol)


def _as_far_as_near(
    points: Float[np.ndarray, "iterates 2"], extent: Extent
) -> Float[np.ndarray, "near 2"]:
    """The points before the run first gets out of sight, and one beyond if there is one."""
    low, high = np.array(extent).T
    reach = FARTHEST * (high - low)
    # What is not a number is nowhere near.
    near = ((points > low - reach) & (points < high + reach)).all(axis=1)
    return points if near.all() else points[: near.argmin()]


def _thinned(pixels: Int[np.ndarray, "n 2"], most: int) -> Int[np.ndarray, "thin 2"]:
    """At most so many of the points, evenly along the way, both ends among them."""
    lengths = np.hypot(*np.diff(pixels, axis=0).T)
    along = np.concatenate([[0], np.cumsum(lengths)])
    at = np.linspace(0, along[-1], most)
    return pixels[np.unique(np.searchsorted(along, at).clip(0, len(pixels) - 1))]
