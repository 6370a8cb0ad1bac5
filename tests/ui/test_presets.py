import re
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from ui.compute import batch, curvature
from ui.link import query, read
from ui.presets import PRESETS
from ui.similar_name import closest
from ui.words import say, section
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
    assert read(PRESETS[name].query) == (state, ())
    assert read(query(state)) == (replace(state, frame=None), ())
    # What it says and what is the default is all that it is, however the address grows.
    assert state.theme == "auto"
    assert state.hidden == ()
    assert (state.frame is None) == (name != "cherry-pick")


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_has_the_method_and_the_problem_of_its_name(name):
    method, _, rest = name.partition("-")
    state = state_of(name)
    if method in METHODS:
        assert state.optimizer == METHODS[method]
        assert state.problem == rest.split("-")[0]
    assert (state.optimizer == "linear") == (
        PRESETS[name].group == "sum" and not name.startswith("learned-weight")
    )
    assert state.show_front != name.endswith("-blind")


def test_no_two_presets_are_the_same():
    assert len({query(state_of(name)) for name in PRESETS}) == len(PRESETS)


@pytest.mark.parametrize("name", PRESETS)
def test_numbers_are_those_of_the_sources(name):
    state = state_of(name)
    assert state["learning_rate"] == 0.02
    if state.method().constrained and PRESETS[name].group != "limits":
        assert state["epsilon"] == (0.3 if state.problem == "convex" else 0.7)
    assert state.total_only == (name == "total-hides")
    # Only where it shows is θ let out of its box, as the authors let it.
    assert state.keep_in_domain == (
        not name.startswith(("bdmm", "cherry", "damping-stranded"))
    )


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


def test_five_weights_find_five_points_of_the_convex_front():
    # Where the tangent of the circle about (1, 1) has the slope of the weights.
    alpha = np.array([0.2, 0.5, 1, 2, 4])
    expected = 1 - np.stack([np.ones(5), alpha], axis=1) / np.hypot(1, alpha)[:, None]
    losses = batch(state_of("alpha-convex")).run.losses[:, -1]
    np.testing.assert_allclose(losses, expected, atol=0.01)


def test_five_weights_find_two_points_of_the_concave_front():
    losses = batch(state_of("alpha-concave")).run.losses[:, -1].round(2) + 0.0
    assert losses[:2].tolist() == [[0, 1]] * 2
    assert losses[2:].tolist() == [[1, 0]] * 3


def test_noise_misleads_the_hard_constraint_at_least_three_times_as_much_as_mdmm():
    means = {}
    for name in ("hard-convex-noise", "mdmm-convex-noise"):
        run = batch(state_of(name)).run
        means[name] = run.losses[:, 2500:, 1].mean()
    assert means["hard-convex-noise"] == pytest.approx(0.67, abs=0.01)
    assert means["mdmm-convex-noise"] == pytest.approx(0.78, abs=0.01)
    assert 0.8 - means["hard-convex-noise"] > 3 * (0.8 - means["mdmm-convex-noise"])


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


def test_every_preset_has_words_of_its_own_and_leads_on_to_others():
    for part in ("figure_titles", "figure_captions", "figure_looks"):
        assert list(section(part)) == list(PRESETS)
        assert len(set(section(part).values())) == len(PRESETS)
    for name, preset in PRESETS.items():
        assert len(say(f"figure_captions.{name}").split()) <= 20
        assert 1 <= len(preset.next) <= 3
        assert name not in preset.next
        assert set(preset.next) <= set(PRESETS)


def test_groups_stand_together_and_have_a_title_and_a_note():
    groups = [preset.group for preset in PRESETS.values()]
    assert groups == sorted(groups, key=list(dict.fromkeys(groups)).index)
    for part in ("figure_groups", "figure_group_notes"):
        assert list(section(part)) == list(dict.fromkeys(groups))


def test_who_follows_what_to_try_next_can_come_to_every_preset():
    reached, latest = set(), {"sum-convex"}
    while latest:
        reached |= latest
        latest = {other for name in latest for other in PRESETS[name].next} - reached
    assert reached == set(PRESETS)


