from dataclasses import replace

import numpy as np
import pytest

from exports.slider import main_number, own_value, slider_values
from optimizers import OPTIMIZERS
from ui.changes import with_number
from ui.link import read
from ui.presets import PRESETS
from ui.state import State


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_a_bound_is_moved_and_where_there_is_none_a_weight(optimizer):
    method = OPTIMIZERS[optimizer]
    name = main_number(replace(State(), optimizer=optimizer))
    assert name == ("epsilon" if method.constrained else "alpha")


@pytest.mark.parametrize("name", PRESETS)
def test_there_are_41_values_in_order_and_the_state_s_own_is_among_them(name):
    state = read(f"fig={name}").state
    values = slider_values(state)
    if not main_number(state):
        assert state.several_weights()
        assert len(values) == 1
        return
    assert len(values) == 41
    assert list(values) == sorted(set(values))
    assert state[main_number(state)] == own_value(state)
    assert own_value(state) in values


def test_they_are_spread_as_the_slider_of_the_app_is():
    bounds = slider_values(with_number(State(), "epsilon", 0)[0])
    np.testing.assert_allclose(bounds, np.linspace(0, 1.3, 41), atol=1e-4)
    linear = replace(State(), optimizer="linear")
    weights = slider_values(with_number(linear, "alpha", 20)[0])
    np.testing.assert_allclose(
        np.log(weights), np.linspace(*np.log([0.05, 20]), 41), atol=0.005
    )


@pytest.mark.parametrize("own", [-1, 0.701, 3])
def test_a_value_of_the_state_takes_the_place_of_the_nearest(own):
    values = slider_values(with_number(State(), "epsilon", own)[0])
    others = set(np.linspace(0, 1.3, 41).round(4)) - set(values)
    assert own in values
    assert len(others) == 1
    assert abs(others.pop() - np.clip(own, 0, 1.3)) <= 1.3 / 80 + 1e-4


@pytest.mark.parametrize(
    "query", ["m=mdmm&hide=eps", "m=linear&hide=alpha", "m=linear&weights=1,2"]
)
def test_what_is_hidden_or_has_several_values_does_not_move(query):
    assert main_number(read(query).state) == ""
    assert slider_values(read(query).state) == (own_value(read(query).state),)
