"""Fonts for pictures: the app's own, which comes with Streamlit, or one with the glyphs."""

import importlib.util
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path

from PIL import ImageFont

REGULAR, BOLD = 400, 600
# Where systems keep fonts; what is asked for has to have Chinese, Greek and subscripts.
FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.local/share/fonts",
    "~/.fonts",
    "/System/Library/Fonts",
    "/Library/Fonts",
    "C:/Windows/Fonts",
)
# Parts of the names of files of fonts with Chinese glyphs, in the order of preference.
CHINESE = (
    "notosanscjk",
    "notosanssc",
    "sourcehansans",
    "wqy",
    "pingfang",
    "msyh",
    "simhei",
)
SUFFIXES = (".ttf", ".otf", ".ttc", ".woff2")
# Below this code point the app's own font has all that pictures say.
FIRST_CHINESE = "\u2e80"


def can_write(words: Iterable[str]) -> bool:
    """Whether there is a font for all of the words."""
    return not _needs_chinese("".join(words)) or chinese_file() is not None


def font(size: float, weight: int, words: str) -> ImageFont.FreeTypeFont:
    """A font that has the glyphs of the words, if any has.

    Args:
        size: In pixels.
        weight: `REGULAR` or `BOLD`.
        words: That are to be written.
    """
    return _font(round(size, 1), weight, _needs_chinese(words))


def _needs_chinese(words: str) -> bool:
    return any(character >= FIRST_CHINESE for character in words)


@lru_cache(maxsize=64)
def _font(size: float, weight: int, is_chinese: bool) -> ImageFont.FreeTypeFont:
    file = chinese_file() if is_chinese else None
    loaded = ImageFont.truetype(str(file or own_file()), size)
    if file is None:
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


@cache
def chinese_file() -> Path | None:
    """A font of this machine with Chinese glyphs; None if there is none."""
    there = [
        file
        for folder in FOLDERS
        for file in sorted(Path(folder).expanduser().rglob("*"))
        if file.suffix.lower() in SUFFIXES
    ]
    for part in CHINESE:
        for file in there:
            if part in file.name.lower().replace("-", "").replace("_", ""):
                return file
    return None
