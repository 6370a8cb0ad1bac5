import numpy as np
import pytest

from ui.compute import batch
from ui.link import query, read
from ui.presets import PRESETS, closest
from verdicts import Verdict

METHODS = {
    "sum": "linear",
    "dual": "dual",
    "hard": "hard_constraint_first",
    "bdmm": "bdmm",
    "mdmm": "mdmm",
}


def state_of(name):
    state, notices = read(f"fig={name}")
    assert notices == ()
    return state


def verdicts(name):
    return batch(state_of(name)).outcomes().verdict.tolist()


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_is_an_address_without_fault_and_opens_the_lab(name):
    state = state_of(name)
    assert state.view == "lab"
    assert read(PRESETS[name]) == (state, ())
    assert read(query(state)) == (state, ())
    # What it says and what is the default is all that it is, however the address grows.
    assert state.theme == "auto"
    assert state.hidden == ()
    assert state.frame is None


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_has_the_method_and_the_problem_of_its_name(name):
    method, _, rest = name.partition("-")
    state = state_of(name)
    if method in METHODS:
        assert state.optimizer == METHODS[method]
        assert state.problem == rest.split("-")[0]
    assert (state.optimizer == "linear") == (
        name.startswith("sum") or name == "total-hides"
    )


def test_no_two_presets_are_the_same():
    assert len({query(state_of(name)) for name in PRESETS}) == len(PRESETS)


@pytest.mark.parametrize("name", PRESETS)
def test_numbers_are_those_of_the_sources(name):
    state = state_of(name)
    assert state["learning_rate"] == 0.02
    if state.method().constrained and name != "damping-weak":
        assert state["epsilon"] == (0.3 if state.problem == "convex" else 0.7)
    assert state.total_only == (name == "total-hides")
    # Only where it shows is θ let out of its box, as the authors let it.
    assert state.keep_in_domain == (not name.startswith("bdmm"))


@pytest.mark.parametrize("name", ["mdmm-convex", "mdmm-concave", "mdmm-mixed"])
def test_with_damping_all_runs_settle_at_the_bound(name):
    state = state_of(name)
    losses = batch(state).run.losses[:, -1]
    np.testing.assert_allclose(losses[:, 1], state["epsilon"], atol=0.02)
    assert verdicts(name) == [Verdict.SETTLED] * 7


def test_on_the_concave_front_a_sum_ends_in_the_corners():
    losses = batch(state_of("sum-concave")).run.losses[:, -1].round(1) + 0.0
    assert sorted(map(tuple, losses.tolist())) == [(0.0, 1.0)] * 4 + [(1.0, 0.0)] * 3


def test_on_the_convex_front_a_sum_of_any_start_ends_where_its_weight_says():
    assert state_of("sum-convex").starts == "one"
    runs = batch(state_of("sum-convex-starts")).run.losses[:, -1]
    # Where the tangent of the circle about (1, 1) has the slope of equal weights.
    np.testing.assert_allclose(runs, 1 - np.sqrt(0.5), atol=0.01)


def test_the_sum_is_split_by_a_mixed_front_into_more_than_two():
    ends = batch(state_of("sum-mixed")).run.losses[:, -1].round(1)
    assert len(ends) == 49
    assert len(np.unique(ends, axis=0)) == 3


def test_the_dual_violates_the_bound_on_the_concave_front_and_meets_it_on_the_convex_one():
    concave = batch(state_of("dual-concave")).run.losses[:, -1, 1]
    assert (concave > 0.7).sum() == 4
    convex = batch(state_of("dual-convex")).run.losses[:, -1, 1]
    np.testing.assert_allclose(convex, 0.3, atol=0.01)


@pytest.mark.parametrize("name", ["hard-convex", "hard-concave"])
def test_the_hard_constraint_is_met_to_within_a_step(name):
    losses = batch(state_of(name)).run.losses[:, -20:, 1]
    assert np.abs(losses - state_of(name)["epsilon"]).max() < 0.06


def test_without_damping_runs_swing_on_the_concave_front():
    assert verdicts("bdmm-concave").count(Verdict.OSCILLATING) >= 4


def test_too_little_damping_settles_no_run():
    state = state_of("damping-weak")
    # δ > η_λ − F″(ε) = 1 + (1 − ε²)^(−3/2) is what it takes.
    needed = state["multiplier_rate"] + (1 - state["epsilon"] ** 2) ** -1.5
    assert state["damping"] < needed
    assert Verdict.SETTLED not in verdicts("damping-weak")


@pytest.mark.parametrize("name", PRESETS)
def test_the_closest_name_to_a_name_is_itself(name):
    assert closest(name) == closest(name.upper()) == closest(f" {name}s") == name


@pytest.mark.parametrize(
    ("name", "taken"),
    [("damp", "damping-weak"), ("hides", "total-hides"), ("x-mixed-x", "sum-mixed")],
)
def test_a_name_of_which_little_is_right_has_one_that_is_closest(name, taken):
    assert closest(name) == taken


@pytest.mark.parametrize("name", ["", "zzz", "\0", "🙂" * 300])
def test_there_is_always_a_closest_name(name):
    assert closest(name) in PRESETS
