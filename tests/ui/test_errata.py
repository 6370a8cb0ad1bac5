"""The errata in the app are those of the document, and show where they matter."""

import html
import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from ui.errata import ERRATA, erratum_of
from ui.erratum_cards import CARDS, erratum_of_figure
from ui.link import read
from ui.presets import PRESETS
from ui.words import say, section

ROOT = Path(__file__).resolve().parents[2]
# In the Lab nothing is to be seen of it.
NOT_IN_THE_LAB = {"e8"}


def state_of(query):
    state, notices = read(query)
    assert notices == ()
    return state


def opened(page=None, **query):
    app = AppTest.from_file(ROOT / "app.py", default_timeout=60)
    if page:
        app.switch_page(page)
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def footnotes(app):
    """What each place of the footnote has, in order, as HTML."""
    found = [re.search(r"<p class='footnote.*</p>", one.value) for one in app.html]
    return [one[0] for one in found if one]


def sections_of_the_document():
    text = (ROOT / "docs" / "errata.md").read_text("utf-8")
    return dict(re.findall(r"^## (E\d+): (.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL))


def test_the_document_the_app_and_the_words_have_the_same_eleven():
    names = [f"e{number}" for number in range(1, 12)]
    assert [name.lower() for name in sections_of_the_document()] == names
    assert list(ERRATA) == names
    assert list(section("errata_titles")) == list(section("errata_texts")) == names
    assert set(section("errata_notes")) == set(names) - NOT_IN_THE_LAB


def test_the_document_leads_to_the_same_figure_as_the_app():
    for name, said in sections_of_the_document().items():
        linked = re.findall(r"`/\?fig=([a-z-]+)`", said)
        assert ERRATA[name.lower()].figure in linked, name
        assert set(linked) <= set(PRESETS)


@pytest.mark.parametrize("name", ERRATA)
def test_an_erratum_matters_in_the_figure_that_shows_it(name):
    erratum = ERRATA[name]
    assert {erratum.figure, *CARDS.get(name, ())} <= set(PRESETS)
    assert erratum.matters(state_of(f"fig={erratum.figure}")) == (
        name not in NOT_IN_THE_LAB
    )


def test_a_figure_belongs_to_one_erratum_at_most():
    figures = [figure for names in CARDS.values() for figure in names]
    assert set(CARDS) <= set(ERRATA)
    assert len(set(figures)) == len(figures)
    assert erratum_of_figure("damping-strong") == "e4"
    assert erratum_of_figure("sum-concave") == ""


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("m=double_descent", "e1"),
        ("m=as_printed", "e1"),
        ("m=mdmm&p=concave&eps=0.7&delta=10", "e3"),
        ("m=mdmm_one_sided&p=concave&eps=1.2", "e3"),
        ("m=mdmm&p=concave&eps=0.7&delta=10&lower=damping_force", "e2"),
        ("m=mdmm&p=concave&eps=0.7&delta=3.7&lower=damping_force", "e4"),
        ("m=mdmm&p=concave&eps=0.7&delta=10&lower=damping_force&total=1", "e3"),
        ("m=bdmm&p=concave&lower=damping_force", ""),
        ("m=mdmm&p=concave&eps=0.7&delta=3.7", "e4"),
        ("m=mdmm_exponential&p=concave&eps=0.7&delta=3.7", "e4"),
        ("m=mdmm_softplus&p=concave&eps=0.7&delta=3.7", "e3"),
        ("m=mdmm&p=concave&eps=0.2&delta=10&box=0", "e4"),
        ("m=mdmm&p=concave&eps=-0.2&delta=10&box=0", "e3"),
        ("m=mdmm&p=convex&eps=1.01", "e5"),
        ("m=mdmm&p=convex&eps=1.01&delta=0", "e3"),
        ("m=hard_constraint_first&eps=0.5", "e6"),
        ("m=hard_constraint_first&eps=-0.1", ""),
        ("m=hard_constraint_first&eps=1.1", ""),
        ("m=bdmm&p=convex&steps=200", "e7"),
        ("m=bdmm&p=convex&steps=400", ""),
        ("m=bdmm&p=concave&steps=200", ""),
        ("m=learned_weight", "e10"),
        ("m=linear&alpha=1&starts=one", "e11"),
        ("m=linear&weights=0.5,1&starts=one", "e11"),
        ("m=linear&alpha=1&starts=1.4,1.5;1.2,1.2", "e11"),
        ("m=linear&alpha=1&starts=1.4,1.5", "e9"),
        ("m=linear&alpha=1&starts=one&jitter=0.001", "e9"),
        ("m=linear&alpha=2&starts=one", "e9"),
        ("m=linear&alpha=1&starts=one&p=convex", "e9"),
        ("m=dual", ""),
    ],
)
def test_the_erratum_that_fewest_states_have_is_the_one_that_is_shown(query, name):
    assert erratum_of(state_of(f"view=lab&{query}")) == name


def test_the_lab_has_one_footnote_in_its_two_places_and_a_link_that_opens_the_figure():
    app = opened(view="lab", m="mdmm", eps="0.95", theme="dark", hide="share")
    said = footnotes(app)
    assert len(said) == 2
    for one, place in zip(said, ("last", "below"), strict=True):
        assert f"class='footnote {place}'" in one
        assert say("errata_notes.e4") in one
        assert "<a href='About?theme=dark&lang=auto#e4'>" in one
        (link,) = re.findall(r"<a href='\?(fig=[^']*)'", one)
        state = state_of(link)
        assert (state.theme, state.hidden) == ("dark", ("share",))
        assert erratum_of(state) == "e4"


def test_who_has_the_figure_before_them_is_not_led_to_it():
    for one in footnotes(opened(fig="damping-weak", theme="dark")):
        assert say("errata_notes.e4") in one
        assert "fig=" not in one


def test_the_line_of_the_footnote_is_there_where_there_is_nothing_to_say():
    said = footnotes(opened(view="lab", m="dual"))
    assert said == [
        f"<p class='footnote {place}' data-testid='footnote'></p>"
        for place in ("last", "below")
    ]


def test_what_is_about_the_listing_says_so():
    for one in footnotes(opened(view="lab", m="linear")):
        assert " of-listing'" in one
        assert say("errata_notes.e9") in one


@pytest.mark.parametrize("view", ["figure", "lesson"])
def test_a_figure_and_the_lesson_have_no_footnote(view):
    assert footnotes(opened(view=view)) == []


def test_the_page_of_sources_lists_all_with_a_figure_each():
    app = opened("pages/9_About.py", theme="dark")
    (told,) = [html.unescape(one.value) for one in app.html if "id='errata'" in one.value]
    listed = re.findall(
        r"<h3 id='(e\d+)' class='erratum'>(.*?)</h3><p>(.*?) <a href='(.*?)'>", told
    )
    assert [name for name, *_ in listed] == list(ERRATA)
    for number, (name, heading, text, link) in enumerate(listed, 1):
        assert heading == f"E{number}: {say(f'errata_titles.{name}')}"
        assert text == say(f"errata_texts.{name}")
        assert link == f"./?fig={ERRATA[name].figure}&theme=dark&lang=auto"
    above = next(one.value for one in app.markdown if "# Sources" in one.value)
    places = set(re.findall(r"\]\(#(e\d+)\)", above))
    assert {"e2", "e3", "e5", "e8"} <= places <= set(ERRATA)