# How many runs of each preset have which verdict.
COUNTS = {
    "sum-convex": {"settled": 1},
    "sum-convex-starts": {"settled": 7},
    "alpha-convex": {"settled": 5},
    "alpha-concave": {"end": 5},
    "alpha-concave-blind": {"end": 5},
    "sum-concave": {"end": 7},
    "sum-concave-blind": {"end": 7},
    "total-hides": {"end": 7},
    "perfect-symmetry": {"end": 2, "settled": 1},
    "sum-mixed": {"settled": 25, "end": 24},
    "alpha-mixed": {"settled": 33, "end": 16},
    "alpha-jump": {"end": 1},
    "alpha-jump-after": {"settled": 1},
    "dual-convex": {"settled": 7},
    "dual-concave": {"ignored": 4, "end": 3},
    "dual-concave-blind": {"ignored": 4, "end": 3},
    "dual-mixed": {"stuck": 5, "ignored": 1, "end": 1},
    "hard-convex": {"chattering": 7},
    "hard-concave": {"chattering": 7},
    "hard-mixed": {"chattering": 7},
    "bdmm-convex": {"settled": 7},
    "bdmm-concave": {"oscillating": 4, "end": 2, "diverged": 1},
    "cherry-pick": {"oscillating": 1},
    "bdmm-mixed": {"oscillating": 7},
    "wrong-sign": {"diverged": 7},
    "as-printed": {"settled": 7},
    "mdmm-convex": {"settled": 7},
    "mdmm-concave": {"settled": 7},
    "mdmm-concave-blind": {"settled": 7},
    "mdmm-mixed": {"settled": 7},
    "damping-weak": {"stuck": 7},
    "damping-strong": {"settled": 7},
    "damping-halved": {"oscillating": 6, "stuck": 1},
    "damping-stranded": {"end": 6, "settled": 1},
    "damping-fades": {"settled": 7},
    "learned-weight-stalls": {"end": 7},
    "hard-concave-outside": {"chattering": 7},
    "bdmm-convex-early": {"oscillating": 7},
    "lambda-softplus": {"settled": 7},
}


@pytest.mark.parametrize("name", COUNTS)
def test_as_many_runs_end_in_each_way_as_a_card_says(name):
    assert Counter(verdicts(name)) == COUNTS[name]


# Where runs of a preset end, as a card says it, and how many of them there.
ENDS = {
    "sum-convex": [(1, 0.2, 0.4)],
    "sum-convex-starts": [(7, 0.293, 0.293)],
    "alpha-convex": [(1, 0.019, 0.804), (1, 0.757, 0.03)],
    "alpha-concave": [(2, 0, 1), (3, 1, 0)],
    "sum-concave": [(4, 0, 1), (3, 1, 0)],
    "perfect-symmetry": [(1, 0, 1), (1, 0.707, 0.707), (1, 1, 0)],
    "sum-mixed": [(12, 0, 1), (25, 0.5, 0.5), (12, 1, 0)],
    "alpha-mixed": [(8, 0.081, 0.935), (25, 0.581, 0.435), (16, 1, 0)],
    "alpha-jump": [(1, 0, 1)],
    "alpha-jump-after": [(1, 0.497, 0.503)],
    "dual-convex": [(7, 0.286, 0.3)],
    "dual-concave": [(4, 0, 1), (3, 1, 0)],
    "dual-mixed": [(1, 0, 1), (5, 0.5, 0.5), (1, 1, 0)],
    "as-printed": [(7, 0.286, 0.3)],
    "mdmm-convex": [(7, 0.286, 0.3)],
    "mdmm-concave": [(7, 0.714, 0.7)],
    "mdmm-mixed": [(7, 0.361, 0.7)],
    "damping-weak": [(7, 0, 1)],
    "damping-strong": [(7, 0.436, 0.9)],
    "damping-halved": [(1, 0, 1)],
    "damping-stranded": [(6, 1, 0)],
    "damping-bias": [(7, 0, 1.3)],
}


@pytest.mark.parametrize("name", ENDS)
def test_runs_end_where_a_card_says(name):
    losses = batch(state_of(name)).run.losses[:, -1]
    for count, *end in ENDS[name]:
        assert (np.abs(losses - end).max(axis=1) < 0.003).sum() == count


# Places that other tests check.
ELSEWHERE = {"bdmm-concave", "cherry-pick", "damping-halved", "hard-concave", "hard-mixed"}


