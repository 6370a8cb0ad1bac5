"""The story without a browser: what is asked, revealed and said."""

import json
from dataclasses import replace
from types import SimpleNamespace

import pytest
import streamlit as st

from tests.ui.test_pages import components, header, opened, widget
from ui.session import KEY
from ui.state import State
from ui.story import hands, moves, progress
from ui.story.chapters import BY_NAME, CHAPTERS, END, NAMES
from ui.story.drafts import KEY as DRAFTS
from ui.story.questions import OnFront, Value
from ui.words import say

PAGE = "pages/1_Story.py"
NUMBERS = {name: number for number, name in enumerate(NAMES, 1)}


def at(name, **choices):
    return replace(State(), chapter=NUMBERS[name], **choices)


def state_of(app):
    return app.session_state[KEY]


@pytest.fixture(scope="module")
def story():
    """One state after another in one session."""
    app = opened(State(), PAGE)

    def story(state):
        app.session_state[KEY] = state
        app.session_state[DRAFTS] = {}
        app.run()
        assert not app.exception
        return app

    return story


def labels(app):
    return [button.label for button in app.button]


def told(app):
    (proto,) = components(app, "told")
    return json.loads(proto.json)


def predict(app, name):
    """Choose an option, or move the slider."""
    question = BY_NAME[name].question
    if isinstance(question, Value):
        low = question.low + 10 * question.step
        return app.slider[0].set_value(low).run()
    # The first group of buttons is the choice of the chapter.
    return app.button_group[1].set_value(1).run()


def texts(app):
    """What is written into the picture, whichever of the components shows it."""
    sent = [proto.json for name in ("plane", "chart") for proto in components(app, name)]
    shown = [json.loads(one) for one in sent]
    figures = [one.get("flat") or one["figure"] for one in shown]
    found = [json.loads(figure) for figure in figures]
    if components(app, "player"):
        (panel,) = header(app)["panels"]
        found += [still for view in panel["views"] for still in view["stills"].values()]
    notes = [one for still in found for one in still["layout"].get("annotations", [])]
    return [note["text"] for note in notes]


@pytest.mark.parametrize("name", NAMES)
def test_what_happens_is_shown_only_after_a_prediction(story, name):
    app = story(at(name))
    show = widget(app, "button", say("story.show"))
    assert show.disabled
    assert told(app)["verdict"] == told(app)["why"] == ""
    predict(app, name)
    assert not app.exception
    show = widget(app, "button", say("story.show"))
    assert not show.disabled
    assert state_of(app).answers == ()
    show.click().run()
    assert not app.exception
    answer = progress.answer_of(state_of(app), name)
    assert answer is not None
    assert say("story.show") not in labels(app)
    said = told(app)
    assert said["verdict"].startswith(("You said", "Right"))
    assert said["why"]
    is_right = BY_NAME[name].question.is_right(answer, BY_NAME[name].key(_run(name)))
    assert said["right"] == is_right
    # One's own prediction is in the picture, and what it is.
    (drawn, *_) = [text for text in texts(app) if text.startswith("You: ")]
    assert "It is: " in drawn


def _run(name):
    from ui.story.scene import runs

    return runs(BY_NAME[name].query)


@pytest.mark.parametrize("name", NAMES)
def test_a_prediction_can_be_skipped(story, name):
    app = story(at(name))
    widget(app, "button", say("story.skip")).click().run()
    assert not app.exception
    assert state_of(app).answers == ((name, None),)
    assert told(app)["verdict"].startswith("It is ")
    assert told(app)["right"] is None
    assert not any(text.startswith("You: ") for text in texts(app))


@pytest.mark.parametrize(
    "name", [one.name for one in CHAPTERS if one.picture in ("losses", "loss_2")]
)
def test_before_a_prediction_no_run_gives_the_answer_away(story, name):
    app = story(at(name))
    (panel,) = header(app)["panels"]
    chapter = BY_NAME[name]
    if not chapter.before:
        assert panel["steps"] == 0
        assert "settled" not in panel["alt"]
        assert not panel.get("table")
    rings = [
        shape
        for still in panel["views"][0]["stills"].values()
        for shape in still["layout"].get("shapes", [])
        if shape["type"] == "circle"
    ]
    assert not rings


def test_the_total_loss_alone_does_not_say_where_runs_have_ended(story):
    (panel,) = header(story(at("curves")))["panels"]
    assert panel["views"][0]["kind"] == "time"
    assert "ended" not in panel["alt"]
    assert panel["table"] == ""
    app = story(at("curves", answers=(("curves", 1.0),)))
    (panel,) = header(app)["panels"]
    assert panel["views"][0]["kind"] == "loss"


def test_a_link_restores_chapter_and_answers():
    app = opened(page=PAGE, state=at("dual", answers=(("clusters", 3.0), ("dual", 4.0))))
    assert app.header[0].value == say("chapters.dual_title")
    assert told(app)["verdict"] == "Right: 4. It is 4."
    assert any("Chapter 5 of 9. 2 answered." in one.value for one in app.caption)
    app.button_group[0].set_value(2).run()
    assert told(app)["verdict"] == "You said 3. It is 0."


