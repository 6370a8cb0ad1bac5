"""All words of the interface, one file for each language."""

import re
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

WORDS = Path(__file__).parent / "words"
DEFAULT = "en"
AUTO = "auto"
# Codes of BCP 47, the default first.
LANGUAGES = tuple(
    sorted((file.stem for file in WORDS.glob("*.toml")), key=lambda code: code != DEFAULT)
)
CHOSEN = "paretoscope language"
_told: ContextVar[str] = ContextVar("told", default="")


def language() -> str:
    """Code of the language that is spoken: that of `speaking`, or of whoever visits."""
    told = _told.get()
    if told:
        return told
    if get_script_run_ctx(suppress_warning=True) is None:
        return DEFAULT
    # A page is titled before its state is known.
    chosen = st.session_state.get(CHOSEN) or st.query_params.get("lang", AUTO)
    if chosen not in LANGUAGES:
        chosen = (st.context.locale or "").split("-")[0].lower()
    return chosen if chosen in LANGUAGES else DEFAULT


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Speak one of `LANGUAGES`, whoever visits."""
    token = _told.set(code)
    try:
        yield
    finally:
        _told.reset(token)


def say(key: str, **values: object) -> str:
    """The words with a key such as `player.play`, its placeholders filled in.

    Raises:
        KeyError: The language has no such key, or a placeholder is not given.
    """
    part, name = key.split(".")
    return section(part)[name].format(**values)


def translated(words: str) -> str:
    """What a problem, a method or an application says of itself, from English.

    What has not been translated, such as the words of a new one, stays as it is.
    """
    return section("plug_ins").get(words, words)


def translated_inside(words: str) -> str:
    """The same as it stands inside of a sentence: English without its capitals."""
    found = translated(words)
    return found.lower() if found == words else found


def with_minus(said: str) -> str:
    """Words whose negative numbers have a minus sign: at a hyphen a line may break."""
    return re.sub(r"-(?=\d|inf)", "−", said)


def text(name: str) -> str:
    """A longer text in Markdown, such as `about`."""
    return section("texts")[name]


def section(name: str) -> dict[str, str]:
    """All words of one section, as they stand in the file."""
    return words_of(language())[name]


def languages() -> dict[str, str]:
    """What each language calls itself, by its code."""
    return {code: words_of(code)["language"]["name"] for code in LANGUAGES}


@cache
def words_of(code: str) -> dict[str, dict[str, str]]:
    """All words of one of `LANGUAGES`, by section and name."""
    return tomllib.loads((WORDS / f"{code}.toml").read_text(encoding="utf-8"))
