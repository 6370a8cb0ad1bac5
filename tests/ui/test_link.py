from dataclasses import fields, replace
from urllib.parse import parse_qs, urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ui.link import LONGEST_VALUE, MOST_PARAMETERS, picture, query, read
from ui.presets import PRESETS
from ui.state import (
    CHOICES,
    CUSTOM,
    FLAGS,
    HIDEABLE,
    MOST_ITERATES,
    OF_APPLICATIONS,
    RANGED,
    WHOLES,
    State,
)
from ui.story.address import STORY_PARTS

# On a busy machine an example may take long, and so may making one up.
no_hurry = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
LAB = replace(State(), view="lab")
# What addresses call the parts of the state; a link of last year must still be read.
KEYS = {
    *(
        "v",
        "view",
        "p",
        "m",
        "starts",
        "theme",
        "lang",
        "upper",
        "lower",
        "box",
        "front",
        "total",
    ),
    *(
        "play",
        "swept",
        "adaptive",
        "panel",
        "far",
        "alternating",
        "printed",
        "alpha",
        "sigma",
        "jitter",
        "eps",
        "delta",
        "lr",
        "lrl",
        "beta1",
        "beta2",
        "kappa",
        "nu",
        "steps",
        "n",
        "seed",
    ),
}


def within(name):
    if name in WHOLES:
        return WHOLES[name].accepted
    return RANGED[name][0].accepted


@st.composite
def states(draw):
    """Any state that a person could have chosen, without step and run."""
    numbers = {
        name: float(draw((st.integers if name in WHOLES else st.floats)(*within(name))))
        for name, _ in State().numbers
    }
    chosen = {name: draw(st.sampled_from(CHOICES[name])) for name in CHOICES}
    # These lie beyond any of the fronts, which stay within the square of side 1.
    loss = st.integers(10_001, 40_000).map(lambda whole: whole / 10_000)
    if chosen["starts"] == CUSTOM:
        pairs = draw(st.lists(st.tuples(loss, loss), min_size=1, max_size=64))
        chosen["custom_starts"] = tuple(pairs)
    flags = {name: draw(st.booleans()) for name in FLAGS}
    hidden = tuple(sorted(draw(st.sets(st.sampled_from(HIDEABLE)))))
    weight = st.floats(*within("alpha"))
    weights = draw(st.lists(weight, max_size=7, unique=True))
    chosen["weights"] = tuple(number + 0.0 for number in weights)
    return State(**chosen, **flags, hidden=hidden, numbers=tuple(sorted(numbers.items())))


def steps_of(state):
    """The steps of each run, as `MOST_ITERATES` allows."""
    counted = state.starts in ("row", "grid", "random")
    several = len(state.weights) if state.optimizer == "linear" and state.weights else 1
    runs = several * (int(state["num_runs"]) if counted else 1)
    most = MOST_ITERATES // runs
    return min(int(state["num_steps"]), most)


@settings(no_hurry, max_examples=300)
@given(states())
def test_every_state_comes_back_from_its_address(state):
    assert read(query(state)) == (state, ())
    by_key = parse_qs(query(state), strict_parsing=True)
    assert read(by_key) == (state, ())


@settings(no_hurry, max_examples=200)
@given(states(), st.data())
def test_step_and_run_come_back_with_the_state(state, data):
    halves = 2 if state.optimizer in ("bdmm", "mdmm") else 1
    frame = data.draw(st.integers(0, halves * steps_of(state))) / halves
    pinned = data.draw(st.integers(0, 7 * 4096))
    expected = replace(state, frame=frame, pinned=pinned)
    assert read(picture(state, frame, pinned)) == (expected, ())


@no_hurry
@given(states())
def test_every_part_of_the_state_is_in_the_address_the_defaults_too(state):
    found = parse_qs(query(state), strict_parsing=True)
    first = State()
    of_applications = {"application", "way", "mini_batches", "kit", *OF_APPLICATIONS}
    changed = {name for name, value in state.numbers if value != first[name]}
    changed |= {name for name in CHOICES if getattr(state, name) != getattr(first, name)}
    changed |= {name for name in FLAGS if getattr(state, name) != getattr(first, name)}
    wanted = (KEYS - of_applications) | (changed & of_applications)
    assert found.keys() - {"hide", "weights"} == wanted
    assert all(len(texts) == 1 for texts in found.values())
    # Whatever the state has is either there, or added by the player, or not a default.
    parts = {field.name for field in fields(State)}
    by_player = {"frame", "pinned"}
    texts = {"numbers", "weights", "hidden", "custom_starts"}
    assert parts == {*CHOICES, *FLAGS, *texts, *by_player, *STORY_PARTS}


