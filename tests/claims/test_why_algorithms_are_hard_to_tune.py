"""What Degrave and Korshunova, “Why machine learning algorithms are hard to tune”, say.

Each test is named after the claim it checks. All runs are weighted sums, with rate 0.02.
"""

import numpy as np
import pytest

from optimizers.linear import Linear
from simulation import simulate
from tests.claims.measures import coverage
from toy_problems import PROBLEMS
from toy_problems.base import losses_of_outputs

pytestmark = pytest.mark.claim

WEIGHTS = [0.2, 0.5, 1.0, 2.0, 4.0]
ONE_START = [(1.481, 1.5)]
ENDS = np.array([(0, 1), (1, 0)])


def on_the_convex_front(alpha):
    return 1 - np.array([1, alpha]) / np.hypot(1, alpha)


def many_starts(num_runs=49):
    angles = np.linspace(0.03, np.pi / 2 - 0.03, num_runs)
    return np.stack([angles, np.full(num_runs, 0.6)], axis=-1)


def test_001_09_a_weight_of_a_half_on_the_convex_front(runs):
    """(0.106, 0.553) in the limit; the seven runs are within 0.004 after 200 steps."""
    ends = runs("convex", "linear", alpha=0.5).losses[:, -1]
    np.testing.assert_allclose(ends, [on_the_convex_front(0.5)] * 7, atol=0.005)


def test_001_11_on_the_concave_front_each_weight_ignores_one_loss(runs):
    """From one start: 0.2, 0.5 and 1 end at (0, 1), and 2 and 4 at (1, 0).

    After the 200 steps of the listing, that of 0.2 is still 0.017 above its end.
    """
    run = runs("concave", "linear", 200, starts=ONE_START * 5, alpha=np.array(WEIGHTS))
    expected = [(0, 1), (0, 1), (0, 1), (1, 0), (1, 0)]
    np.testing.assert_allclose(run.losses[:, -1], expected, atol=0.02)


def test_001_12_the_curve_of_the_total_loss_hides_it(runs):
    """Seven totals that differ by less than 1e-7, at two ends of the front."""
    ends = runs("concave", "linear", 200).losses[:, -1]
    assert np.ptp(ends.sum(axis=1)) < 1e-6
    np.testing.assert_allclose(np.ptp(ends, axis=0), 1, atol=1e-6)


def test_001_13_stopping_early_settles_for_a_number(runs):
    """From (1.5, 1.501) a run passes the balanced point within 0.0024, at step 64.

    By step 271 it is within 0.001 of (0, 1).
    """
    losses = runs("concave", "linear", 400, starts=[(1.5, 1.501)]).losses[0]
    distance = np.abs(losses - np.sqrt(0.5)).max(axis=1)
    assert distance.min() < 0.003
    assert 50 < distance.argmin() < 80
    np.testing.assert_allclose(losses[280:], [(0, 1)] * 121, atol=0.001)


def test_001_14_the_losses_are_the_same_and_only_the_model_differs():
    outputs = np.array([0.3, 0.4])
    assert losses_of_outputs(outputs) is outputs
    losses = {type(PROBLEMS[name]()).losses for name in ("convex", "concave", "mixed")}
    assert len(losses) == 1
    models = [PROBLEMS[name]().model(outputs) for name in ("convex", "concave", "mixed")]
    assert np.ptp(models, axis=0).min() > 0.01


def test_001_15_no_parameters_dominate_the_front(problem):
    random = np.random.default_rng(15)
    thetas = random.uniform((0, -1), (np.pi / 2, 1), (500, 2))
    found = simulate(problem, Linear(), thetas, 0).losses[:, 0]
    best = np.asarray(problem.front_loss_1(found[:, 1]))
    assert (found[:, 0] > best - 1e-9).all()


@pytest.mark.parametrize(
    ("name", "least", "most"),
    [("convex", 0.85, 1), ("mixed", 0.3, 0.5), ("concave", 0, 0.05)],
)
def test_001_16_weights_reach_the_convex_front_and_not_the_concave_one(name, least, most):
    """Of fifty points of the front, 0.88, 0.38 and 0.04 are within 0.02 of an end."""
    problem = PROBLEMS[name]()
    weights = np.repeat(np.geomspace(0.05, 20, 61), 7)
    theta0 = np.tile(problem.theta_from_losses(problem.starts), (61, 1))
    ends = simulate(problem, Linear(alpha=weights), theta0, 1000).losses[:, -1]
    assert least <= coverage(problem, ends) <= most


