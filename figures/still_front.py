"""Loss space with nothing but the front, as SVG: to be seen before any run is computed."""

import math

import numpy as np
from jaxtyping import Float

from figures.loss_space import EXTENT, MARGIN, TICKS
from figures.theme import Theme

# A curve of so many points looks smooth at the size of a screen.
POINTS = 41
NAMESPACE = "http://www.w3.org/2000/svg"
# Widths are in pixels, whatever the size.
THIN = "vector-effect='non-scaling-stroke'"


def still_front(front: Float[np.ndarray, "points 2"], theme: Theme) -> str:
    """What `loss_space` draws of the same front, without hatching and text.

    Args:
        front: Points of the Pareto front in order; none, of shape (0, 2), where it is
            hidden.
        theme: Colours and lines.

    Returns:
        An SVG document, which fills a square or what else it is given but for the margins
        that `margins` says.
    """
    low, high = EXTENT
    kept = np.linspace(0, len(front) - 1, min(len(front), POINTS)).round().astype(int)
    points = " ".join(f"{loss_1:.4g},{-loss_2:.4g}" for loss_1, loss_2 in front[kept])
    grid = "".join(_lines(tick, low, high) for tick in TICKS if tick)
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


def margins(theme: Theme) -> tuple[int, int, int, int]:
    """Pixels that the figure leaves around the axes: at the left, right, top and bottom."""
    left, right, top, bottom = (MARGIN[side] * theme.font_size for side in "lrtb")
    return round(left), round(right), round(top), round(bottom)


def _lines(at: float, low: float, high: float) -> str:
    """A path along L₁ = `at` and along L₂ = `at`; SVG counts downwards."""
    return f"M{at} {-low}V{-high}M{low} {-at}H{high}"
