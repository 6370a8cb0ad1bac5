"""All words of the interface: per language one file of words and one of each text."""

import json
import re
from functools import cache
from pathlib import Path

WORDS = Path(__file__).parent / "words"
LANGUAGE = "en"


@cache
def _language(name: str) -> dict[str, dict[str, str]]:
    return json.loads((WORDS / f"{name}.json").read_text(encoding="utf-8"))


def say(key: str, **values: object) -> str:
    """The words with a key such as `player.play`, its placeholders filled in.

    Raises:
        KeyError: The language has no such key, or a placeholder is not given.
    """
    section, name = key.split(".")
    return _language(LANGUAGE)[section][name].format(**values)


def with_minus(said: str) -> str:
    """Words whose negative numbers have a minus sign: at a hyphen a line may break."""
    return re.sub(r"-(?=\d|inf)", "−", said)


def text(name: str) -> str:
    """A longer text in Markdown, such as `about`."""
    return (WORDS / f"{name}.{LANGUAGE}.md").read_text(encoding="utf-8")


def section(name: str) -> dict[str, str]:
    """All words of one section, as they stand in the file."""
    return _language(LANGUAGE)[name]
