"""Heavy work of many at a time, with a clock that only the tests move."""

import threading
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from ui import limits, waiting
from ui.limits import HEAVY, WITHIN, NoTurnError, RefusedError, Turns, turn

ROOT = Path(__file__).resolve().parents[2]
BUDGET = 30.0


@pytest.fixture(autouse=True)
def usual_budget(nothing_is_refused, monkeypatch):
    monkeypatch.setattr(limits, "BUDGET", BUDGET)


@pytest.fixture
def clock(monkeypatch):
    """Seconds since the beginning; a test adds to them."""
    now = [0.0]
    monkeypatch.setattr(limits.time, "monotonic", lambda: now[0])
    return now


def work(turns, who, clock, seconds):
    with turns.turn(who, 0):
        clock[0] += seconds


@contextmanager
def held(turns, who):
    """Another thread has its turn meanwhile; yields what ends that."""
    begun, over = threading.Event(), threading.Event()

    def hold():
        with turns.turn(who, 60):
            begun.set()
            over.wait(60)

    holder = threading.Thread(target=hold)
    holder.start()
    begun.wait(60)
    yield over.set
    over.set()
    holder.join()


def wait_until(condition):
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.001)


def test_there_is_one_turn_at_a_time_and_whoever_waited_longest_has_the_next():
    turns, order, threads = Turns(), [], []

    def take(who):
        with turns.turn(who, 60):
            order.append(who)

    with turns.turn("first", 60):
        for count, who in enumerate("abcde"):
            threads.append(threading.Thread(target=take, args=(who,)))
            threads[-1].start()
            wait_until(lambda count=count: len(turns._waiting) == count + 1)
        assert order == []
    for thread in threads:
        thread.join()
    assert order == [*"abcde"]


def test_whoever_gives_up_and_comes_again_has_lost_no_place():
    turns, order = Turns(), []

    def take(who):
        with turns.turn(who, 60):
            order.append(who)

    with held(turns, "first") as end:
        with pytest.raises(NoTurnError, match="many others"), turns.turn("early", 0):
            pass
        late = threading.Thread(target=take, args=("late",))
        late.start()
        wait_until(lambda: len(turns._waiting) == 1)
        early = threading.Thread(target=take, args=("early",))
        early.start()
        wait_until(lambda: len(turns._waiting) == 2)
        end()
        late.join()
        early.join()
    assert order == ["early", "late"]


def test_a_part_of_work_that_has_its_turn_needs_no_other():
    turns = Turns()
    with turns.turn("one", 0), turns.turn("one", 0):
        pass


def test_work_that_fails_ends_its_turn():
    turns = Turns()
    with pytest.raises(ZeroDivisionError), turns.turn("one", 0):
        raise ZeroDivisionError
    with turns.turn("two", 0):
        pass


def test_a_session_that_has_computed_for_long_is_told_when_it_may_go_on(clock):
    turns = Turns()
    work(turns, "greedy", clock, BUDGET / 2)
    work(turns, "greedy", clock, BUDGET / 2 - 1)
    work(turns, "greedy", clock, 1)
    with pytest.raises(RefusedError, match="may have more in 45 s"):
        work(turns, "greedy", clock, 1)
    work(turns, "another", clock, 1)
    clock[0] = WITHIN + BUDGET / 2 - 0.5
    with pytest.raises(RefusedError, match="in 1 s"):
        work(turns, "greedy", clock, 1)
    clock[0] += 1
    work(turns, "greedy", clock, 1)


def test_nothing_is_remembered_of_those_who_left(clock):
    turns = Turns()
    for who in range(3000):
        work(turns, str(who), clock, 0.1)
    assert len(turns._done) <= WITHIN / 0.1 + 1
    with held(turns, "holder"):
        turns._number_of = {str(who): who for who in range(3000)}
        with pytest.raises(NoTurnError), turns.turn("one more", 0):
            pass
    assert len(turns._number_of) == limits.MOST_REMEMBERED


def test_light_work_waits_for_nobody(monkeypatch):
    def never(*_):
        raise AssertionError("Light work should ask for no turn.")

    monkeypatch.setattr(limits._turns, "turn", never)
    with turn(HEAVY - 1):
        pass
    with pytest.raises(AssertionError), turn(HEAVY):
        pass


def test_while_others_have_their_turns_a_person_sees_a_bar():
    shares, tries = [], []

    def make(piece, computed):
        tries.append(piece)
        if len(tries) < 4:
            raise NoTurnError
        computed.append(piece)
        return piece

    assert waiting.in_pieces("ab", make, shares.append) == ["a", "b"]
    assert shares == [0.0, 0.0, 0.0]


@pytest.mark.parametrize("page", ["6_Basins", "4_Sweep"])
def test_a_page_says_what_was_refused_and_goes_on_when_it_may(page, monkeypatch):
    app = AppTest.from_file(ROOT / "app.py", default_timeout=60)
    app.query_params["steps"] = "21"
    app.session_state[limits.KEY] = "greedy"
    app.run()
    turns = Turns()
    turns._done["greedy"] = [(time.monotonic(), 2 * BUDGET)]
    monkeypatch.setattr(limits, "_turns", turns)
    monkeypatch.setattr(limits, "HEAVY", 0)
    app.switch_page(f"pages/{page}.py").run()
    assert not app.exception
    assert "may have more in" in app.warning[0].value
    turns._done.clear()
    (resume,) = (button for button in app.button if button.label == "Go on")
    resume.click().run()
    assert not app.exception
    assert not app.warning
    assert app.expander
