import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toy_problems import PROBLEMS
from ui.changes import (
    FARTHEST_START,
    START_DIGITS,
    attainable_starts,
    with_placed_starts,
    with_starts,
)
from ui.state import CUSTOM, MOST_STARTS, State

# Beyond the front of each of the problems of the sources.
GOOD = (1.2, 1.9), (0.5, 2.0)
OTHERS = State(), replace(State(), starts=CUSTOM, custom_starts=GOOD)
NO_START = "At least one start must remain; kept those there were."


def front_loss_1(problem, loss_2):
    """F(L₂) of the three fronts, as their docstrings give them."""
    inside = np.clip(loss_2, 0, 1)
    if problem == "concave":
        return np.sqrt(1 - inside**2)
    if problem == "convex":
        return 1 - np.sqrt(1 - (1 - inside) ** 2)
    s = np.linspace(0, 1, 20_001)
    wave = 0.02 * (1 - np.cos(4 * np.pi * s))
    return np.interp(inside, (1 - s + wave)[::-1], (s + wave)[::-1])


def placed(found, problem="concave"):
    return with_starts(replace(State(), problem=problem), found)


@pytest.mark.parametrize("problem", ["concave", "convex", "mixed"])
def test_what_lies_below_the_front_is_left_out_and_all_else_taken(problem):
    pairs = np.random.default_rng(0).uniform(0, 1.2, (10, MOST_STARTS, 2)).round(4)
    for batch in pairs:
        beyond = batch[:, 0] - front_loss_1(problem, batch[:, 1])
        batch = batch[np.abs(beyond) > 1e-3]
        expected = batch[beyond[np.abs(beyond) > 1e-3] > 0]
        state, notice = placed(batch.tolist(), problem)
        assert len(expected) < len(batch)
        assert state.starts == CUSTOM
        assert state.custom_starts == tuple(map(tuple, expected.tolist()))
        assert notice.count("they lie below the front, so they were left out.") <= 3
        assert f"And {len(batch) - len(expected) - 3} more." in notice


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("1.2, 1.9; 0.5, 2", GOOD),
        ("1.2,1.9;.5,2e0", GOOD),
        (" 1.2 ,\n1.9;\t5e-1 , 2 ", GOOD),
        ("4,4", ((4.0, 4.0),)),
        ("0,1.5", ((0.0, 1.5),)),
        ("1.23456,1.5", ((1.2346, 1.5),)),
    ],
)
def test_starts_are_read_from_text(text, taken):
    assert placed(text) == (replace(State(), starts=CUSTOM, custom_starts=taken), "")


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        ("", "Found “”"),
        ("1.2", "Found “1.2”"),
        ("1,2,3", "Found “1,2,3”"),
        ("1.2.3,1", "Found “1.2.3,1”"),
        ("nan,1", "Found “nan,1”"),
        ("1,inf", "Found “1,inf”"),
        ("-1,2", "Found “-1,2”"),
        ("1,4.001", "Found “1,4.001”"),
        ("<script>,1", "Found “<script>,1”"),
        ("9" * 200, f"Found “{'9' * 39}…”"),
    ],
)
@pytest.mark.parametrize("state", OTHERS)
def test_what_is_no_pair_is_left_out_by_its_number(bad, words, state):
    changed, notice = with_starts(state, f"1.2,1.9;{bad};0.5,2")
    assert changed.custom_starts == GOOD
    assert notice.startswith("Start 2 should be two losses from 0 to 4, such as 1.5, 1.5.")
    assert notice.endswith(f"{words}; left out.")


def test_losses_below_the_front_are_named():
    state, notice = placed("1.2,1.9;0.3,0.25;0.5,2")
    assert state.custom_starts == GOOD
    assert notice == (
        "No parameters give the losses (0.3, 0.25): they lie below the front, so they were "
        "left out."
    )


@pytest.mark.parametrize(
    "found",
    ["", ";", ";;;", "x", "0.1,0.1", [], {}, None, 7, True, [None], [[1]], "7;" * 9],
)
@pytest.mark.parametrize("state", OTHERS)
@pytest.mark.parametrize("change", [with_starts, with_placed_starts])
def test_where_no_start_is_left_all_stays_as_it_was(found, state, change):
    changed, notice = change(state, found)
    assert changed == state
    assert notice.endswith(NO_START)
    assert len(notice) < 250


@pytest.mark.parametrize("count", [MOST_STARTS, MOST_STARTS + 1, 10_000])
def test_there_is_room_for_so_many_starts(count):
    pairs = [[(100 + index % 100) / 100, 2.0] for index in range(count)]
    for found in (pairs, ";".join(f"{first},{second}" for first, second in pairs)):
        state, notice = placed(found)
        assert state.custom_starts == tuple(map(tuple, pairs[:MOST_STARTS]))
        if count == MOST_STARTS:
            assert notice == ""
        else:
            words = f"There is room for 64 starts. Found {count}; took the first 64."
            assert notice == words


anything = st.one_of(
    st.none(),
    st.booleans(),
    st.floats(),
    st.integers(),
    st.text(max_size=8),
    st.tuples(st.floats(0, 4), st.floats(0, 4)),
    st.lists(st.floats() | st.integers() | st.text(max_size=5), max_size=4),
    st.dictionaries(st.text(max_size=2), st.floats(), max_size=2),
)


@settings(deadline=None, max_examples=200)
@given(st.sampled_from(list(PROBLEMS)), anything | st.lists(anything, max_size=70))
def test_whatever_comes_in_the_starts_are_within_reach(problem, found):
    state, notice = with_starts(replace(State(), problem=problem), found)
    assert len(state.custom_starts) <= MOST_STARTS
    for losses in state.custom_starts:
        for loss in losses:
            assert 0 <= loss <= FARTHEST_START
            assert loss == round(loss, START_DIGITS)
    assert attainable_starts(state) == state.custom_starts
    assert (state.starts == CUSTOM) == bool(state.custom_starts)
    taken = len(state.custom_starts)
    assert notice or taken == len(found.split(";") if isinstance(found, str) else found)


def test_starts_that_are_dragged_are_all_taken_or_none():
    before = OTHERS[1]
    moved, notice = with_placed_starts(before, [[1.5, 1.5], [0.5, 2.0], [2, 0.25]])
    assert moved.custom_starts == ((1.5, 1.5), (0.5, 2.0), (2.0, 0.25))
    assert notice == ""
    stayed, notice = with_placed_starts(before, [[0.3, 0.25], [0.5, 2.0]])
    assert stayed == before
    assert notice == (
        "No parameters give the losses (0.3, 0.25): they lie below the front."
    )
    for found in ([[1.5, 1.5], [math.nan, 2]], [[1.5, 1.5]] * 65, "1.5,1.5"):
        stayed, _ = with_placed_starts(before, found)
        assert stayed == before


def test_another_problem_leaves_those_that_it_reaches():
    # On the convex front, and within the circle that is the concave one.
    between = 0.3, 1 - math.sqrt(1 - 0.7**2) + 0.01
    state, notice = placed([[1.5, 1.5], between], "convex")
    assert notice == ""
    assert len(attainable_starts(state)) == 2
    assert attainable_starts(replace(state, problem="concave")) == ((1.5, 1.5),)
    assert attainable_starts(State()) == ()
