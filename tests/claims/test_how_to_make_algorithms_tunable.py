"""What Degrave and Korshunova, “How we can make machine learning algorithms tunable”, say.

Each test is named after the claim it checks. Bounds and rates are those of the listings:
ε = 0.3 on the convex and 0.7 on the concave front, rates 0.02 and 1.0, damping 10.
"""

import numpy as np
import pytest

from optimizers import OPTIMIZERS
from optimizers.linear import Linear
from optimizers.mdmm import MDMM
from simulation import simulate
from tests.claims.measures import coverage, optimum, settling_steps
from tests.oracles import stability
from toy_problems import PROBLEMS

pytestmark = pytest.mark.claim

CASES = {"convex": 0.3, "concave": 0.7}
CONVEX = optimum("convex", 0.3)
CONCAVE = optimum("concave", 0.7)


@pytest.mark.parametrize("name", ["convex", "concave"])
def test_000_01_one_run_of_mdmm_gives_the_loss_2_that_was_asked_for(name, runs):
    loss_2 = runs(name, "mdmm", epsilon=CASES[name]).losses[:, -1, 1]
    np.testing.assert_allclose(loss_2, CASES[name], atol=0.001)


@pytest.mark.parametrize(
    ("name", "least"), [("convex", 0.8), ("concave", 0.7), ("mixed", 0.95)]
)
def test_000_02_every_solution_has_a_bound_that_finds_it(name, least):
    """Of fifty points of the front, 0.86, 0.72 and all are within 0.02 of an end of a run.

    What is missing of the concave front is where δ = 10 is too little, above ε = 0.877.
    """
    problem = PROBLEMS[name]()
    epsilon = np.repeat(np.linspace(0.01, 0.99, 61), 7)
    theta0 = np.tile(problem.theta_from_losses(problem.starts), (61, 1))
    run = simulate(problem, MDMM(epsilon=epsilon), theta0, 1000)
    assert coverage(problem, run.losses[:, -1]) > least


def test_000_10_the_dual_works_on_the_convex_front(runs):
    """All within 0.0005 of the optimum after 200 steps."""
    ends = runs("convex", "dual", epsilon=0.3).losses[:, -1]
    np.testing.assert_allclose(ends, [CONVEX] * 7, atol=0.001)


@pytest.mark.parametrize("keep_in_domain", [True, False])
def test_000_11_the_dual_ignores_the_bound_on_the_concave_front(keep_in_domain, runs):
    """Four of the seven end at (0, 1), where L₂ is 1 and not 0.7; three at (1, 0)."""
    run = runs("concave", "dual", epsilon=0.7, keep_in_domain=keep_in_domain)
    expected = [(0, 1)] * 4 + [(1, 0)] * 3
    np.testing.assert_allclose(run.losses[:, -1], expected, atol=0.001)


@pytest.mark.parametrize(("name", "epsilon"), [("convex", 0.3), ("concave", 0.7)])
def test_000_12_the_dual_is_still_a_linear_trade_off(name, epsilon, runs):
    dual = runs(name, "dual", epsilon=epsilon)
    linear = runs(name, "linear", alpha=dual.multiplier[:, 0])
    np.testing.assert_array_equal(dual.theta, linear.theta)


@pytest.mark.parametrize("name", ["convex", "concave"])
def test_000_14_hard_constraint_first_works_on_both_fronts(name, runs):
    """On the mean of the last 200 steps, which is within 0.0025 of the optimum."""
    run = runs(name, "hard_constraint_first", 1000, epsilon=CASES[name])
    mean = run.losses[:, -200:].mean(axis=1)
    np.testing.assert_allclose(mean, [optimum(name, CASES[name])] * 7, atol=0.003)


@pytest.mark.parametrize("name", ["convex", "concave"])
def test_000_16_its_constraint_is_met_only_up_to_its_last_step(name, runs):
    """The source says always. A step on L₁ may end 0.010 outside; the one before is in."""
    run = runs(name, "hard_constraint_first", 1000, epsilon=CASES[name])
    excess = run.losses[:, 500:, 1] - CASES[name]
    assert (excess.max(axis=1) > 0.005).all()
    assert excess.max() < 0.02
    assert (excess.min(axis=1) < 0).all()