@pytest.mark.parametrize("name", sorted(set(PRESETS) - ELSEWHERE))
def test_every_place_that_a_card_names_is_checked(name):
    starts = re.findall(r"[\d.]+", PRESETS[name].query)
    twins = (name, *PRESETS[name].next)
    known = [end for twin in twins for _, *end in ENDS.get(twin, [])]
    for pair in re.findall(r"\(([\d.]+), ([\d.]+)\)", say(f"figure_looks.{name}")):
        is_start = set(pair) <= set(starts)
        assert is_start or [float(loss) for loss in pair] in known


@pytest.mark.parametrize("alpha", np.geomspace(0.05, 20, 9))
def test_no_weight_leaves_a_run_in_the_middle_of_the_concave_front(alpha):
    address = PRESETS["sum-concave"].query.replace("alpha=1", f"alpha={alpha}")
    state, _ = read(address.replace("steps=400", "steps=1000"))
    assert (state["alpha"], state["num_steps"]) == (pytest.approx(alpha), 1000)
    assert set(batch(state).outcomes().verdict) == {Verdict.END}


def test_all_total_losses_end_at_the_same_number():
    made = batch(state_of("total-hides"))
    total = np.asarray(made.method.total_loss(made.run.losses, made.run.multiplier))
    np.testing.assert_allclose(total[:, -1], 1, atol=1e-3)


def test_a_learned_weight_is_driven_to_zero():
    made = batch(state_of("learned-weight"))
    assert (made.run.multiplier[:, 0] == 1).all()
    assert (made.run.multiplier[:, -1] <= 0.00105).all()
    assert (made.run.losses[:, -1, 0] < 0.005).all()
    assert (made.run.losses[:, -1, 1] > 1).all()


def test_those_that_keep_the_bound_of_the_dual_overdo_it():
    ends = batch(state_of("dual-concave-blind")).run.losses[:, -1, 1]
    assert (ends[ends < 0.7] < 0.001).all()


@pytest.mark.parametrize(
    ("name", "middle"), [("hard-concave", (0.72, 0.7)), ("hard-mixed", (0.36, 0.7))]
)
def test_runs_chatter_where_a_card_says(name, middle):
    tail = batch(state_of(name)).run.losses[:, -40:].mean(axis=1)
    np.testing.assert_allclose(tail, np.tile(middle, (7, 1)), atol=0.01)


@pytest.mark.parametrize("name", ["hard-convex", "bdmm-mixed"])
def test_runs_cross_the_bound_until_the_end(name):
    state = state_of(name)
    violation = batch(state).run.losses[:, -100:, 1] - state["epsilon"]
    assert ((violation[:, 1:] > 0) != (violation[:, :-1] > 0)).any(axis=1).all()


def test_without_damping_a_convex_front_is_settled_on_later():
    without = batch(state_of("bdmm-convex")).outcomes().settled_by.max()
    damped = batch(state_of("mdmm-convex")).outcomes().settled_by.max()
    assert 300 < without < 350
    assert 55 < damped < 65


def test_two_runs_without_damping_are_caught_in_a_corner():
    ends = batch(state_of("bdmm-concave")).run.losses[:, -1]
    assert (np.abs(ends - [1, 0]).max(axis=1) < 0.003).sum() == 2


def test_where_runs_swing_and_where_no_weight_leads_the_front_is_concave():
    assert curvature("mixed", 0.7) < 0


def test_stopped_at_the_right_step_a_swinging_run_looks_solved():
    state = state_of("cherry-pick")
    (losses,) = batch(state).run.losses
    optimum = (np.sqrt(1 - 0.7**2), 0.7)
    assert np.hypot(*(losses[int(state.frame)] - optimum)) < 0.002
    assert losses[int(state.frame) + 20, 1] == pytest.approx(0.82, abs=0.006)


def test_descent_in_both_loses_all_runs_at_once():
    losses = batch(state_of("wrong-sign")).run.losses[:, 20]
    assert not (np.abs(losses) < 1e6).all(axis=1).any()


def test_two_turned_signs_are_the_basic_method_with_a_negative_multiplier():
    multiplier = batch(state_of("as-printed")).run.multiplier[:, -1]
    np.testing.assert_allclose(multiplier, -0.98, atol=0.01)


def test_runs_follow_the_bound_as_far_as_a_card_says():
    address = PRESETS["mdmm-concave"].query.replace("eps=0.7", "eps=0.5")
    outcomes = batch(read(address)[0]).outcomes()
    assert outcomes.verdict.tolist() == [Verdict.SETTLED] * 7


