import pytest

from exports import fonts
from exports.fonts import BOLD, REGULAR, own_file, pieces, width
from exports.scene import scene
from tests.exports.pixels import SEVEN

LETTERS = "L₁ ≤ ε, α β δ η θ λ σ ζ × − ½ → “x” 0123456789"
MIXED = "损失 L₁，最小化"


def missing(face, letters):
    """Letters that are drawn as the box of one that no font has."""
    box = bytes(face.getmask("\U0010ffff"))
    return [one for one in letters if one != " " and bytes(face.getmask(one)) == box]


def test_the_font_of_the_app_has_what_pictures_say():
    assert own_file().suffix == ".woff2"
    for weight in (REGULAR, BOLD):
        (piece,) = pieces(LETTERS, 20, weight)
        assert not missing(piece.font, LETTERS)


def test_each_piece_has_a_font_with_its_characters_and_begins_where_the_last_one_ends():
    first, second, third = pieces(MIXED, 20, REGULAR)
    assert [first.words, second.words, third.words] == ["损失", " L₁", "，最小化"]
    for piece in (first, second, third):
        assert not missing(piece.font, piece.words)
    assert missing(second.font, "损")
    assert first.offset == 0
    # Chinese characters are as wide as high.
    assert second.offset == pytest.approx(40)
    assert third.offset == pytest.approx(40 + second.font.getlength(" L₁"))
    assert width(pieces(MIXED, 20, REGULAR)) == pytest.approx(third.offset + 80)


def test_bold_is_bolder():
    regular, bold = (pieces("m", 40, weight)[0].font for weight in (REGULAR, BOLD))
    inks = [sum(bytes(font.getmask("m"))) for font in (regular, bold)]
    assert inks[1] > 1.1 * inks[0]


def test_a_picture_is_in_the_language_of_its_state(state):
    assert scene(state(f"{SEVEN}&lang=zh")).step == "步"


def test_a_streamlit_without_that_font_is_named_in_the_error(monkeypatch):
    monkeypatch.setattr(fonts.importlib.util, "find_spec", lambda name: None)
    own_file.cache_clear()
    with pytest.raises(FileNotFoundError, match="SourceSansVF-Upright"):
        own_file()
    own_file.cache_clear()