def test_000_17_it_considers_one_loss_at_each_step(problem):
    """Each step is one of the two that a weighted sum with one weight would make."""
    theta0 = problem.theta_from_losses(problem.starts)
    kind = OPTIMIZERS["hard_constraint_first"]
    run = simulate(problem, kind(epsilon=0.5), theta0, 300, keep_in_domain=False)
    here, there = run.theta[:, :-1].reshape(-1, 2), run.theta[:, 1:].reshape(-1, 2)
    by_loss_1 = simulate(problem, Linear(alpha=0.0), here, 1, keep_in_domain=False)
    by_both = simulate(problem, Linear(alpha=1.0), here, 1, keep_in_domain=False)
    change = there - here
    change_1 = by_loss_1.theta[:, 1] - here
    change_2 = by_both.theta[:, 1] - by_loss_1.theta[:, 1]
    only_1 = np.isclose(change, change_1, rtol=0, atol=1e-12).all(axis=1)
    only_2 = np.isclose(change, change_2, rtol=0, atol=1e-12).all(axis=1)
    assert (only_1 | only_2).all()
    assert only_1.any()
    assert only_2.any()


@pytest.mark.parametrize("name", ["convex", "concave"])
def test_000_19_it_undoes_its_progress_where_mdmm_does_not(name, runs):
    """L₂ swings by 0.020 for good on both fronts; that of MDMM by less than 1e-7."""
    hard = runs(name, "hard_constraint_first", 1000, epsilon=CASES[name])
    damped = runs(name, "mdmm", 1000, epsilon=CASES[name])
    swing = [np.ptp(run.losses[:, 500:, 1], axis=1) for run in (hard, damped)]
    assert (swing[0] > 0.015).all()
    assert (swing[1] < 1e-4).all()


def test_000_26_bdmm_works_on_the_convex_front_but_not_in_two_hundred_steps(runs):
    """After 200 steps L₂ still swings by 0.09 to 0.12; after 277 to 292 it is near ε."""
    loss_2 = runs("convex", "bdmm", 1000, epsilon=0.3).losses[..., 1]
    np.testing.assert_allclose(loss_2[:, -1], 0.3, atol=1e-4)
    assert (np.ptp(loss_2[:, 100:201], axis=1) > 0.08).all()
    steps = settling_steps(np.abs(loss_2 - 0.3), 0.01)
    assert (steps > 250).all()
    assert (steps < 310).all()


@pytest.mark.parametrize("kind", OPTIMIZERS.values())
def test_000_28_all_methods_cost_one_gradient_a_step(kind):
    assert kind().gradient_evaluations(200) == 200


def test_000_29_bdmm_swings_for_good_on_the_concave_front(runs):
    """Four of the seven do, by 0.43. The others lie where a gradient vanishes.

    One is at (0, 1), whose ∇L₂ does not turn it: λ grows until the run explodes. Two are
    at (1, 0), whose ∇L₁ does not turn them, with λ = 0.
    """
    run = runs("concave", "bdmm", 600, epsilon=0.7)
    swing = np.ptp(run.losses[:, 300:, 1], axis=1)
    assert (swing[3:] > 0.4).all()
    np.testing.assert_allclose(run.losses[0, 100:300], [(0, 1)] * 200, atol=1e-6)
    np.testing.assert_allclose(run.losses[1:3, 300:], [[(1, 0)] * 301] * 2, atol=1e-6)


def test_000_30_a_well_chosen_moment_makes_bdmm_look_good(runs):
    """Four pass within 0.001, but are within 0.05 in only 10 to 13 % of the steps."""
    losses = runs("concave", "bdmm", 600, epsilon=0.7).losses[3:]
    distance = np.linalg.norm(losses - CONCAVE, axis=-1)
    assert (distance.min(axis=1) < 0.001).all()
    assert ((distance < 0.05).mean(axis=1) < 0.15).all()


def test_000_31_where_bdmm_ends_hangs_on_when_it_is_stopped(runs):
    """For the four that swing: L₂ over stops at 800 to 1000 steps has deviation 0.14."""
    loss_2 = runs("concave", "bdmm", 1000, epsilon=0.7).losses[3:, 800:, 1]
    assert (loss_2.std(axis=1) > 0.12).all()


def test_000_34_bdmm_is_an_oscillator(runs):
    """On the convex front it swings with the period of its step linearized at rest."""
    problem = PROBLEMS["convex"]()
    eigenvalues = stability.eigenvalues(problem, OPTIMIZERS["bdmm"](epsilon=0.3))
    period = 2 * np.pi / np.abs(np.angle(eigenvalues)).max()
    loss_2 = runs("convex", "bdmm", 1000, epsilon=0.3).losses[:, 400:, 1]
    peaks = (loss_2[:, 1:-1] > loss_2[:, :-2]) & (loss_2[:, 1:-1] >= loss_2[:, 2:])
    for row in peaks:
        np.testing.assert_allclose(np.diff(np.flatnonzero(row)).mean(), period, rtol=0.02)


