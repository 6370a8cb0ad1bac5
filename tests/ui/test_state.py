import dataclasses
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from optimizers import OPTIMIZERS
from optimizers.base import hyperparameters
from ui.changes import with_number
from ui.state import (
    CHOICES,
    FLAGS,
    HIDEABLE,
    HYPERPARAMETERS,
    MOST_ITERATES,
    RANGED,
    WHOLES,
    State,
)


def test_every_number_of_any_method_has_a_place_and_a_default():
    names = {name for method in OPTIMIZERS.values() for name in hyperparameters(method)}
    assert names == set(HYPERPARAMETERS)
    assert dict(State().numbers).keys() == {*RANGED, *WHOLES}
    for name, whole in WHOLES.items():
        assert State()[name] == whole.default


def test_numbers_are_in_one_order_so_that_equal_states_are_equal():
    assert list(State().numbers) == sorted(State().numbers)
    changed, _ = with_number(State(), "alpha", 2)
    assert with_number(changed, "alpha", 1) == (State(), "")


def test_defaults_are_among_the_choices_and_switches_are_on_or_off():
    for name, choices in CHOICES.items():
        assert getattr(State(), name) in choices
        assert len(set(choices)) == len(choices)
    assert all(getattr(State(), name) in (True, False) for name in FLAGS)


def test_whatever_a_link_hides_is_named_once_and_the_outcome_never_is():
    assert len(set(HIDEABLE)) == len(HIDEABLE)
    assert {*RANGED, *WHOLES} <= set(HIDEABLE)
    assert not {"outcome", "sentence", "table"} & set(HIDEABLE)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_the_default_method_has_the_defaults_of_its_class(name):
    method = replace(State(), optimizer=name).method()
    assert type(method) is OPTIMIZERS[name]
    for number, (_, default) in hyperparameters(type(method)).items():
        assert getattr(method, number) == default


def test_a_method_has_the_numbers_of_the_state():
    state, _ = with_number(State(), "damping", 3)
    assert state.method() == OPTIMIZERS["mdmm"](damping=3.0)


def test_the_state_does_not_change_in_place():
    state = State()
    with pytest.raises(dataclasses.FrozenInstanceError):
        state.problem = "convex"
    assert hash(state) == hash(State())


# On a busy machine an example may take long for no reason of its own.
@settings(deadline=None)
@given(
    st.sampled_from(CHOICES["starts"]),
    st.integers(*WHOLES["num_runs"].accepted),
    st.integers(*WHOLES["num_steps"].accepted),
    st.integers(0, 7),
)
@example("grid", 4096, 5000, 0)
@example("grid", 4096, 5000, 7)
@example("seven", 4096, 5000, 0)
def test_as_many_steps_as_there_is_room_for(starts, runs, steps, several):
    weights = tuple(float(weight) for weight in range(several))
    state = replace(State(), optimizer="linear", starts=starts, weights=weights)
    state, _ = with_number(state, "num_runs", runs)
    state, _ = with_number(state, "num_steps", steps)
    afforded = state.affordable_steps()
    assert 1 <= afforded <= steps
    runs *= max(1, several)
    if starts in ("seven", "one", "custom"):
        assert afforded == steps
    elif afforded < steps:
        assert runs * afforded <= MOST_ITERATES < runs * (afforded + 1)
    else:
        assert runs * steps <= MOST_ITERATES


def test_starts_that_a_person_has_placed_count_too():
    starts = tuple((1 + index / 64, 1.5) for index in range(64))
    state = replace(State(), optimizer="linear", starts="custom", custom_starts=starts)
    state, _ = with_number(state, "num_steps", 5000)
    assert state.affordable_steps() == 5000
    state = replace(state, weights=tuple(map(float, range(7))))
    assert state.affordable_steps() == MOST_ITERATES // (7 * 64) == 2232
    assert replace(state, starts="seven").affordable_steps() == 5000


def test_only_a_method_that_keeps_to_its_weight_takes_several():
    state = replace(State(), weights=(0.5, 2.0))
    taking = {
        name for name in OPTIMIZERS if replace(state, optimizer=name).several_weights()
    }
    assert taking == {"linear"}
