"""What a page shows where there is no new result, and how much is kept for that."""

import gc
from dataclasses import dataclass

import numpy as np
import pytest

from simulation import Trajectory
from ui import latest as module
from ui.compute import batch
from ui.latest import Room, before_it, latest, size
from ui.limits import RefusedError
from ui.state import State


class StoppedError(Exception):
    """What Streamlit does to the rest of a page."""


@pytest.fixture(autouse=True)
def page(monkeypatch):
    """A page without a server: what a session has in store, its warnings and buttons."""

    def stop():
        raise StoppedError

    shown = []
    monkeypatch.setattr(module.st, "session_state", {})
    monkeypatch.setattr(module.st, "warning", shown.append)
    monkeypatch.setattr(module.st, "button", lambda label, key: shown.append(label))
    monkeypatch.setattr(module.st, "stop", stop)
    monkeypatch.setattr(module, "_room", Room(1000))
    return shown


def failing(error):
    def fail():
        raise error

    return fail


def numbers(count):
    """A result of so many bytes."""
    return np.zeros(count, np.int8)


def test_where_something_fails_the_last_result_stays():
    fail = failing(ValueError("out of luck"))
    assert latest("key", lambda: 1) == 1
    assert latest("key", fail) == 1
    assert latest("key", lambda: 2) == 2
    assert latest("key", fail) == 2
    with pytest.raises(StoppedError):
        latest("another key", fail)


def test_what_fails_is_said(page):
    latest("key", lambda: 1)
    assert page == []
    latest("key", failing(MemoryError("too many")))
    assert page == ["The runs could not be computed: too many"]
    with pytest.raises(KeyError):
        latest("key", lambda: {}["a fault of ours"])


def test_what_is_refused_is_said_and_can_be_asked_for_again(page):
    latest("key", lambda: 1)
    assert latest("key", failing(RefusedError("not now"))) == 1
    assert page == ["not now", "Go on"]


def test_what_is_too_large_is_shown_and_not_kept():
    large = numbers(1001)
    assert latest("key", lambda: large) is large
    assert before_it("key") is None
    with pytest.raises(StoppedError):
        latest("key", failing(RefusedError("not now")))


def test_a_result_makes_room_for_the_one_in_its_place():
    latest("small", lambda: numbers(100))
    for _ in range(3):
        latest("key", lambda: numbers(900))
    assert before_it("key").nbytes == 900
    assert before_it("small").nbytes == 100


def test_of_all_sessions_what_is_older_goes_where_it_does_not_fit():
    room = Room(1000)
    kept = [room.keep(numbers(size)) for size in (100, 600, 300, 500)]
    assert [one.result is not None for one in kept] == [True, False, True, True]


def test_what_a_session_kept_goes_with_it():
    room = Room(1000)
    room.keep(numbers(900))
    gc.collect()
    assert [room.keep(numbers(900)).result.nbytes for _ in range(2)] == [900, 900]


@dataclass(frozen=True)
class Panel:
    """As the pages put together what they show."""

    title: str
    runs: Trajectory
    others: list


def test_the_size_of_a_result_is_that_of_all_arrays_in_it():
    runs = Trajectory(np.zeros((3, 5, 2)), np.zeros((3, 5, 2)), np.zeros((3, 5)))
    panel = Panel("title", runs, [{"packed": b"12345", "none": None}, 1, 2.0])
    assert size(panel) == 8 * 3 * 5 * (2 + 2 + 1) + 5


def test_the_size_of_a_batch_is_that_of_its_runs():
    made = batch(State())
    iterates = made.run.multiplier.size
    assert size(made) == pytest.approx(5 * 8 * iterates, rel=0.01)
