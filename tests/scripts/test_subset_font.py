"""The font of the Chinese words has all of their characters, and is small."""

import re
import tomllib
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from ui import assets
from ui.words import LANGUAGES, WORDS

ROOT = Path(__file__).resolve().parents[2]
FONT = assets.STATIC / "noto-sans-sc.woff2"
# What Latin fonts, and those of symbols, may be expected to have.
FIRST_OF_CHINESE = 0x2E80


@pytest.fixture(scope="module")
def font():
    return TTFont(FONT)


def characters():
    texts = [(WORDS / f"{code}.toml").read_text("utf-8") for code in LANGUAGES]
    return {one for text in texts for one in text if ord(one) >= FIRST_OF_CHINESE}


def test_every_character_of_the_words_is_in_the_font_and_no_other(font):
    there = set(map(chr, font.getBestCmap()))
    assert len(characters()) > 500
    lacking = "".join(sorted(characters() - there))
    assert not lacking, f"scripts/subset_font.py should be run again for {lacking}"
    assert there == characters()


def test_characters_have_shapes_and_the_font_its_name(font):
    drawn = font.getGlyphSet()
    widths = {drawn[name].width for name in font.getBestCmap().values()}
    assert widths == {1000}
    assert font["name"].getDebugName(1) == "Noto Sans CJK SC"


def test_it_is_small_and_has_its_licence_beside_it():
    assert FONT.stat().st_size <= 350_000
    licence = FONT.with_suffix(".LICENSE.txt").read_text("utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert "Adobe" in licence


def test_browsers_take_it_for_these_characters_alone():
    style = assets.font_style()
    ranges = [
        tuple(int(end, 16) for end in found)
        for found in re.findall(r"U\+([0-9A-F]+)-([0-9A-F]+)", style)
    ]
    assert all(any(low <= ord(one) <= high for low, high in ranges) for one in characters())
    assert min(low for low, _ in ranges) == FIRST_OF_CHINESE
    assert re.search(r'url\("app/static/noto-sans-sc\.woff2\?v=[0-9a-f]{12}"\)', style)


def test_it_comes_after_the_fonts_for_latin():
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))
    for name, generic in (("font", "sans-serif"), ("codeFont", "monospace")):
        latin, chinese, last = config["theme"][name].split(", ")
        assert latin.startswith("Source")
        assert (chinese, last) == ("Noto Sans SC", generic)
    (family,) = re.findall(r'font-family: "(.+?)"', assets.text("font.css"))
    assert family == chinese