def test_a_reader_gets_to_the_end_by_the_buttons_alone(story):
    app = story(State())
    for number in range(1, END):
        assert state_of(app).chapter == number
        widget(app, "button", say("story.skip")).click().run()
        widget(app, "button", say("story.next")).click().run()
    assert state_of(app).chapter == END
    assert [name for name, _ in state_of(app).answers] == list(NAMES)
    widget(app, "button", say("story.again")).click().run()
    assert (state_of(app).chapter, state_of(app).answers) == (1, ())
    assert widget(app, "button", say("story.show")).disabled


def test_the_end_counts_what_was_right(story):
    answers = (("clusters", 0.0), ("plane", 4.0), ("dual", None), ("damping", 4.0))
    app = story(replace(State(), chapter=END, answers=answers))
    said = "".join(one.value for one in app.markdown)
    assert say("story.score", right=2, answered=3) in said
    story(replace(State(), chapter=END))
    assert say("story.no_score") in "".join(one.value for one in app.markdown)


def test_a_chapter_goes_on_in_the_lab_and_the_story_is_kept(story):
    answers = (("mdmm", 0.4),)
    app = story(at("mdmm", answers=answers, theme="dark"))
    widget(app, "button", say("story.open")).click().run()
    state = state_of(app)
    assert not app.exception
    assert (state.view, state.problem, state.optimizer) == ("lab", "concave", "mdmm")
    assert (state["epsilon"], state["damping"], state.theme) == (0.4, 10, "dark")
    assert (state.chapter, state.answers) == (NUMBERS["mdmm"], answers)
    app.switch_page(PAGE)


def test_a_class_raises_its_hands_instead(story):
    app = story(at("clusters", presenting=True))
    (proto,) = components(app, "hands")
    sent = json.loads(proto.json)
    assert sent["options"] == [str(count) for count in range(8)]
    assert sent["counted"] == [0] * 8
    assert sent["right"] is None
    assert len(app.button_group) == 1
    assert widget(app, "button", say("story.show")).disabled
    votes = (("clusters", (3, 12, 0, 9, 0, 0, 0, 0)),)
    app = story(at("clusters", presenting=True, votes=votes))
    widget(app, "button", say("story.show")).click().run()
    (proto,) = components(app, "hands")
    assert json.loads(proto.json)["right"] == 0
    assert told(app)["verdict"] == "It is 0: 3 of 24 hands."


@pytest.mark.parametrize("name", NAMES)
def test_every_question_has_options_for_a_class(story, name):
    app = story(at(name, presenting=True))
    (proto,) = components(app, "hands")
    options = json.loads(proto.json)["options"]
    assert len(set(options)) == BY_NAME[name].question.bins
    assert 2 <= len(options) <= 8


def test_the_way_of_telling_is_switched_in_the_page(story):
    app = story(at("plane"))
    widget(app, "toggle", say("story.presenting")).set_value(True).run()
    assert state_of(app).presenting
    assert components(app, "hands")


@pytest.mark.parametrize(
    "found", [None, "x", [1], [1, 2, 3], [1, -1], [1, 10_000], [1, 0.5], [True, 1], [[], 1]]
)
def test_what_is_no_number_of_hands_for_each_option_is_not_taken(found):
    assert hands._taken(found, 2) is None
    assert hands._taken([1, 2.0], 2) == (1, 2)


@pytest.fixture
def clicked(monkeypatch):
    """Takes what a browser may send of a click on the plot; returns what is drafted."""

    def clicked(name, answer, **of_state):
        session = {KEY: at(name, **of_state)}
        session[moves.KEY] = {"input": {"sequence": 1, "values": {"answer": answer}}}
        monkeypatch.setattr(st, "session_state", session)
        moves.take(BY_NAME[name])
        return session.get(DRAFTS, {}).get(name)

    return clicked


NO_CLICKS = [None, "0.5", [], [0.5], [1, 2, 3], ["x", 1], [{}, 1], [True, 1]]


@pytest.mark.parametrize("answer", [*NO_CLICKS, [float("nan"), 1]])
def test_a_click_that_is_none_is_not_taken(clicked, answer):
    assert clicked("mdmm", answer) is None


def test_a_click_is_taken_until_all_is_revealed(clicked):
    assert clicked("mdmm", [0.8, 0.6]) == pytest.approx(0.6, abs=0.01)
    assert clicked("mdmm", [0.8, 0.6], answers=(("mdmm", None),)) is None
    assert clicked("plane", [0.8, 0.6]) is None


@pytest.mark.parametrize("name", NAMES)
def test_a_slider_has_positions_at_both_ends(name):
    question = BY_NAME[name].question
    if not isinstance(question, Value):
        return
    steps = (question.high - question.low) / question.step
    assert steps == pytest.approx(round(steps))
    assert isinstance(question, OnFront) == (name in ("weights", "mdmm"))


def test_a_cue_comes_with_each_reveal_and_plays_some_seconds(monkeypatch):
    session = {KEY: State()}
    monkeypatch.setattr(st, "session_state", session)
    for chapter in CHAPTERS:
        scene = SimpleNamespace(state=lambda: State())
        before = moves.cue_of(scene).count
        moves.reveal(chapter.name, None)
        assert moves.cue_of(scene) == (before + 1, True, 2.0)
        moves.go_to(3)
        assert moves.cue_of(scene) == (before + 2, False, 2.0)