@pytest.mark.parametrize(
    ("damping", "count"), [(3.5, 0), (3.7, 0), (5, 7), (7, 7), (20, 7)]
)
def test_000_35_damping_stops_the_oscillation(damping, count, runs):
    """The law asks for 3.746; far starts settle in 3,000 steps from somewhat above it."""
    run = runs("concave", "mdmm", 3000, epsilon=0.7, damping=damping)
    distance = np.abs(run.losses[:, -200:] - CONCAVE).max(axis=(1, 2))
    assert (distance < 0.001).sum() == count


@pytest.mark.parametrize("name", ["convex", "concave"])
def test_000_37_and_38_mdmm_works_on_both_fronts(name, runs):
    """Within 0.001 after 200 steps, those of the listing; λ = 0.980 on either front."""
    run = runs(name, "mdmm", epsilon=CASES[name])
    expected = [optimum(name, CASES[name])] * 7
    np.testing.assert_allclose(run.losses[:, -1], expected, atol=0.001)
    np.testing.assert_allclose(run.multiplier[:, -1], 0.980, atol=0.003)


def test_000_39_more_damping_settles_sooner_on_the_concave_front(runs):
    """Median 1136, 326, 66, 58 steps. The time to reach the front hardly changes."""
    medians = []
    for damping in (4, 5, 10, 20):
        run = runs("concave", "mdmm", 3000, epsilon=0.7, damping=damping)
        distance = np.abs(run.losses - CONCAVE).max(axis=-1)
        medians.append(np.median(settling_steps(distance, 0.01)))
    assert medians == sorted(medians, reverse=True)
    assert medians[0] > 10 * medians[-1]


@pytest.mark.parametrize(
    ("name", "epsilon"), [("convex", 0.3), ("concave", 0.7), ("mixed", 0.5)]
)
def test_000_40_damping_does_not_change_which_solution_is_found(name, epsilon, runs):
    """While the bound is active, θ is kept in its box, and η (F″ + δ) is well below 2."""
    for damping in (5, 7, 10, 15, 20):
        ends = runs(name, "mdmm", 1000, epsilon=epsilon, damping=damping).losses[:, -1]
        np.testing.assert_allclose(ends, [optimum(name, epsilon)] * 7, atol=0.001)


@pytest.mark.parametrize("damping", [5.0, 10.0])
def test_000_40_damping_does_change_it_if_the_bound_has_room_to_spare(damping, runs):
    """ε = 1.2 on the convex front: (0, 1) is best; two-sided damping pulls L₂ up to ε.

    L₁ is 0 there whatever t₂ is, so that nothing pulls back, and any damping ends at ε.
    """
    ends = runs("convex", "mdmm", 3000, epsilon=1.2, damping=damping).losses[:, -1]
    np.testing.assert_allclose(ends, [(0, 1.2)] * 7, atol=0.001)


@pytest.mark.parametrize(
    ("name", "epsilon", "settled", "ends"),
    [
        ("convex", 0.3, 49, 1),
        ("concave", 0.7, 44, 2),
        ("mixed", 0.5, 49, 3),
    ],
)
def test_000_44_mdmm_is_robust_to_where_it_starts(name, epsilon, settled, ends):
    """49 starts side by side end as one cluster, those of a weighted sum as up to three.

    On the concave front 5 are lost to MDMM: they start so close to an end that they fall
    into it. (And the start on the diagonal keeps a weighted sum on the diagonal.)
    """
    problem = PROBLEMS[name]()
    angles = np.linspace(0.03, np.pi / 2 - 0.03, 49)
    theta0 = np.stack([angles, np.full(49, 0.6)], axis=-1)
    damped = simulate(problem, MDMM(epsilon=epsilon), theta0, 400).losses[:, -1]
    distance = np.abs(damped - optimum(name, epsilon)).max(axis=1)
    assert (distance < 0.01).sum() == settled
    linear = simulate(problem, Linear(alpha=1.0), theta0, 1000).losses[:, -1]
    _, sizes = np.unique(linear.round(2) + 0.0, axis=0, return_counts=True)
    assert (sizes > 1).sum() == ends
