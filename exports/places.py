"""Where the parts of a picture are, at any size; and where in a plot values are."""

from typing import NamedTuple

import numpy as np
from jaxtyping import Float

from exports.scene import Scene
from figures.loss_space import EXTENT

# Sides of a picture, in pixels, and its area: what a screen of today shows.
LEAST, MOST, MOST_PIXELS = 160, 4096, 3840 * 2160
# The shorter side of a picture whose type has the size that the theme gives it.
REFERENCE = 560
# No text is smaller, in pixels.
LEAST_TYPE = 11
# From here on one side is so much longer that plots over time stand beside the loss space.
OBLONG = 1.4
# Around plots at the sides l, r, t and b, and for the title of one, in units of the type.
AROUND_LOSSES = (3.7, 0.85, 0.6, 3.3)
AROUND_CURVES = (3.4, 1.2, 0.6, 1.7)
TITLE, TITLE_OF_CURVES = 2.2, 1.7
# A plot over time needs this much of both sides, in the same units, or there is one only.
LEAST_HEIGHT = 8.0


class Place(NamedTuple):
    """Where a plot is in a picture, and what it shows.

    Attributes:
        left: Of its axes, in pixels, as all four.
        top: Upper edge.
        right: Right edge.
        bottom: Lower edge.
        x: Values at the left and at the right edge.
        y: Values at the lower and at the upper edge.
    """

    left: float
    top: float
    right: float
    bottom: float
    x: tuple[float, float]
    y: tuple[float, float]

    def pixels(self, points: Float[np.ndarray, "... 2"]) -> Float[np.ndarray, "... 2"]:
        """Where values are."""
        low = np.array([self.x[0], self.y[0]])
        high = np.array([self.x[1], self.y[1]])
        start = np.array([self.left, self.bottom])
        end = np.array([self.right, self.top])
        return start + (points - low) / (high - low) * (end - start)

    @property
    def per_unit(self) -> float:
        """Pixels for a value of 1 along the first axis."""
        return (self.right - self.left) / (self.x[1] - self.x[0])


class Places(NamedTuple):
    """Where everything is.

    Attributes:
        size: Width and height of the picture, in pixels.
        scale: Of type and lines: 1 is as on a screen.
        losses: Loss space; None where only the total loss is shown.
        curves: Plots over time, as many as there is room for.
    """

    size: tuple[int, int]
    scale: float
    losses: Place | None
    curves: tuple[Place, ...]


def checked(size: tuple[int, int]) -> tuple[int, int]:
    """A size that can be drawn.

    Raises:
        ValueError: It is not two whole numbers, or too small or too large.
    """
    is_pair = len(size) == 2 and all(isinstance(side, int) for side in size)
    if not is_pair or not all(LEAST <= side <= MOST for side in size):
        raise ValueError(
            f"A picture should be {LEAST} to {MOST} pixels wide and high. Found {size!r}."
        )
    if size[0] * size[1] > MOST_PIXELS:
        raise ValueError(
            f"A picture should have at most {MOST_PIXELS:,} pixels. "
            f"Found {size[0] * size[1]:,}."
        )
    return size


def places(scene: Scene, size: tuple[int, int]) -> Places:
    """Where the parts of a scene are in a picture of a size."""
    width, height = checked(size)
    font = scene.theme.font_size
    scale = max(min(width, height) / REFERENCE, LEAST_TYPE / font)
    em = scale * font
    top = TITLE * em
    if scene.losses is None:
        return Places(size, scale, None, (_curves(scene, 0, (0, top, width, height), em),))
    left, right, over, under = (em * part for part in AROUND_LOSSES)
    side = min(width - left - right, height - top - over - under)
    is_wide, is_high = width >= OBLONG * height, height >= OBLONG * width
    start = left if is_wide else left + (width - left - right - side) / 2
    losses = Place(start, top + over, start + side, top + over + side, x=EXTENT, y=EXTENT)
    box = (0.0, 0.0, 0.0, 0.0)
    if is_wide:
        box = (losses.right + right, top, width, height)
    elif is_high:
        box = (0, losses.bottom + under, width, height)
    room = max(box[3] - box[1], 0)
    count = min(len(scene.curves), int(room / (LEAST_HEIGHT * em)))
    curves = []
    for index in range(count):
        upper, lower = (box[1] + room * part / count for part in (index, index + 1))
        curves.append(_curves(scene, index, (box[0], upper, box[2], lower), em))
    return Places(size, scale, losses, tuple(curves))


def _curves(
    scene: Scene, index: int, box: tuple[float, float, float, float], em: float
) -> Place:
    left, right, over, under = (em * part for part in AROUND_CURVES)
    shown = scene.curves[index]
    return Place(
        box[0] + left,
        box[1] + over + TITLE_OF_CURVES * em,
        box[2] - right,
        box[3] - under,
        x=shown.x,
        y=shown.y,
    )
