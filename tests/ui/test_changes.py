import math
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ui.changes import (
    accepted,
    spoken_name,
    with_choice,
    with_number,
    with_weights,
)
from ui.state import CHOICES, RANGED, WHOLES, State

# On a busy machine an example may take long for no reason of its own.
no_deadline = settings(deadline=None)
NAMES = sorted(dict(State().numbers))
MINUS = "−"

numbers = st.floats() | st.integers() | st.floats(-5, 5) | st.integers(-10, 6000)
texts = st.one_of(
    st.text(),
    st.text(max_size=3).map(lambda text: f" {text}1,5"),
    numbers.map(str),
    st.floats(-3, 3).map(lambda value: str(value).replace(".", ",").replace("-", MINUS)),
    st.sampled_from(["nan", "inf", "-inf", "1e999", "1_0", "0x10", "٣", "1e400", "", " "]),
    st.integers(1, 10_000).map(lambda count: "9" * count),
)
anything = st.one_of(
    numbers,
    texts,
    st.none(),
    st.booleans(),
    st.lists(numbers, max_size=3),
    st.dictionaries(st.text(max_size=2), numbers, max_size=2),
    st.binary(max_size=5),
    st.complex_numbers(),
    st.just(10**400),
)


@no_deadline
@given(st.sampled_from(NAMES), anything)
@example("num_runs", "9" * 10_000)
@example("num_steps", 2.5)
@example("epsilon", 10**400)
@example("epsilon", True)
@example("num_steps", 0.5)
def test_a_number_stays_in_its_range_and_another_than_asked_is_noticed(name, found):
    state, notice = with_number(State(), name, found)
    low, high = accepted(name)
    assert low <= state[name] <= high
    if name in WHOLES:
        assert state[name] == int(state[name])
    if isinstance(found, int | float) and not isinstance(found, bool):
        assert (notice == "") == (state[name] == found)
    if not isinstance(found, str | int | float) or isinstance(found, bool):
        assert notice
        assert state == State()
    assert len(notice) < 200


@no_deadline
@given(st.sampled_from(NAMES), anything)
def test_other_numbers_stay_what_they_were(name, found):
    before, after = (
        dict(State().numbers),
        dict(with_number(State(), name, found)[0].numbers),
    )
    del before[name], after[name]
    assert before == after


@no_deadline
@given(st.sampled_from(sorted(RANGED)), st.data())
def test_a_number_in_its_range_is_taken_as_it_is_and_as_text(name, data):
    value = data.draw(st.floats(*accepted(name)))
    expected = with_number(State(), name, value)
    assert expected[0][name] == value
    assert expected[1] == ""
    comma = repr(value).replace(".", ",").replace("-", MINUS)
    for text in (repr(value), f"  {value!r}\n", comma):
        assert with_number(State(), name, text) == expected


@pytest.mark.parametrize(
    ("name", "found", "taken", "notice"),
    [
        ("epsilon", "0,25", 0.25, ""),
        ("epsilon", f"{MINUS}0,5", -0.5, ""),
        ("epsilon", "+.5", 0.5, ""),
        ("epsilon", 5, 3, "ε should be from -1 to 3. Found 5; took 3."),
        ("epsilon", "-7", -1, "ε should be from -1 to 3. Found -7; took -1."),
        ("alpha", "-1", 0, "α should be from 0 to 1000. Found -1; took 0."),
        (
            "damping",
            "1.2.3",
            10,
            "δ should be a number from 0 to 1000. Found “1.2.3”; kept 10.",
        ),
        (
            "damping",
            None,
            10,
            "δ should be a number from 0 to 1000. Found “None”; kept 10.",
        ),
        (
            "damping",
            "<b>x</b>",
            10,
            "δ should be a number from 0 to 1000. Found “<b>x</b>”; kept 10.",
        ),
        (
            "num_runs",
            2.4,
            2,
            "number of starts should be a whole number. Found 2.4; took 2.",
        ),
        (
            "num_steps",
            "0",
            1,
            "steps of each run should be from 1 to 5000. Found 0; took 1.",
        ),
        ("seed", 2**31 - 1, 2**31 - 1, ""),
    ],
)
def test_notices_say_what_should_be_and_what_was_found(name, found, taken, notice):
    state, said = with_number(State(), name, found)
    assert state[name] == taken
    assert said == notice


