from dataclasses import replace

import numpy as np
import pytest

from ui.advice import advice, steps_advice
from ui.changes import with_number
from ui.state import State

CONCAVE_BOUNDS = [0.01, 0.2, 0.5, 0.7, 0.95]


def state_of(problem="concave", optimizer="mdmm", starts="seven", **numbers):
    state = replace(State(), problem=problem, optimizer=optimizer, starts=starts)
    for name, value in numbers.items():
        state, _ = with_number(state, name, value)
    return state


def curvature(problem, epsilon):
    """F″ of the two quarter circles in closed form."""
    if problem == "concave":
        return -((1 - epsilon**2) ** -1.5)
    return (1 - (1 - epsilon) ** 2) ** -1.5


@pytest.mark.parametrize("rate", [0.01, 1.0, 5.0])
@pytest.mark.parametrize("epsilon", CONCAVE_BOUNDS)
def test_the_threshold_is_the_rate_less_the_curvature(epsilon, rate):
    threshold = rate - curvature("concave", epsilon)
    state = state_of(epsilon=epsilon, multiplier_rate=rate, damping=threshold + 0.01)
    said = advice(state)["damping"]
    (mark,) = said.marks
    assert mark.value == pytest.approx(threshold, rel=1e-9)
    assert mark.text == said.note
    assert said.note == f"needs δ > {threshold:.3g} here, for starts close enough"
    assert not said.warn


@pytest.mark.parametrize("epsilon", CONCAVE_BOUNDS)
def test_too_little_damping_is_warned_of(epsilon):
    threshold = 1 - curvature("concave", epsilon)
    said = advice(state_of(epsilon=epsilon, damping=threshold - 0.01))["damping"]
    assert said.note == f"Too little: at this ε runs settle only for δ > {threshold:.3g}."
    assert said.warn
    assert said.marks[0].value == pytest.approx(threshold)


@pytest.mark.parametrize("rate", [0.5, 2.0])
@pytest.mark.parametrize("epsilon", CONCAVE_BOUNDS)
@pytest.mark.parametrize("optimizer", ["mdmm_softplus", "mdmm_exponential"])
def test_where_another_number_is_learned_the_rate_that_counts_is_that_of_the_multiplier(
    optimizer, epsilon, rate
):
    multiplier = epsilon / np.sqrt(1 - epsilon**2)
    slope = {"mdmm_softplus": 1 - np.exp(-multiplier), "mdmm_exponential": multiplier}
    threshold = rate * slope[optimizer] ** 2 - curvature("concave", epsilon)
    numbers = {"epsilon": epsilon, "multiplier_rate": rate}
    for damping, warns in ((threshold - 0.01, True), (threshold + 0.01, False)):
        said = advice(state_of("concave", optimizer, damping=damping, **numbers))["damping"]
        assert said.marks[0].value == pytest.approx(threshold, rel=1e-6)
        assert said.warn == warns
        assert f"δ > {threshold:.3g}" in said.note


@pytest.mark.parametrize("epsilon", [0.2, 0.7, 0.9])
def test_any_damping_will_do_where_the_front_bends_up_enough(epsilon):
    said = advice(state_of("convex", epsilon=epsilon, damping=0))["damping"]
    assert said.note == "any δ will do here, even 0, for starts close enough"
    assert not said.warn
    assert said.marks == ()
    # A larger rate of the multiplier needs damping on the same front.
    rate = curvature("convex", epsilon) + 0.5
    said = advice(state_of("convex", epsilon=epsilon, damping=0, multiplier_rate=rate))
    assert said["damping"].warn
    assert said["damping"].marks[0].value == pytest.approx(0.5)


