import pytest

from exports import fonts, scene
from exports.fonts import BOLD, REGULAR, can_write, font, own_file
from tests.exports.pixels import SEVEN

LETTERS = "L₁ ≤ ε, α β δ η θ λ σ ζ × − ½ → “x” 0123456789"


def missing(face, letters):
    """Letters that are drawn as the box of one that no font has."""
    box = bytes(face.getmask("\U0010ffff"))
    return [one for one in letters if one != " " and bytes(face.getmask(one)) == box]


def test_the_font_of_the_app_has_what_pictures_say():
    assert own_file().suffix == ".woff2"
    for weight in (REGULAR, BOLD):
        assert not missing(font(20, weight, LETTERS), LETTERS)


def test_bold_is_bolder():
    regular, bold = (font(40, weight, "m").getmask("m") for weight in (REGULAR, BOLD))
    assert sum(bytes(bold)) > 1.1 * sum(bytes(regular))


def test_without_a_chinese_font_a_picture_is_in_english(state, monkeypatch):
    monkeypatch.setattr(fonts, "chinese_file", lambda: None)
    assert can_write(["step", "L₁"])
    assert not can_write(["step", "步"])
    monkeypatch.setattr(fonts, "_needs_chinese", lambda words: True)
    assert scene.scene(state(SEVEN)).step == "step"


def test_words_without_a_font_are_written_all_the_same(monkeypatch):
    monkeypatch.setattr(fonts, "chinese_file", lambda: None)
    assert font(20, REGULAR, "损失 1").getlength("损失 1") > 0


def test_a_streamlit_without_that_font_is_named_in_the_error(monkeypatch):
    monkeypatch.setattr(fonts.importlib.util, "find_spec", lambda name: None)
    own_file.cache_clear()
    with pytest.raises(FileNotFoundError, match="SourceSansVF-Upright"):
        own_file()
    own_file.cache_clear()
