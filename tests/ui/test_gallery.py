"""The gallery without a browser.

What a person does to its cards is out of reach here, but for what a browser then sends.
"""

import html
import itertools
import json
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from figures.theme import LIGHT
from ui import compute, report, share
from ui import gallery as gallery_page
from ui.erratum_cards import erratum_of_figure
from ui.gallery_filters import CHIPS, METHODS, VARIANTS, kinds
from ui.link import read
from ui.origins import ORIGINS, origins
from ui.presets import PRESETS
from ui.run_colors import run_colors
from ui.session import KEY, OPEN
from ui.state import State
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


def sent(app, component="gallery"):
    """What a component of ours was sent; None if it is not on the page."""
    protos = [element.proto for element in app.main if element.type == "bidi_component"]
    found = [one for one in protos if one.component_name == f"paretoscope_{component}"]
    return json.loads(found[0].json) if found else None


def cards(app):
    """The HTML of all cards by their names, in their order; none on another page."""
    whole = (sent(app) or {"html": ""})["html"]
    return {
        name: card
        for name, card in re.findall(
            r"(?s)<article class='card' id='figure-([a-z-]+)'(.*?)</article>", whole
        )
    }


def notice(app):
    return sent(app, "address")["notice"]


@pytest.fixture(scope="module")
def gallery(draw_all):
    """The page, once all pictures are drawn."""
    draw_all()
    app = opened()
    assert not app.exception
    return app


@pytest.fixture
def send(monkeypatch):
    """Does what a browser asks for, and returns what the session then has."""

    def send(does, name, **looks):
        state = replace(State(), **looks)
        store = {gallery_page.KEY: {"chosen": name, "shared": name}, KEY: state}
        monkeypatch.setattr(st, "session_state", store)
        does()
        return store

    return send


def test_there_is_a_card_for_every_preset_in_order_and_nothing_else(gallery):
    assert not gallery.exception
    assert list(cards(gallery)) == list(PRESETS)
    # Many elements take long, and what is below the row of the title is one.
    assert [one.type for one in gallery.main if one.type == "button"] == []


@pytest.mark.parametrize("name", PRESETS)
def test_a_card_has_title_caption_what_to_look_for_and_links(name, gallery):
    card = html.unescape(cards(gallery)[name])
    for part in ("figure_titles", "figure_captions", "figure_looks"):
        assert say(f"{part}.{name}") in card
    title = say(f"figure_titles.{name}")
    assert f"<a class='link' href='/?fig={name}'>" in card
    assert (
        f"<a class='open' href='/?fig={name}' aria-label='Open in the Lab: {title}'" in card
    )
    assert f"aria-label='Copy link: {title}'" in card
    assert f"aria-label='Embed: {title}'" in card
    others = re.findall(r"<a href='#figure-([a-z-]+)'>([^<]+)</a>", card)
    assert [other for other, _ in others] == list(PRESETS[name].next)
    assert all(text == say(f"figure_titles.{other}") for other, text in others)
    erratum = erratum_of_figure(name)
    assert re.findall(r"href='About#(e\d+)'", card) == ([erratum] if erratum else [])


@pytest.mark.parametrize("name", PRESETS)
def test_the_picture_of_a_card_is_small_and_its_text_is_the_outcome(name, gallery):
    shown = sent(gallery)["pictures"][name]
    assert len(shown["svg"]) < 8_000
    root = ET.fromstring(shown["svg"])
    state = read(PRESETS[name].query).state
    batch = compute.batch(state)
    said = report.total_sentence if state.total_only else report.sentence
    assert shown["text"] == said(batch, batch.outcomes())
    heads = [one for one in root.iter() if one.get("r") == "9"]
    total = len(batch.run.losses)
    assert len(heads) == total - (batch.outcomes().verdict == "diverged").sum()
    palette = [LIGHT.palette[color] for color in run_colors(batch)]
    if len(heads) == total:
        assert [head.get("fill") for head in heads] == palette
    texts = [one.text for one in root.iter() if one.tag.endswith("text")]
    weights = {f"{weight:.3g}" for weight in batch.weights}
    labels = re.findall(r"[\d.]+", " ".join(texts[2:]))
    assert (set(labels), len(labels)) == (weights, len(weights))


