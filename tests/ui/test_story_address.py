"""How far somebody is in the story, in an address and back again, whatever is in it."""

from dataclasses import replace
from urllib.parse import parse_qs, quote

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.ui.test_hostile_links import HOSTILE
from ui.link import query, read
from ui.state import State
from ui.story.chapters import BY_NAME, CHAPTERS, END, NAMES
from ui.story.progress import MOST_HANDS, with_answer, with_hands
from ui.story.questions import Choice, Count, Value

LAB = replace(State(), view="lab")
KEYS = ("ch", "ans", "votes", "story")
no_hurry = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def answers_to(question):
    if isinstance(question, Choice):
        return st.integers(0, len(question.options) - 1).map(float)
    if isinstance(question, Count):
        return st.integers(0, question.most).map(float)
    return st.floats(question.low, question.high).map(lambda value: value + 0.0)


@st.composite
def states(draw):
    """Any state that somebody could be in, in the story."""
    state = replace(LAB, chapter=draw(st.integers(1, END)), presenting=draw(st.booleans()))
    for chapter in draw(st.permutations(CHAPTERS)):
        question = chapter.question
        if draw(st.booleans()):
            answer = draw(st.none() | answers_to(question))
            state = with_answer(state, chapter.name, answer)
        if draw(st.booleans()):
            count = st.integers(0, MOST_HANDS)
            size = {"min_size": question.bins, "max_size": question.bins}
            hands = tuple(draw(st.lists(count, **size)))
            state = with_hands(state, chapter.name, hands)
    return state


@settings(no_hurry, max_examples=100)
@given(states())
def test_the_story_comes_back_from_its_address(state):
    found = query(state)
    assert read(found) == (state, ())
    assert read(parse_qs(found, strict_parsing=True)) == (state, ())
    assert not set(found) & set(" <>\"'`()[]{}|\\^\n")


def test_only_what_is_not_as_to_begin_with_is_in_the_address():
    assert not {*KEYS} & parse_qs(query(State())).keys()
    state = replace(with_answer(State(), "plane", 4.0), chapter=4, presenting=True)
    state = with_hands(state, "curves", (3, 12))
    found = parse_qs(query(state))
    assert {key: found[key] for key in KEYS} == {
        "ch": ["4"],
        "ans": ["plane:4"],
        "votes": ["curves:3;12"],
        "story": ["present"],
    }


def test_answers_are_read_in_any_order_and_spelt_as_one_would():
    expected = (("weights", 0.3), ("curves", 1.0), ("dual", None))
    assert read("ans=dual:-,curves:no,weights:0.3").state.answers == expected
    assert read("ans=dual:-,,curves:no,weights:.3,").state.answers == expected
    # An answer that is given twice is the later one.
    assert read("ans=plane:1,plane:2").state.answers == (("plane", 2.0),)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("ch=0", "from 1 to"),
        ("ch=11", "from 1 to"),
        ("ch=2.5", "from 1 to"),
        ("ch=nan", "from 1 to"),
        ("ans=nothing:3", "Left out “nothing:3”"),
        ("ans=clusters:8", "Left out “clusters:8”"),
        ("ans=clusters:-1", "Left out “clusters:-1”"),
        ("ans=clusters:1.5", "Left out"),
        ("ans=weights:inf", "Left out"),
        ("ans=weights:1.01", "Left out"),
        ("ans=curves:maybe", "Left out"),
        ("ans=curves", "Left out"),
        ("ans=:::", "Left out"),
        ("votes=curves:3", "Left out"),
        ("votes=curves:3;4;5", "Left out"),
        ("votes=curves:3;-4", "Left out"),
        ("votes=curves:3;10000", "Left out"),
        ("votes=curves:3;1e3000", "Left out"),
        ("votes=no:3;4", "Left out"),
        ("story=loud", "alone, present"),
    ],
)
def test_what_is_not_right_is_left_out_and_said(address, said):
    state, notices = read(address)
    assert state == LAB
    assert len(notices) == 1
    assert said in notices[0]


def test_what_is_right_beside_it_is_taken():
    state, notices = read("ans=clusters:3,clusters:x,plane:5&votes=curves:1;2,dual:3")
    assert state.answers == (("clusters", 3.0), ("plane", 5.0))
    assert state.votes == (("curves", (1, 2)),)
    assert len(notices) == 2


hostile = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=30), st.floats().map(repr))
pairs = st.builds("{}:{}".format, st.sampled_from(NAMES), hostile)


@settings(no_hurry, max_examples=150)
@given(st.lists(st.tuples(st.sampled_from(KEYS), hostile | pairs), max_size=6))
@example([("ans", "weights:0.1," * 80), ("votes", ";" * 900)])
@example([("ans", "weights:0.1," * 800)])
def test_whatever_is_in_it_there_is_a_state_in_range(found):
    state, notices = read("&".join(f"{key}={quote(value)}" for key, value in found))
    assert 1 <= state.chapter <= END
    assert state.presenting in (True, False)
    for given_parts in (state.answers, state.votes):
        names = [name for name, _ in given_parts]
        assert names == [name for name in NAMES if name in names]
    for name, answer in state.answers:
        question = BY_NAME[name].question
        if answer is not None:
            assert 0 <= question.bin_of(answer) < question.bins
            assert not isinstance(question, Value) or answer == answer + 0.0
    for name, hands in state.votes:
        assert len(hands) == BY_NAME[name].question.bins
        assert all(0 <= count <= MOST_HANDS for count in hands)
        assert any(hands)
    assert all(len(notice) < 400 for notice in notices)
