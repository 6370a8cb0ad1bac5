"""Writes a GIF frame by frame: of each only what has changed, in colours of the theme."""

from functools import lru_cache
from io import BytesIO

import numpy as np
from jaxtyping import Int, Shaped, UInt8
from PIL import GifImagePlugin, Image

from figures.theme import Theme

COLORS = 256
# What has not changed since the frame before has this colour, which nobody sees.
TRANSPARENT = COLORS - 1
# Shades between two colours, at the smooth edges of what is drawn.
ON_PAPER, ON_OTHERS = 12, 5
# Of each part of a colour so many bits are looked at.
BITS = 5
# The frame stays where the next one says nothing.
KEPT = 1


class Gif:
    """A GIF that is being written; it is played over and over."""

    def __init__(self, size: tuple[int, int], theme: Theme) -> None:
        """An empty one.

        Args:
            size: Of each frame, in pixels.
            theme: Whose colours the frames have.
        """
        self._palette, self._nearest = _colors(theme)
        self._before: UInt8[np.ndarray, "height width"] | None = None
        self._file = BytesIO()
        width, height = (side.to_bytes(2, "little") for side in size)
        # A table of 256 colours for all frames; then the extension that makes it loop.
        self._file.write(b"GIF89a" + width + height + b"\xf7\x00\x00")
        self._file.write(self._palette)
        self._file.write(b"!\xff\x0bNETSCAPE2.0\x03\x01\x00\x00\x00")

    def add(self, frame: Image.Image, milliseconds: int) -> None:
        """Add a frame, and say how long it is seen."""
        parts = np.asarray(frame).astype(np.uint16) >> (8 - BITS)
        red, green, blue = np.moveaxis(parts, -1, 0)
        shown = self._nearest[(red << 2 * BITS) | (green << BITS) | blue]
        left, top, drawn = 0, 0, shown
        if self._before is not None:
            left, top, drawn = _changed(self._before, shown)
        self._before = shown
        image = Image.fromarray(drawn, "P")
        image.putpalette(self._palette)
        options = {"transparency": TRANSPARENT, "disposal": KEPT, "interlace": 0}
        options["duration"] = milliseconds
        blocks = GifImagePlugin.getdata(image, (left, top), **options)
        self._file.write(b"".join(blocks))

    def finished(self) -> bytes:
        """The file, with all frames that were added."""
        return self._file.getvalue() + b";"


def _changed(
    before: UInt8[np.ndarray, "height width"], shown: UInt8[np.ndarray, "height width"]
) -> tuple[int, int, UInt8[np.ndarray, "high wide"]]:
    """Where the smallest box is that has all changes, and what is in it."""
    differs = before != shown
    rows, columns = (np.flatnonzero(differs.any(axis=axis)) for axis in (1, 0))
    if not len(rows):
        return 0, 0, np.full((1, 1), TRANSPARENT, np.uint8)
    box = slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1)
    inside = np.where(differs[box], shown[box], np.uint8(TRANSPARENT))
    return int(columns[0]), int(rows[0]), inside


@lru_cache(maxsize=4)
def _colors(theme: Theme) -> tuple[bytes, UInt8[np.ndarray, "colors"]]:
    """The table of colours, and for each colour that there is the place of the nearest."""
    pure = [theme.paper, theme.ink, theme.front, theme.faint, *theme.palette]
    values = np.array([[int(one[at : at + 2], 16) for at in (1, 3, 5)] for one in pure])
    paper, ink, front, faint = values[:4]
    pairs = [(paper, one, ON_PAPER) for one in values[1:]]
    pairs += [(below, one, ON_OTHERS) for below in (ink, front) for one in values[4:]]
    pairs += [(front, ink, ON_OTHERS), (faint, ink, ON_OTHERS), (faint, front, ON_OTHERS)]
    shades = [_between(*pair) for pair in pairs]
    table = np.concatenate([values, *shades])
    _, first = np.unique(table, axis=0, return_index=True)
    table = table[np.sort(first)][:TRANSPARENT]
    levels = np.arange(1 << BITS) * ((1 << 8) - 1) / ((1 << BITS) - 1)
    every = np.stack(np.meshgrid(levels, levels, levels, indexing="ij"), axis=-1)
    nearest = np.concatenate([_nearest(part, table) for part in every])
    # What is drawn in a pure colour keeps exactly that.
    red, green, blue = (values >> (8 - BITS)).T
    nearest[(red << 2 * BITS) | (green << BITS) | blue] = _nearest(values, table)
    padded = np.zeros((COLORS, 3), np.uint8)
    padded[: len(table)] = table
    return padded.tobytes(), nearest


def _between(
    start: Int[np.ndarray, "3"], end: Int[np.ndarray, "3"], count: int
) -> Int[np.ndarray, "shades 3"]:
    part = np.linspace(0, 1, count + 2)[1:-1, None]
    return (start + part * (end - start)).round().astype(int)


def _nearest(
    colors: Shaped[np.ndarray, "... 3"], table: Int[np.ndarray, "colors 3"]
) -> UInt8[np.ndarray, "some"]:
    flat = colors.reshape(-1, 1, 3)
    return ((flat - table) ** 2).sum(axis=-1).argmin(axis=1).astype(np.uint8)