@pytest.mark.parametrize("name", PRESETS)
def test_the_chips_of_a_card_are_its_front_its_method_and_its_sources(name, gallery):
    found = dict(re.findall(r"data-(\w+)='([^']*)'", cards(gallery)[name]))
    state = read(f"fig={name}").state
    assert found["front"] == state.problem
    assert found["method"] == (state.optimizer if state.optimizer in METHODS else VARIANTS)
    assert found["origin"].split() == list(origins(name))
    whole = sent(gallery)["html"]
    for kind, values in CHIPS.items():
        assert set(found[kind].split()) <= set(values)
        assert whole.count(f"data-kind='{kind}'") == len(values)


def test_every_chip_has_a_card_and_every_source_only_presets_that_there_are():
    found = {
        (kind, one)
        for name in PRESETS
        for kind, all_of in kinds(name).items()
        for one in all_of.split()
    }
    assert found == {(kind, value) for kind, values in CHIPS.items() for value in values}
    assert {name for names in ORIGINS.values() for name in names} <= set(PRESETS)


def test_headings_come_in_order_without_a_gap(gallery):
    elements = [element.value for element in gallery.html] + [sent(gallery)["html"]]
    levels = [int(level) for level in re.findall(r"<h(\d)", "".join(elements))]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert levels.count(2) == len({preset.group for preset in PRESETS.values()})
    assert levels.count(3) == len(PRESETS)
    steps = itertools.pairwise(levels)
    assert all(later <= before + 1 for before, later in steps)


@pytest.mark.parametrize("name", ["sum-convex", "cherry-pick", "lambda-softplus"])
def test_a_card_that_is_opened_is_the_state_and_the_looks_of_the_page_stay(name, send):
    looks = {"theme": "dark", "hidden": ("share",)}
    store = send(gallery_page._choose, name, **looks)
    assert store[KEY] == replace(read(f"fig={name}").state, **looks)
    assert store[OPEN]


@pytest.mark.parametrize("name", ["zzz", "", None, 7, ["sum-convex"], {"a": 1}])
def test_what_is_no_preset_opens_nothing(name, send):
    assert OPEN not in send(gallery_page._choose, name)


def test_whoever_opens_a_card_is_led_to_the_lab():
    app = opened()
    app.session_state[KEY] = read("fig=dual-concave").state
    app.session_state[OPEN] = True
    app.run()
    assert not app.exception
    assert not cards(app)
    assert "Method" in [box.label for box in app.selectbox]


def test_to_embed_a_card_is_to_share_its_own_address(send, monkeypatch):
    shared = []
    monkeypatch.setattr(share, "share_dialog", lambda *given: shared.append(given))
    monkeypatch.setattr(
        gallery_page.st, "context", SimpleNamespace(url="http://a/b/Gallery")
    )
    send(gallery_page._share, "mdmm-concave")
    send(gallery_page._share, "zzz")
    ((link, figure_link, title, state),) = shared
    assert link == "http://a/b/?fig=mdmm-concave"
    assert figure_link == "http://a/b/?fig=mdmm-concave&view=figure"
    assert "MDMM" in title
    assert (state.problem, state.optimizer) == ("concave", "mdmm")


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
    assert sorted(cards(app)) == sorted(PRESETS)


def test_a_frame_shows_the_closest_figure_and_not_the_gallery():
    app = opened(None, fig="mdmm-concav", view="figure")
    assert not app.exception
    assert not cards(app)
    assert "mdmm-concave" in notice(app)


def test_cards_are_there_before_jax_is():
    """In a process of its own, since this one has it."""
    code = "import sys, ui.gallery, ui.page; sys.exit('jax' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT).returncode == 0