@no_hurry
@given(states(), st.sampled_from([*CHOICES, *FLAGS]), st.data())
def test_states_that_differ_have_addresses_that_differ(state, name, data):
    others = [True, False] if name in FLAGS else [*CHOICES[name]]
    others = [value for value in others if value not in (getattr(state, name), CUSTOM)]
    other = replace(state, **{name: data.draw(st.sampled_from(others))})
    assert query(other) != query(state)


def test_an_address_has_no_character_that_ends_it_in_a_text():
    state = replace(
        State(), starts=CUSTOM, custom_starts=((1.5, 1.25), (0.5, 2.0)), hidden=("seed",)
    )
    found = query(state)
    assert "starts=1.5,1.25;0.5,2" in found
    assert not set(found) & set(" <>\"'`()[]{}|\\^\n")


def test_without_an_address_all_is_as_a_newcomer_finds_it():
    for given_nothing in ("", {}, "v=1", "embed=true&embed_options=light_theme"):
        assert read(given_nothing) == (State(), ())
    assert read("theme=dark&v=1") == (replace(State(), theme="dark"), ())


@pytest.mark.parametrize("text", ["m=mdmm", "eps=0.5", "f=3", "hide=", "box=1"])
def test_whoever_asks_for_something_of_the_lab_gets_the_lab(text):
    assert read(text).state.view == "lab"
    assert read(f"{text}&view=figure").state.view == "figure"


@pytest.mark.parametrize(("long", "short"), [("epsilon", "eps"), ("num_runs", "n")])
def test_the_names_of_the_code_are_understood_as_well(long, short):
    assert read(f"{long}=2") == read(f"{short}=2")
    reading = read(f"{long}=2&{short}=3")
    assert reading.state[long] == 2
    assert len(reading.notices) == 1


@pytest.mark.parametrize("text", ["eps,delta", "delta,,epsilon", "eps, damping ,delta,eps"])
def test_what_is_hidden_may_be_named_in_any_order_and_twice(text):
    assert read(f"hide={text}") == (replace(LAB, hidden=("damping", "epsilon")), ())


def test_a_figure_is_what_its_name_says_and_what_else_is_in_the_address_counts_more():
    expected, notices = read(PRESETS["mdmm-convex"].query)
    assert notices == ()
    assert read("fig=mdmm-convex") == (expected, ())
    other = read("fig=mdmm-convex&delta=3&theme=dark")
    changed = {**dict(expected.numbers), "damping": 3.0}
    numbers = tuple(sorted(changed.items()))
    assert other == (replace(expected, theme="dark", numbers=numbers), ())


def test_so_many_values_and_so_long_ones_are_read_and_no_more():
    many = urlencode([(f"x{index}", "1") for index in range(MOST_PARAMETERS - 1)])
    assert read(f"{many}&eps=0.5").state["epsilon"] == 0.5
    for found in (f"{many}&eps=0.5&y=1", parse_qs(f"{many}&eps=0.5&y=1")):
        reading = read(found)
        assert reading.state == State()
        assert reading.notice().startswith("This address was mended. An address should")
    # As many starts as there may be, with as many digits, are within it.
    pairs = ";".join(["1.2345,1.6789"] * 64)
    assert len(pairs) <= LONGEST_VALUE
    assert len(read(f"starts={pairs}").state.custom_starts) == 64


def test_of_many_notices_the_first_are_shown_and_the_others_counted():
    said = read("eps=x&delta=x&alpha=x&lr=x&lrl=x").notice()
    assert said.count("Found “x”") == 3
    assert said.endswith("And 2 more.")
    assert "more" not in read("eps=x&delta=x&alpha=x").notice()
    assert read("eps=0.5").notice() == ""
