import pytest

from ui import session
from ui.session import (
    change,
    dismiss_notice,
    get_notice,
    get_state,
    known_values,
    open_address,
    times_opened,
)
from ui.state import CUSTOM
from ui.words import speaking


class Query(dict):
    """The query of an address as Streamlit gives it: all values of a key at once."""

    get_all = dict.__getitem__


@pytest.fixture(autouse=True)
def page(monkeypatch):
    """A page without a server: what a session has in store, its address."""
    monkeypatch.setattr(session.st, "session_state", {})
    monkeypatch.setattr(session.st, "query_params", Query())


def test_a_new_session_has_the_state_of_its_address_and_keeps_it(monkeypatch):
    monkeypatch.setattr(session.st, "query_params", Query(eps=["0.4"], p=["mixed"]))
    assert get_state()["epsilon"] == 0.4
    assert (get_state().problem, get_notice(), times_opened()) == ("mixed", "", 1)
    monkeypatch.setattr(session.st, "query_params", Query(eps=["0.9"]))
    assert get_state()["epsilon"] == 0.4
    assert times_opened() == 1


def test_of_a_key_that_is_there_twice_the_first_value_counts(monkeypatch):
    monkeypatch.setattr(session.st, "query_params", Query(eps=["0.4", "0.5"]))
    assert get_state()["epsilon"] == 0.4
    assert "the first" in get_notice()


def test_a_notice_stays_until_it_is_dismissed_or_another_address_is_opened():
    open_address("eps=abc")
    assert "Found “abc”" in get_notice()
    change({"epsilon": 0.3})
    assert get_notice()
    dismiss_notice()
    assert get_notice() == ""
    open_address("eps=abc")
    open_address("eps=0.5")
    assert get_notice() == ""
    assert times_opened() == 3


def test_a_notice_is_said_in_the_language_that_is_spoken_now():
    open_address("eps=abc&lang=zh")
    assert "Found “abc”" in get_notice()
    with speaking("zh"):
        assert "给出的是“abc”" in get_notice()


def test_numbers_starts_and_plots_are_taken_together():
    found = {
        "epsilon": "0,4",
        "num_steps": 50,
        "upper_series": "total",
        "lower_series": "violation",
        "starts": [[1.5, 1.5], [0.5, 2]],
    }
    assert change(found) == {}
    state = get_state()
    assert (state["epsilon"], state["num_steps"]) == (0.4, 50)
    assert (state.upper_series, state.lower_series) == ("total", "violation")
    assert (state.starts, state.custom_starts) == (CUSTOM, ((1.5, 1.5), (0.5, 2.0)))


def test_each_that_is_not_as_asked_has_its_own_notice_and_spoils_no_other():
    found = {
        "epsilon": 9,
        "damping": 3,
        "upper_series": "nonsense",
        "starts": [[0.1, 0.1], [1.5, 1.5]],
    }
    notices = change(found)
    assert set(notices) == {"epsilon", "upper_series", "starts"}
    assert "took 3" in notices["epsilon"]
    assert "kept loss_2" in notices["upper_series"]
    assert "they lie below the front." in notices["starts"]
    assert get_state()["damping"] == 3
    assert get_state().starts == "seven"


@pytest.mark.parametrize("value", [None, [], {}, "x", True, [[None, 1]], float("nan")])
def test_no_value_makes_a_change_fail(value):
    before = get_state()
    names = [name for name, _ in before.numbers]
    notices = change(
        dict.fromkeys([*names, "upper_series", "lower_series", "starts"], value)
    )
    assert get_state() == before
    assert len(notices) == len(names) + 3


def test_only_what_the_state_has_a_place_for_is_let_in():
    sent = {
        "epsilon": 1,
        "starts": [],
        "view": "lab",
        "theme": "dark",
        "numbers": (),
        "": 0,
    }
    assert known_values(sent) == {"epsilon": 1, "starts": []}
