"""The gallery without a browser; a click on a card is a click on its button."""

import html
import itertools
import json
import re
import urllib.parse
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from ui import compute, pictures, report
from ui.link import read
from ui.pictures import draw, picture
from ui.presets import PRESETS
from ui.session import KEY
from ui.words import say

ROOT = Path(__file__).resolve().parents[2]
GALLERY = "pages/2_Gallery.py"


def opened(page=GALLERY, **query):
    app = AppTest.from_file(ROOT / "app.py", default_timeout=60)
    if page:
        app.switch_page(page)
    for name, value in query.items():
        app.query_params[name] = value
    return app.run()


def cards(app):
    """The HTML of all cards by their names, in their order."""
    found = {}
    for element in app.html:
        name = re.search(r"id='figure-([a-z-]+)'", element.value)
        if name:
            found[name[1]] = element.value
    return found


def notice(app):
    protos = [element.proto for element in app.main if element.type == "bidi_component"]
    (bar,) = [one for one in protos if one.component_name == "paretoscope_address"]
    return json.loads(bar.json)["notice"]


def headings(app):
    return re.findall(r"<h(\d)", "".join(element.value for element in app.html))


@pytest.fixture(scope="module")
def gallery():
    return opened()


def test_there_is_a_card_for_every_preset_in_order(gallery):
    assert not gallery.exception
    assert list(cards(gallery)) == list(PRESETS)
    keys = [button.key for button in gallery.button]
    assert keys == [f"open-{name}" for name in PRESETS]
    assert {button.label for button in gallery.button} == {"Open in the Lab"}


@pytest.mark.parametrize("name", PRESETS)
def test_a_card_has_title_caption_what_to_look_for_and_a_link(name, gallery):
    card = html.unescape(cards(gallery)[name])
    for part in ("figure_titles", "figure_captions", "figure_looks"):
        assert say(f"{part}.{name}") in card
    assert f"<a href='/?fig={name}'>" in card
    others = re.findall(r"<a href='#figure-([a-z-]+)'>([^<]+)</a>", card)
    assert [other for other, _ in others] == list(PRESETS[name].next)
    assert all(text == say(f"figure_titles.{other}") for other, text in others)


@pytest.mark.parametrize("name", PRESETS)
def test_the_picture_of_a_card_is_small_and_its_text_is_the_outcome(name, gallery):
    card = cards(gallery)[name]
    source = re.search(r'<img src="data:image/svg\+xml,([^"]+)" alt="([^"]+)"', card)
    svg, text = urllib.parse.unquote(source[1]), html.unescape(source[2])
    assert len(svg) < 8_000
    ET.fromstring(svg)
    state = read(PRESETS[name].query).state
    batch = compute.batch(state)
    said = report.total_sentence if state.total_only else report.sentence
    assert text == said(batch, batch.outcomes())
    runs = svg.count("r='9'")
    total = len(batch.run.losses)
    assert runs == total - (batch.outcomes().verdict == "diverged").sum()


def test_headings_come_in_order_without_a_gap(gallery):
    levels = [int(level) for level in headings(gallery)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert levels.count(2) == len({preset.group for preset in PRESETS.values()})
    assert levels.count(3) == len(PRESETS)
    steps = itertools.pairwise(levels)
    assert all(later <= before + 1 for before, later in steps)


@pytest.mark.parametrize("name", ["sum-convex", "cherry-pick", "lambda-softplus"])
def test_a_click_opens_the_lab_with_the_picture(name):
    app = opened()
    app.button(key=f"open-{name}").click().run()
    assert not app.exception
    assert app.session_state[KEY] == read(f"fig={name}").state
    assert not cards(app)
    labels = [box.label for box in app.selectbox]
    assert "Method" in labels


def test_another_theme_is_lost_by_no_click(gallery):
    app = opened(theme="dark", hide="share")
    app.button(key="open-mdmm-concave").click().run()
    state = app.session_state[KEY]
    assert (state.optimizer, state.theme, state.hidden) == ("mdmm", "dark", ("share",))


@pytest.mark.parametrize(
    ("found", "taken"), [("mdmm-concav", "mdmm-concave"), ("hides", "total-hides")]
)
@pytest.mark.parametrize("page", [None, GALLERY])
def test_a_figure_that_is_not_there_leads_to_the_gallery_with_the_closest_first(
    page, found, taken
):
    app = opened(page, fig=found)
    assert not app.exception
    shown = cards(app)
    assert next(iter(shown)) == taken
    assert sorted(shown) == sorted(PRESETS)
    assert f"“{found}”" in notice(app)
    assert taken in notice(app)


@pytest.mark.parametrize("page", [None, GALLERY])
def test_who_was_led_to_the_gallery_can_leave_it(page):
    app = opened(page, fig="zzz")
    assert cards(app)
    app.switch_page("app.py").run()
    assert not cards(app)
    assert not app.exception
    app.switch_page(GALLERY).run()
    app.button(key="open-mdmm-mixed").click().run()
    assert notice(app) == ""
    app.switch_page(GALLERY).run()
    assert list(cards(app)) == list(PRESETS)


def test_a_frame_shows_the_closest_figure_and_not_the_gallery():
    app = opened(None, fig="mdmm-concav", view="figure")
    assert not app.exception
    assert not cards(app)
    assert "mdmm-concave" in notice(app)


def test_a_picture_is_kept_until_what_it_is_made_of_changes(monkeypatch, tmp_path):
    monkeypatch.setattr(pictures, "KEPT", tmp_path / "pictures")
    query = PRESETS["mdmm-concave"].query
    drawn = draw(query)
    calls = []
    monkeypatch.setattr(pictures, "draw", lambda query: calls.append(query) or drawn)

    def anew(name="mdmm-concave", query=query):
        picture.clear()
        return picture(name, query)

    assert anew() == anew() == drawn
    assert calls == [query]
    other = query.replace("0.7", "0.6")
    anew(query=other)
    anew(query=other)
    assert calls == [query, other]
    monkeypatch.setattr(pictures, "_sources", lambda: "another line")
    anew(query=other)
    assert calls == [query, other, other]
    (file,) = (tmp_path / "pictures").iterdir()
    for text in ("", "{", "[1]", "[]", '["another line"]', "7", "\0"):
        file.write_text(text)
        assert anew(query=other) == drawn
    assert len(calls) == 10
    monkeypatch.setattr(pictures, "KEPT", file / "no folder")
    assert anew(query=other) == drawn
    picture.clear()


def test_what_a_picture_is_made_of_is_all_that_computes_draws_and_says():
    files = {
        str(file.relative_to(ROOT))
        for pattern in pictures.SOURCES
        for file in ROOT.glob(pattern)
    }
    assert {
        "simulation.py",
        "verdicts.py",
        "optimizers/mdmm.py",
        "toy_problems/concave.py",
        "figures/thumbnail.py",
        "ui/report.py",
        "ui/words/en.json",
        "requirements.txt",
    } <= files
