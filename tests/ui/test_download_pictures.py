import pytest
from streamlit.testing.v1 import AppTest

from exports import animation, pictures
from ui.download_pictures import MIMES, SIZES
from ui.words import section


def page():
    from ui.download_pictures import picture_section
    from ui.link import read

    picture_section(read("p=concave&m=linear&steps=2").state)


@pytest.fixture
def app():
    return AppTest.from_function(page, default_timeout=60).run()


def make(app):
    """Have the file made; a page in a test is run as a whole, so it cannot go on alone."""
    app.button[0].click().run()
    for _ in range(20):
        if not app.get("download_button"):
            app.button[-1].click().run()


def test_every_kind_has_words_and_a_type():
    kinds = {*pictures.KINDS, *animation.KINDS}
    assert set(MIMES) == kinds
    assert kinds <= set(section("pictures"))


def test_every_size_can_be_made():
    assert all(pictures.checked(size) for size in SIZES.values())


@pytest.mark.parametrize("kind", ["png", "svg", "gif"])
def test_a_file_is_offered_once_it_is_made(app, kind):
    assert not app.exception
    app.selectbox[0].select(kind)
    app.selectbox[1].select("640 × 480").run()
    assert not app.get("download_button")
    make(app)
    assert not app.exception
    (button,) = app.get("download_button")
    assert "kB" in button.proto.label
    assert app.button[0].disabled


def test_another_size_takes_the_file_away(app):
    app.selectbox[0].select("png").run()
    make(app)
    app.selectbox[1].select("640 × 640").run()
    assert not app.get("download_button")
    assert not app.button[0].disabled
