import numpy as np
import pytest

from damping.trade_off import band, times, trend
from optimizers.mdmm import MDMM
from simulation import simulate
from tests.claims.measures import optimum, settling_steps
from toy_problems import PROBLEMS

DAMPING = np.linspace(0, 30, 41)


def distance_from_front(problem, losses):
    """From each iterate to the nearest of many points of the front."""
    front = np.asarray(problem.front_curve(2001))
    return np.array([[np.hypot(*(front - pair).T).min() for pair in run] for run in losses])


def test_times_are_those_of_the_runs_themselves():
    problem, method = PROBLEMS["concave"](), MDMM(learning_rate=0.01)
    epsilon, damping = np.array([0.5, 0.7]), np.array([2.0, 5.0, 12.0])
    found = times(problem, method, epsilon, damping, num_steps=300)
    for row, value in enumerate(damping):
        front, settle = [], []
        for bound in epsilon:
            one = MDMM(epsilon=bound, damping=value, learning_rate=0.01)
            theta0 = problem.theta_from_losses(problem.starts)
            losses = simulate(problem, one, theta0, 300).losses
            near = distance_from_front(problem, losses) < 0.05
            front += np.where(near.any(axis=1), near.argmax(axis=1), np.inf).tolist()
            away = np.abs(losses - optimum("concave", bound)).max(axis=-1)
            steps = settling_steps(away, 0.01)
            settle += np.where(steps <= 270, steps, np.inf).tolist()
        assert found.never[row] == np.isinf(settle).sum()
        # Of fourteen runs, the fourth, the seventh and the eleventh.
        np.testing.assert_array_equal(found.to_front[row], np.sort(front)[[3, 6, 10]])
        np.testing.assert_array_equal(found.to_settle[row], np.sort(settle)[[3, 6, 10]])
    assert found.num_runs == 14
    assert 0 < found.never[1] < found.never[0]


def trends(name, epsilon, learning_rate):
    """Of the time to the front and to settle, where half of the runs settle."""
    problem, method = PROBLEMS[name](), MDMM(learning_rate=learning_rate)
    found = times(problem, method, band(problem, epsilon), DAMPING)
    settle = found.to_settle[:, 1]
    front = np.where(np.isfinite(settle), found.to_front[:, 1], np.inf)
    return found, trend(DAMPING, front), trend(DAMPING, settle)


@pytest.mark.claim
def test_000_39_with_small_steps_damping_trades_time_to_the_mixed_front():
    """η = 0.005: 20 to 49 steps to the front, 512 to 106 to settle."""
    _, front, settle = trends("mixed", 0.5, 0.005)
    assert (front.kind, settle.kind) == ("rises", "falls")
    assert front.last[1] > 2 * front.first[1]
    assert settle.last[1] < 0.3 * settle.first[1]


@pytest.mark.claim
def test_000_39_on_the_convex_front_only_weak_damping_does():
    """η = 0.005: 51 steps to the front at δ = 0, 95 at 6.75, 85 at 30."""
    _, front, settle = trends("convex", 0.3, 0.005)
    assert (front.kind, settle.kind) == ("both", "falls")
    assert front.most[1] > 1.5 * front.first[1]
    assert front.last[1] < front.most[1]


@pytest.mark.claim
@pytest.mark.parametrize("learning_rate", [0.02, 0.005])
def test_000_39_on_the_concave_front_the_way_is_shorter_with_more_damping(learning_rate):
    """31 to 17 steps to the front with η = 0.02, 128 to 119 with 0.005."""
    found, front, settle = trends("concave", 0.7, learning_rate)
    assert (front.kind, settle.kind) == ("falls", "falls")
    assert (found.never[DAMPING < 3] == 35).all()
    assert (found.never[DAMPING > 10] == 0).all()


@pytest.mark.parametrize(
    ("steps", "kind"),
    [
        ([3, 4, 4, 9], "rises"),
        ([3, 13, 12, 20], "rises"),
        ([9, 4, 4, 3], "falls"),
        ([3, 9, 3, 8], "both"),
        ([5, 5, 5, 5], "level"),
        ([np.inf, 5, 4, np.inf], "falls"),
    ],
)
def test_the_trend_of_numbers(steps, kind):
    assert trend(np.arange(4.0), np.array(steps, float)).kind == kind


def test_where_a_trend_begins_ends_and_turns():
    found = trend(np.arange(5.0), np.array([np.inf, 7, 2, 2, 9]))
    assert found[1:] == ((1, 7), (4, 9), (2, 2), (4, 9))
    assert trend(np.arange(2.0), np.array([np.inf, 3])) is None


def test_bounds_around_one_stay_on_the_front():
    problem = PROBLEMS["concave"]()
    np.testing.assert_allclose(band(problem, 0.7), [0.65, 0.675, 0.7, 0.725, 0.75])
    np.testing.assert_allclose(band(problem, 0.98)[[0, -1]], [0.97, 0.99])
    for epsilon in (0.0, 1.0, 1.2):
        with pytest.raises(ValueError, match="between"):
            band(problem, epsilon)