@pytest.mark.parametrize("found", ["nan", "inf", "-Infinity", math.nan, math.inf, "1e999"])
def test_what_is_not_finite_is_no_number(found):
    state, notice = with_number(State(), "epsilon", found)
    assert state == State()
    assert f"Found “{found}”" in notice


@pytest.mark.parametrize("found", [-0.0, "-0", f"{MINUS}0,0", "-1e-999", -5, 0, True + 1])
def test_every_number_is_a_float_and_nought_has_no_sign(found):
    for name in ("alpha", "seed"):
        value = with_number(State(), name, found)[0][name]
        assert isinstance(value, float)
        assert math.copysign(1, value) == 1


def test_text_longer_than_any_number_that_a_person_means_is_no_number():
    text = "0." + "1" * 38
    assert with_number(State(), "epsilon", text)[0]["epsilon"] == pytest.approx(1 / 9)
    assert with_number(State(), "epsilon", text + "1")[0] == State()


def test_long_text_is_shortened_in_a_notice():
    _, notice = with_number(State(), "epsilon", "7" * 1000)
    assert f"Found “{'7' * 39}…”" in notice


@no_deadline
@given(anything)
def test_a_name_that_nothing_has_changes_nothing(found):
    assert with_number(State(), "gamma", found) == (State(), "")


@no_deadline
@given(st.sampled_from(sorted(CHOICES)), anything)
@example("optimizer", "bdmm")
@example("view", "lab")
@example("starts", ["grid"])
def test_a_choice_is_taken_if_it_is_one_and_noticed_if_not(name, found):
    state, notice = with_choice(State(), name, found)
    assert getattr(state, name) in CHOICES[name]
    if isinstance(found, str) and found in CHOICES[name]:
        assert state == replace(State(), **{name: found})
        assert notice == ""
    else:
        assert state == State()
        assert f" should be one of {', '.join(CHOICES[name])}." in notice
        assert notice.endswith(f"kept {getattr(state, name)}.")


@pytest.mark.parametrize("name", CHOICES)
def test_every_choice_can_be_made(name):
    for choice in CHOICES[name]:
        state, notice = with_choice(State(), name, choice)
        assert (getattr(state, name), notice) == (choice, "")


def test_defaults_and_sliders_are_within_what_is_accepted():
    for name in NAMES:
        low, high = accepted(name)
        assert low <= State()[name] <= high
        values = WHOLES[name] if name in WHOLES else RANGED[name][0]
        assert low <= values.low < values.high <= high


def test_a_notice_calls_a_number_as_the_page_does():
    assert spoken_name("multiplier_rate") == "η_λ"
    assert spoken_name("seed") == "seed"


@pytest.mark.parametrize(
    ("text", "weights"),
    [
        ("0.2, 0.5, 1, 2, 4", (0.2, 0.5, 1, 2, 4)),
        ("  1 2\t3 ,", (1, 2, 3)),
        ("0,2; 0,5;1", (0.2, 0.5, 1)),
        ("4,1,4,1", (4, 1)),
        ("0,1000", (0, 1000)),
        ("", ()),
        (" ,;", ()),
    ],
)
def test_several_weights_are_read_from_text(text, weights):
    before = replace(State(), weights=(7.0,))
    assert with_weights(before, text) == (replace(State(), weights=weights), "")


@pytest.mark.parametrize("text", ["1, x", "-1", "1001", "nan, 1", "1e999", "1; 2, 3"])
def test_what_is_no_weight_changes_nothing_and_is_named(text):
    before = replace(State(), weights=(7.0,))
    after, notice = with_weights(before, text)
    assert after == before
    assert notice.startswith("A weight should be a number from 0 to 1000. Found “")


def test_of_too_many_weights_the_first_are_taken():
    after, notice = with_weights(State(), "1,2,3,4,5,6,7,8,9")
    assert after.weights == (1, 2, 3, 4, 5, 6, 7)
    assert notice == "There is room for 7 weights; took the first 7."
