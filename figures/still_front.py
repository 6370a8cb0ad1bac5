"""The front with nothing else, as SVG: to be seen before any run is computed."""

import math

import numpy as np
from jaxtyping import Float

from figures.loss_space import EXTENT, TICKS
from figures.theme import Theme

# A curve of so many points looks smooth at the size of a screen.
POINTS = 41
NAMESPACE = "http://www.w3.org/2000/svg"
# Widths are in pixels, whatever the size.
THIN = "vector-effect='non-scaling-stroke'"


def still_front(
    front: Float[np.ndarray, "points 2"],
    theme: Theme,
    extent: tuple[float, float] = EXTENT,
) -> str:
    """What `loss_space` draws of the same front, without hatching and text.

    Args:
        front: Points of the Pareto front in order; none, of shape (0, 2), where it is
            hidden.
        theme: Colours and lines.
        extent: Of both axes.

    Returns:
        An SVG document for the area within the axes; both have the same scale.
    """
    low, high = extent
    kept = np.linspace(0, len(front) - 1, min(len(front), POINTS)).round().astype(int)
    points = " ".join(f"{loss_1:.4g},{-loss_2:.4g}" for loss_1, loss_2 in front[kept])
    grid = "".join(_lines(tick, low, high) for tick in TICKS if 0 < tick < high)
    pens = (
        (f"<path d='{grid}'", theme.faint, 1),
        (f"<path d='{_lines(0, low, high)}'", theme.ink, 1.5 * theme.line_width),
        (f"<polyline points='{points}'", theme.front, 4 * math.sqrt(theme.line_width)),
    )
    drawn = "".join(
        f"{shape} stroke='{color}' stroke-width='{width:.3g}' {THIN}/>"
        for shape, color, width in pens
    )
    box = f"{low} {-high} {high - low} {high - low}"
    return f"<svg xmlns='{NAMESPACE}' viewBox='{box}' fill='none'>{drawn}</svg>"


def still_set(
    pareto_set: Float[np.ndarray, "points 2"],
    extents: tuple[tuple[float, float], tuple[float, float]],
    theme: Theme,
) -> str:
    """What `basins` draws of the Pareto set.

    Args:
        pareto_set: Parameters of the front in order; none, of shape (0, 2), where it is
            hidden.
        extents: Of t₁ and of t₂.
        theme: Colours and lines.

    Returns:
        An SVG document for the area within the axes, whatever its shape.
    """
    (left, right), (low, high) = extents
    points = " ".join(f"{t1:.4g},{-t2:.4g}" for t1, t2 in pareto_set)
    width = 6 * math.sqrt(theme.line_width)
    line = f"stroke='{theme.front}' stroke-width='{width:.3g}' {THIN}"
    box = f"{left} {-high} {right - left} {high - low}"
    head = f"<svg xmlns='{NAMESPACE}' viewBox='{box}' fill='none' "
    return f"{head}preserveAspectRatio='none'><polyline points='{points}' {line}/></svg>"


def _lines(at: float, low: float, high: float) -> str:
    """A path along L₁ = `at` and along L₂ = `at`; SVG counts downwards."""
    return f"M{at} {-low}V{-high}M{low} {-at}H{high}"
