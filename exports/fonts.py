"""Fonts for pictures: the app's own, which comes with Streamlit, and one with Chinese."""

import importlib.util
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from PIL import ImageFont

from ui.assets import CHINESE_FONT, STATIC

REGULAR, BOLD = 400, 600
# From this code point on, characters are in the Chinese font alone; those before are not.
FIRST_CHINESE = "\u2e80"


class Piece(NamedTuple):
    """Some of the words that are written in one line.

    Attributes:
        words: Those of one font.
        font: That has them.
        offset: Where they begin, in pixels from the beginning of the line.
        width: How long they are, in pixels.
    """

    words: str
    font: ImageFont.FreeTypeFont
    offset: float
    width: float


def pieces(words: str, size: float, weight: int) -> list[Piece]:
    """Words of one line, cut where another font has to go on.

    Args:
        words: That are to be written.
        size: In pixels.
        weight: `REGULAR` or `BOLD`, of all but Chinese.
    """
    found: list[Piece] = []
    offset = 0.0
    for is_chinese, characters in groupby(words, lambda one: one >= FIRST_CHINESE):
        part, font = "".join(characters), _font(round(size, 1), weight, is_chinese)
        found.append(Piece(part, font, offset, font.getlength(part)))
        offset += found[-1].width
    return found


def width(line: list[Piece]) -> float:
    """How long a line is, in pixels."""
    return sum(piece.width for piece in line)


@lru_cache(maxsize=64)
def _font(size: float, weight: int, is_chinese: bool) -> ImageFont.FreeTypeFont:
    if is_chinese:
        return ImageFont.truetype(str(STATIC / CHINESE_FONT), size)
    loaded = ImageFont.truetype(str(own_file()), size)
    loaded.set_variation_by_axes([weight])
    return loaded


@cache
def own_file() -> Path:
    """The font of the app, as Streamlit carries it.

    Raises:
        FileNotFoundError: This version of Streamlit has another one.
    """
    found = importlib.util.find_spec("streamlit")
    if found is not None and found.origin is not None:
        media = Path(found.origin).parent / "static" / "static" / "media"
        for file in sorted(media.glob("SourceSansVF-Upright*.woff2")):
            return file
    raise FileNotFoundError(
        "Streamlit should bring the font SourceSansVF-Upright. Found none: install the "
        "version of Streamlit that requirements.txt names."
    )
