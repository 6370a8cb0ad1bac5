from dataclasses import replace

import numpy as np
import pytest

import sweeps
from damping.law import adaptive_damping, adaptive_learning_rate
from optimizers.linear import Linear
from optimizers.mdmm import MDMM
from sweeps import spread
from toy_problems import PROBLEMS
from ui import sweep_runs, waiting
from ui.changes import with_number
from ui.state import State
from ui.sweep_runs import asked_of, pair_of

CONCAVE = PROBLEMS["concave"]()
SEVEN = np.asarray(CONCAVE.theta_from_losses(CONCAVE.starts))


@pytest.fixture(autouse=True)
def nothing_found_before():
    sweep_runs._swept.clear()


def asked(swept="epsilon", steps=100, **changes):
    state, _ = with_number(replace(State(), swept=swept, **changes), "num_steps", steps)
    return asked_of(state)


def never(share):
    raise AssertionError(f"Nobody should have had to wait. Found {share}.")


def assert_same(found, expected):
    for part, other in zip(found, expected, strict=True):
        np.testing.assert_array_equal(part, other)


@pytest.mark.parametrize("most_runs", [512, 100])
@pytest.mark.parametrize("name", ["epsilon", "damping", "learning_rate"])
def test_in_pieces_or_at_once_a_pair_is_the_two_sweeps(name, most_runs, monkeypatch):
    monkeypatch.setattr(sweep_runs, "MOST_RUNS", most_runs)
    monkeypatch.setattr(waiting, "PATIENCE", 1e9)
    pair = pair_of(asked(name), never)
    weights = spread("alpha", CONCAVE, 61)
    expected = sweeps.sweep(CONCAVE, Linear(), "alpha", weights, SEVEN, 100)
    assert_same(pair.weight, expected)
    values = spread(name, CONCAVE, 41)
    assert_same(pair.knob, sweeps.sweep(CONCAVE, MDMM(), name, values, SEVEN, 100))


def test_with_adaptive_damping_each_bound_has_its_own_in_each_piece(monkeypatch):
    monkeypatch.setattr(sweep_runs, "MOST_RUNS", 100)
    monkeypatch.setattr(waiting, "PATIENCE", 1e9)
    pair = pair_of(asked(adaptive=True), never)
    values = spread("epsilon", CONCAVE, 41)
    damping = adaptive_damping(CONCAVE, values)
    method = MDMM(damping=damping, learning_rate=adaptive_learning_rate(damping))
    assert_same(pair.knob, sweeps.sweep(CONCAVE, method, "epsilon", values, SEVEN, 100))


def test_whoever_has_to_wait_is_told_how_far_it_is_and_loses_nothing_by_a_cut(monkeypatch):
    monkeypatch.setattr(sweep_runs, "MOST_RUNS", 150)
    monkeypatch.setattr(waiting, "PATIENCE", 1e9)
    whole = pair_of(asked(), never)
    sweep_runs._swept.clear()
    monkeypatch.setattr(waiting, "PATIENCE", -1)
    shares, computed = [], []
    original = sweeps.sweep

    def counted(*arguments):
        computed.append(arguments)
        return original(*arguments)

    def cut_later(share):
        shares.append(share)
        if len(shares) == 3:
            raise InterruptedError

    monkeypatch.setattr(sweeps, "sweep", counted)
    with pytest.raises(InterruptedError):
        pair_of(asked(), cut_later)
    assert shares == [0.2, 0.4, 0.6]
    assert len(computed) == 3
    shares.remove(0.6)
    with pytest.raises(InterruptedError):
        pair_of(asked(), cut_later)
    assert shares == [0.2, 0.4, 0.8]
    pair = pair_of(asked(), never)
    assert len(computed) == 5
    assert_same(pair.weight, whole.weight)
    assert_same(pair.knob, whole.knob)


def test_what_a_sweep_does_not_depend_on_does_not_have_it_made_again(monkeypatch):
    monkeypatch.setattr(waiting, "PATIENCE", 1e9)
    pair_of(asked(), never)
    computed = []
    original = sweeps.sweep
    monkeypatch.setattr(
        sweeps, "sweep", lambda *given: computed.append(given[2]) or original(*given)
    )
    changed, _ = with_number(replace(State(), theme="dark"), "epsilon", 0.3)
    changed, _ = with_number(changed, "num_steps", 100)
    pair_of(asked_of(changed), never)
    assert computed == []
    changed, _ = with_number(changed, "damping", 3)
    pair_of(asked_of(changed), never)
    assert computed == ["epsilon"]


def test_of_starts_without_end_the_seven_are_taken():
    assert asked(starts="grid").starts == "seven"
    assert asked(starts="custom").starts == "custom"
