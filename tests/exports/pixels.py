"""Where in pictures losses are, measured in their pixels."""

from io import BytesIO

import numpy as np
from PIL import Image

SEVEN = "p=concave&m=linear&alpha=1&steps=3"


def pixels_of(file):
    return np.asarray(Image.open(BytesIO(file)).convert("RGB")).astype(int)


def rgb(color):
    return np.array([int(color[at : at + 2], 16) for at in (1, 3, 5)])


def has_color(pixels, color, tolerance=0):
    return (np.abs(pixels - rgb(color)) <= tolerance).all(axis=-1)


def has_head(pixels, place, color):
    """Whether a head of a color is at (row, column): larger than the dot of a step."""
    row, column = place
    around = pixels[row - 3 : row + 4, column - 3 : column + 4]
    return has_color(around, color).all()


class Axes:
    """The axes of loss space, found in a picture by their ink alone.

    They are the long line of ink farthest to the left, and the lowest one. Each is as long
    as both losses are shown, from -0.06 to 2.1.
    """

    def __init__(self, pixels, theme):
        ink = has_color(pixels, theme.ink, 70)
        self.across = self._middle(ink.sum(axis=0), 0)
        self.down = self._middle(ink.sum(axis=1), -1)
        column = np.flatnonzero(ink[:, round(self.across)])
        # The front lies across it; the letters below are farther away.
        parts = np.split(column, np.flatnonzero(np.diff(column) > 8) + 1)
        self.unit = max(part[-1] + 1 - part[0] for part in parts) / 2.16

    @staticmethod
    def _middle(counts, which):
        longest = np.flatnonzero(counts >= 0.85 * counts.max())
        return longest[np.abs(longest - longest[which]) < 6].mean()

    def losses(self, pixels):
        """(L₁, L₂) of pixels given as (row, column)."""
        rows, columns = pixels.T
        return np.stack([columns - self.across, self.down - rows], axis=1) / self.unit

    def pixel(self, losses):
        """(row, column) of losses."""
        return (
            round(self.down - losses[1] * self.unit),
            round(self.across + losses[0] * self.unit),
        )
