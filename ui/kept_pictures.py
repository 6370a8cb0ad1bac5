"""Small pictures of presets that are drawn already, in memory and between starts.

Imports nothing that computes, so that a page can show them while JAX is being imported.
"""

import hashlib
import json
import os
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import NamedTuple

import streamlit as st

from ui.folders import CACHE
from ui.presets import PRESETS
from ui.words import language

ROOT = Path(__file__).parent.parent
# All that a picture is made of: another line of it, and all are drawn anew.
SOURCES = (
    "*.py",
    "requirements.txt",
    *(f"{folder}/*.py" for folder in ("damping", "figures", "toy_problems", "ui")),
    *(f"{folder}/**/*.py" for folder in ("applications", "optimizers", "ui/story")),
    "ui/words/*.toml",
)
KEPT = CACHE / "pictures"


class Picture(NamedTuple):
    """A small picture of what a preset shows.

    Attributes:
        svg: The picture; empty if it could not be drawn.
        text: What became of its runs, in words.
    """

    svg: str
    text: str


def kept(name: str) -> Picture | None:
    """The picture of a preset, in the language that is spoken.

    Args:
        name: Of the preset.

    Returns:
        The picture, or None as long as nobody has drawn it.
    """
    made_of = _made_of(name)
    drawn = _memory().get(_key(name))
    if drawn is None or drawn[0] != made_of:
        with suppress(OSError, ValueError, TypeError):
            found, svg, text = json.loads(_file(name).read_text(encoding="utf-8"))
            drawn = _memory()[_key(name)] = found, Picture(svg, text)
    return drawn[1] if drawn and drawn[0] == made_of else None


def keep(name: str, picture: Picture) -> None:
    """Keep the picture of a preset, in the language that is spoken.

    It is kept for as long as nothing that it is made of has changed.

    A disk that cannot be written costs time at the next start, and nothing else. What could
    not be drawn is tried again then.
    """
    made_of, file = _made_of(name), _file(name)
    _memory()[_key(name)] = made_of, picture
    if not picture.svg:
        return
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        # Another process may be at the same picture.
        unfinished = file.with_suffix(f".{os.getpid()}.part")
        unfinished.write_text(json.dumps([made_of, *picture]), encoding="utf-8")
        unfinished.replace(file)


def forget() -> None:
    """Have pictures looked up where they are kept between starts."""
    _memory().clear()


@st.cache_resource(show_spinner=False)
def _memory() -> dict[str, tuple[str, Picture]]:
    """What each picture is made of, and the picture; the same for all who visit."""
    return {}


def _key(name: str) -> str:
    return f"{name}.{language()}"


def _file(name: str) -> Path:
    return KEPT / f"{_key(name)}.json"


def _made_of(name: str) -> str:
    return f"{sources()} {PRESETS[name].query}"


@cache
def sources(*more: str) -> str:
    """A digest of all files that a picture is made of, and of more of them by patterns."""
    digest = hashlib.blake2b(digest_size=12)
    for pattern in (*SOURCES, *more):
        for file in sorted(ROOT.glob(pattern)):
            digest.update(file.read_bytes())
    return digest.hexdigest()