@pytest.mark.parametrize(
    ("damping", "settled", "diverged"), [(20, 6, 0), (25, 7, 0), (50, 5, 2)]
)
def test_as_many_runs_are_saved_by_damping_as_a_card_says(damping, settled, diverged):
    address = PRESETS["damping-strong"].query.replace("delta=25", f"delta={damping}")
    found = batch(read(address)[0]).outcomes().verdict.tolist()
    assert found.count(Verdict.SETTLED) == settled
    assert found.count(Verdict.DIVERGED) == diverged


def test_it_takes_as_much_damping_as_a_card_says():
    assert 1 - curvature("concave", 0.9) == pytest.approx(13.1, abs=0.05)


def test_one_sided_damping_lets_go_of_what_is_below_the_bound():
    losses = batch(state_of("damping-one-sided")).run.losses[:, -1]
    np.testing.assert_allclose(losses[:, 0], 0, atol=1e-3)
    assert losses[:, 1].min() == pytest.approx(1, abs=0.005)
    assert 1.25 < losses[:, 1].max() < 1.3
    assert np.ptp(losses[:, 1]) > 0.2


def test_a_clamp_makes_the_multiplier_exactly_zero_and_softplus_does_not():
    clamped = batch(state_of("lambda-exact-zero")).run.multiplier
    assert (clamped.max(axis=1) > 0).sum() == 5
    assert (clamped[:, -200:] == 0).all()
    soft = batch(state_of("lambda-softplus")).run
    np.testing.assert_allclose(soft.multiplier[:, -1], 0.0025, atol=0.0004)
    assert (np.diff(soft.multiplier[:, -200:]) < 0).all()
    np.testing.assert_allclose(soft.losses[:, -1, 1], 1, atol=0.01)


def test_twice_the_damping_of_a_slide_is_enough_and_once_is_not():
    assert 1 - curvature("concave", 0.8) == pytest.approx(5.63, abs=0.005)
    address = PRESETS["damping-halved"].query.replace("delta=5", "delta=10")
    made = batch(read(address)[0])
    assert made.outcomes().verdict.tolist() == [Verdict.SETTLED] * 7
    np.testing.assert_allclose(made.run.losses[:, -1], [[0.6, 0.8]] * 7, atol=0.001)


def test_in_its_box_no_start_is_stranded():
    address = PRESETS["damping-stranded"].query.replace("box=0", "box=1")
    assert batch(read(address)[0]).outcomes().verdict.tolist() == [Verdict.SETTLED] * 7
    stranded = batch(state_of("damping-stranded")).run
    outside = stranded.theta[:, -1, 0] > np.pi / 2
    assert (outside == (stranded.losses[:, -1, 1] < 0.001)).all()


def test_the_force_of_damping_fades_with_the_violation():
    state = state_of("damping-fades")
    assert (state.upper_series, state.lower_series) == ("violation", "damping_force")
    force = state["damping"] * (batch(state).run.losses[..., 1] - state["epsilon"])
    assert (np.abs(force).max(axis=1) > 0.5).all()
    assert (np.abs(force[:, -1]) < 0.01).all()


def test_a_learned_weight_stalls_where_there_is_no_penalty():
    run = batch(state_of("learned-weight-stalls")).run
    np.testing.assert_allclose(run.multiplier[:, 0], 0.974)
    np.testing.assert_allclose(run.multiplier[:4, -1], 0.06, atol=0.005)
    np.testing.assert_allclose(run.multiplier[4:, -1], [0.8, 0.92, 0.96], atol=0.005)
    assert (run.losses[:4, -1, 0] < 0.001).all()
    assert (run.losses[4:, -1, 1] < 0.001).all()


def test_as_many_runs_end_outside_the_hard_constraint_as_a_card_says():
    violation = batch(state_of("hard-concave-outside")).run.losses[:, -2:, 1] - 0.7
    assert (violation > 0).sum(axis=0).tolist() == [2, 5]
    assert violation[:, -1].max() == pytest.approx(0.009, abs=0.0005)


def test_after_the_steps_of_the_listing_the_basic_method_still_swings():
    late = batch(state_of("bdmm-convex-early")).run.losses[:, 100:, 1]
    swings = np.ptp(late, axis=1)
    assert 0.085 < swings.min() < swings.max() < 0.125