def test_001_18_every_step_goes_down_the_plane(problem):
    weights = np.repeat(WEIGHTS, 7)
    theta0 = np.tile(problem.theta_from_losses(problem.starts), (5, 1))
    losses = simulate(problem, Linear(alpha=weights), theta0, 400).losses
    total = losses[..., 0] + weights[:, None] * losses[..., 1]
    assert np.diff(total, axis=1).max() < 1e-12


@pytest.mark.parametrize("alpha", WEIGHTS)
def test_001_19_every_start_ends_at_one_point_of_the_convex_front(alpha, runs):
    ends = runs("convex", "linear", 400, alpha=alpha).losses[:, -1]
    assert np.ptp(ends, axis=0).max() < 0.001


def test_001_20_a_smaller_weight_takes_the_end_to_the_left(runs):
    """To where the circle has slope −1/α; within 0.0015 after 200 steps."""
    run = runs("convex", "linear", 200, starts=ONE_START * 5, alpha=np.array(WEIGHTS))
    ends = run.losses[:, -1]
    assert (np.diff(ends[:, 0]) > 0).all()
    expected = [on_the_convex_front(alpha) for alpha in WEIGHTS]
    np.testing.assert_allclose(ends, expected, atol=0.002)


def test_001_21_the_balanced_point_of_the_concave_front_is_a_saddle():
    """Down along the front and up across it, for the sum of both losses."""
    nearby = [[np.pi / 4, 0], [np.pi / 4 + 0.1, 0], [np.pi / 4 - 0.1, 0], [np.pi / 4, 0.1]]
    totals = simulate(PROBLEMS["concave"](), Linear(), nearby, 0).losses.sum(axis=-1)[:, 0]
    assert totals[1] < totals[0]
    assert totals[2] < totals[0]
    assert totals[3] > totals[0]


@pytest.mark.parametrize(
    ("alpha", "split"),
    [(0.2, (7, 0)), (0.5, (5, 2)), (1, (4, 3)), (2, (2, 5)), (4, (1, 6))],
)
def test_001_22_the_weight_only_decides_how_many_starts_end_where(alpha, split, runs):
    ends = runs("concave", "linear", 400, alpha=alpha).losses[:, -1]
    at_end = np.abs(ends[:, None] - ENDS).max(axis=-1) < 0.002
    assert tuple(at_end.sum(axis=0)) == split


def test_001_28_concave_pieces_split_the_starts_of_the_mixed_front():
    ends = simulate(PROBLEMS["mixed"](), Linear(), many_starts(), 1000).losses[:, -1]
    clusters, sizes = np.unique(ends.round(3) + 0.0, axis=0, return_counts=True)
    np.testing.assert_allclose(clusters, [(0, 1), (0.5, 0.5), (1, 0)])
    assert list(sizes) == [12, 25, 12]


def test_001_28_no_weight_reaches_the_concave_pieces():
    """60 weights and 49 starts: no run ends with s in 0.09 to 0.41, or in 0.59 to 0.91."""
    weights = np.repeat(np.geomspace(0.05, 20, 60), 49)
    theta0 = np.tile(many_starts(), (60, 1))
    run = simulate(PROBLEMS["mixed"](), Linear(alpha=weights), theta0, 2000)
    s = run.theta[:, -1, 0] * 2 / np.pi
    for low, high in ((0.09, 0.41), (0.59, 0.91)):
        assert not ((low < s) & (s < high)).any()
    assert (np.abs(s - 0.5) < 0.09).any()


def test_001_29_a_slight_change_of_the_weight_can_jump_to_another_piece():
    """From s = 0.2 and t₂ = 0.6, between 1.34 and 1.35: the end moves by 0.71.

    Most changes by 0.01 do not move it at all.
    """
    weights = np.arange(0.5, 1.6, 0.01)
    theta0 = np.tile([[0.2 * np.pi / 2, 0.6]], (len(weights), 1))
    run = simulate(PROBLEMS["mixed"](), Linear(alpha=weights), theta0, 2000)
    jumps = np.linalg.norm(np.diff(run.losses[:, -1], axis=0), axis=1)
    assert 0.65 < jumps.max() < 0.75
    assert 1.3 < weights[jumps.argmax()] < 1.4
    assert np.median(jumps) < 0.003