@pytest.mark.parametrize("problem", ["convex", "concave", "mixed"])
@pytest.mark.parametrize("epsilon", [0.0, 1.0])
def test_the_law_is_not_spoken_of_at_the_ends_of_the_front(problem, epsilon):
    for optimizer in ("mdmm", "bdmm"):
        said = advice(state_of(problem, optimizer, epsilon=epsilon))
        assert said["epsilon"].note.startswith("The bound is at an end of the front")
        assert not said["epsilon"].warn
        if optimizer == "mdmm":
            assert said["damping"].note == ""
            assert said["damping"].marks == ()


@pytest.mark.parametrize("optimizer", ["dual", "hard_constraint_first", "bdmm", "mdmm"])
@pytest.mark.parametrize("problem", ["convex", "concave", "mixed"])
def test_an_infeasible_bound_is_warned_of(problem, optimizer):
    said = advice(state_of(problem, optimizer, epsilon=-0.01))
    assert said["epsilon"].note == "No run can get there: the least loss 2 is 0."
    assert said["epsilon"].warn
    assert "damping" not in said or said["damping"].note == ""


@pytest.mark.parametrize("problem", ["convex", "concave", "mixed"])
def test_room_to_spare_is_warned_of_and_what_damping_does_then(problem):
    words = "Room to spare: the least loss 1 already has loss 2 at 1."
    for optimizer in ("dual", "hard_constraint_first", "bdmm"):
        said = advice(state_of(problem, optimizer, epsilon=1.01))["epsilon"]
        assert (said.note, said.warn) == (words, True)
    said = advice(state_of(problem, epsilon=1.01))
    assert said["epsilon"].note.startswith(f"{words} Two-sided damping pulls loss 2 up")
    assert said["damping"].note == ""


@pytest.mark.parametrize(
    ("problem", "epsilon", "rate"),
    [("concave", 0.7, 1.0), ("concave", 0.1, 0.01), ("convex", 0.7, 1.2)],
)
def test_without_damping_a_front_that_bends_too_little_is_warned_of(problem, epsilon, rate):
    state = state_of(problem, "bdmm", epsilon=epsilon, multiplier_rate=rate)
    bend = curvature(problem, epsilon)
    assert bend < rate
    said = advice(state)["epsilon"]
    assert said.warn
    assert said.note == (
        f"Without damping runs settle only where F″(ε) > {rate:.3g}; "
        f"here F″(ε) = {bend:.3g}."
    )


def test_without_damping_nothing_is_said_where_the_front_bends_enough():
    said = advice(state_of("convex", "bdmm", epsilon=0.7))["epsilon"]
    assert (said.note, said.warn) == ("", False)


@pytest.mark.parametrize("optimizer", ["dual", "hard_constraint_first"])
def test_a_method_without_a_rate_is_told_nothing_about_curvature(optimizer):
    said = advice(state_of("concave", optimizer, epsilon=0.7))["epsilon"]
    assert (said.note, said.warn) == ("", False)


def test_there_is_advice_at_the_controls_of_the_method_only():
    assert advice(state_of(optimizer="linear")) == {}
    assert set(advice(state_of(optimizer="bdmm"))) == {"epsilon"}
    assert set(advice(state_of())) == {"epsilon", "damping"}


@pytest.mark.parametrize("problem", ["convex", "concave", "mixed"])
def test_the_ends_of_the_front_are_marked_at_the_bound(problem):
    for epsilon in (-0.5, 0.5, 1.5):
        marks = advice(state_of(problem, epsilon=epsilon))["epsilon"].marks
        np.testing.assert_allclose([mark.value for mark in marks], [0, 1], atol=1e-12)
        assert all(mark.text == "" for mark in marks)


def test_too_many_runs_for_the_steps_asked_for_are_pointed_out():
    state = state_of(starts="grid", num_runs=4096, num_steps=2000)
    said = steps_advice(state)
    assert set(said) == {"num_steps", "num_runs"}
    for words in said.values():
        assert words.note == "4,096 runs leave room for 244 steps each."
        assert words.warn
    assert steps_advice(replace(state, starts="seven")) == {}
    assert steps_advice(state_of(starts="grid", num_runs=49, num_steps=2000)) == {}
