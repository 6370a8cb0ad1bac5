import json
import math

import pytest

from ui import knobs, session
from ui.knobs import Advice, Mark, acknowledged, receive, said, spec
from ui.player import joined
from ui.session import change_choice, get_state
from ui.state import RANGED, WHOLES, State
from ui.words import speaking

COLUMN = "column"


@pytest.fixture(autouse=True)
def store(monkeypatch):
    """What a session has in store, without a server."""
    monkeypatch.setattr(knobs.st, "session_state", store := {})
    return store


@pytest.fixture
def send(store):
    """A message of the component, as the browser would send it."""

    def send(values, sequence=1):
        store[COLUMN] = {"input": {"sequence": sequence, "values": values}}
        receive(COLUMN)

    return send


def shown(name="epsilon"):
    return spec(COLUMN, name, Advice())


def test_a_new_session_has_the_defaults():
    assert get_state() == State()
    assert acknowledged(COLUMN) == 0


@pytest.mark.parametrize("name", [*RANGED, *WHOLES])
def test_a_knob_has_a_range_a_value_and_a_name(name):
    knob = shown(name)
    assert knob["low"] <= knob["value"] <= knob["high"]
    assert knob["label"]
    assert bool(knob["symbol"]) == (name in RANGED)
    assert knob["whole"] == (name in WHOLES)
    assert knob["scale"] in ("linear", "log")
    assert knob["scale"] == "linear" or knob["low"] > 0
    assert 0 < knob["step"] <= knob["high"] - knob["low"]
    assert json.loads(json.dumps(knob, allow_nan=False)) == knob


def test_a_knob_passes_advice_on_and_may_have_other_ends():
    advice = Advice("needs more", True, (Mark(2.5, "here"), Mark(0, "")))
    knob = spec(COLUMN, "damping", advice, low=1, high=20)
    assert (knob["note"], knob["warn"]) == ("needs more", True)
    assert knob["marks"] == [{"value": 2.5, "text": "here"}, {"value": 0, "text": ""}]
    assert (knob["low"], knob["high"]) == (1, 20)


def test_what_is_sent_is_taken_and_acknowledged(send):
    shown()
    send({"epsilon": 0.25, "damping": "3,5"}, sequence=7)
    assert (get_state()["epsilon"], get_state()["damping"]) == (0.25, 3.5)
    assert acknowledged(COLUMN) == 7
    assert acknowledged("another") == 0
    assert shown()["note"] == ""


def test_a_notice_is_shown_at_its_knob_until_the_next_value(send):
    send({"epsilon": "9"})
    assert shown()["note"] == "ε should be from -1 to 3. Found 9; took 3."
    assert shown()["warn"]
    assert shown("damping")["note"] == ""
    send({"epsilon": 0.5})
    assert (shown()["note"], shown()["warn"]) == ("", False)


def test_the_revision_stays_while_a_person_moves_the_slider(send):
    first = shown()["revision"]
    assert shown()["revision"] == first
    for value in (0.1, 0.2, 0.3):
        send({"epsilon": value})
        assert shown()["value"] == value
        assert shown()["revision"] == first


@pytest.mark.parametrize("text", ["0.4", " 0,40 ", "nonsense", "99"])
def test_the_revision_grows_where_the_box_should_show_something_else(text, send):
    first = shown()["revision"]
    send({"epsilon": text})
    assert shown()["revision"] > first


def test_the_revision_grows_if_the_value_changes_elsewhere(send):
    first = shown()["revision"]
    session.change({"epsilon": 0.9})
    assert shown()["revision"] > first


@pytest.mark.parametrize(
    "message",
    [
        None,
        "text",
        7,
        [],
        {},
        {"sequence": 3},
        {"sequence": 3, "values": None},
        {"sequence": 3, "values": [("epsilon", 0.1)]},
    ],
)
def test_a_message_of_another_form_changes_nothing(message, store):
    store[COLUMN] = {"input": message}
    receive(COLUMN)
    receive("not there")
    assert get_state() == State()
    assert acknowledged(COLUMN) == 0


@pytest.mark.parametrize("sequence", [-1, 2**53, 10**30, 1.5, "7", None])
def test_what_no_browser_counts_to_is_not_acknowledged(sequence, send):
    send({"epsilon": 0.25}, sequence=sequence)
    assert acknowledged(COLUMN) == 0
    assert get_state()["epsilon"] == 0.25


def test_half_a_character_can_be_spoken_of_in_what_the_player_is_sent(send):
    send({"starts": "\ud800"}, sequence=10**30)
    assert "Found “?”" in said(COLUMN)
    header = {"said": said(COLUMN), "acknowledged": acknowledged(COLUMN)}
    assert "Found “?”".encode() in joined(header, [])


def test_names_that_nothing_has_change_nothing(send):
    send({"view": 1, "__class__": 2, "": 3, "problem": "mixed"})
    assert get_state() == State()


def test_a_knob_is_named_in_the_language_that_is_spoken_and_says_nothing_in_another(send):
    send({"epsilon": "abc"})
    assert "abc" in shown()["note"]
    assert shown()["boxCalled"] == "ε, bound on loss 2, as a number"
    with speaking("zh"):
        assert shown()["note"] == ""
        assert shown()["boxCalled"] == "ε，损失 2 的上界，输入数字"
        send({"epsilon": "abc"})
        assert "“abc”" in shown()["note"]
        assert "给出的是" in shown()["note"]


@pytest.mark.parametrize("value", [None, True, [1], {"a": 1}, math.nan, "x" * 10_000])
def test_any_value_is_answered_by_a_notice(value, send):
    send({"num_steps": value})
    assert get_state() == State()
    note = shown("num_steps")["note"]
    assert note.startswith("steps of each run should be a number from 1 to 5000. Found")
    assert len(note) < 150


def test_names_that_mean_nothing_leave_no_trace(send, store):
    send({f"name {number}": 1.0 for number in range(1000)} | {"epsilon": 0.1})
    assert get_state()["epsilon"] == 0.1
    assert "name 1" not in str(store[f"{COLUMN} memory"])


def test_a_choice_is_taken_or_answered_by_a_notice():
    assert change_choice("problem", "mixed") == ""
    assert get_state().problem == "mixed"
    assert "kept mixed" in change_choice("problem", "wild")
    assert get_state().problem == "mixed"
