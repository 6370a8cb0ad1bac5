"""What the sources say of tuning: by a weight, by a bound, and how often one has to try.

Each test is named after the claim it checks. 000 and 001 are Degrave and Korshunova, 2021,
002 is Pedro, 2023, 003 the Chinese digest, 004 the thread; see `docs/claims.md`.
"""

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from optimizers.linear import Linear
from optimizers.mdmm import MDMM
from simulation import simulate
from starts import starts
from tests.claims.measures import coverage
from toy_problems import PROBLEMS
from toy_problems.base import losses_of_outputs

pytestmark = pytest.mark.claim

ONE_START = [(1.481, 1.5)]
TRIES = 10


def swept(problem, method, num_values, num_steps):
    """Ends of the seven runs for each value; a method that has one value for each run."""
    theta0 = np.tile(problem.theta_from_losses(problem.starts), (num_values, 1))
    return simulate(problem, method, theta0, num_steps).losses[:, -1]


def test_000_02_with_damping_by_the_law_bounds_find_all_of_the_concave_front():
    """0.98 of it, where δ = 10 finds 0.72: δ is four times what the law asks for.

    61 bounds evenly spread along the front, δ from 10 to 2000. The larger δ, the smaller η
    has to be, for the force of a far start is δ h.
    """
    problem = PROBLEMS["concave"]()
    epsilon = np.cos((np.arange(61) + 0.5) / 61 * np.pi / 2)
    law = 1 + (1 - epsilon**2) ** -1.5
    damping = np.clip(4 * law, 10, 2000)
    rates = np.minimum(0.02, 0.3 / damping)
    numbers = {"epsilon": epsilon, "damping": damping, "learning_rate": rates}
    method = MDMM(**{name: np.repeat(values, 7) for name, values in numbers.items()})
    assert coverage(problem, swept(problem, method, 61, 6000)) >= 0.95


def tries_until(name, target, runs):
    """How many weights a bisection tries until L₂ is within 0.02 of the target, or None."""
    low, high = np.log(0.05), np.log(20)
    for count in range(1, TRIES + 1):
        weight = (low + high) / 2
        run = runs(name, "linear", 1000, starts=ONE_START, alpha=float(np.exp(weight)))
        loss_2 = run.losses[0, -1, 1]
        if abs(loss_2 - target) < 0.02:
            return count
        low, high = (weight, high) if loss_2 > target else (low, weight)
    return None


def test_001_10_and_24_a_weight_is_tuned_by_trying(runs):
    """Six tries at most on the convex front for any L₂; on the concave one ten fail."""
    targets = np.arange(0.1, 0.95, 0.1)
    convex = [tries_until("convex", target, runs) for target in targets]
    assert max(convex) == 6
    assert sum(convex) > 30
    assert {tries_until("concave", target, runs) for target in targets} == {None}


def test_000_01_a_bound_takes_one_try(runs):
    """For the same targets, from the same start, within 0.001; 0.9 needs δ = 20."""
    for name, damping in (("convex", 10.0), ("concave", 20.0)):
        targets = np.arange(0.1, 0.95, 0.1)
        numbers = {"epsilon": targets, "damping": damping}
        run = runs(name, "mdmm", 1000, starts=ONE_START * 9, **numbers)
        np.testing.assert_allclose(run.losses[:, -1, 1], targets, atol=0.001)


@pytest.mark.parametrize(
    ("alpha", "end"), [(0.75, (0.2, 0.4)), (1.0, (1 - np.sqrt(0.5), 1 - np.sqrt(0.5)))]
)
def test_001_08_the_sum_of_the_first_figure(alpha, end, runs):
    """Its run ends where α is 0.75, not 1 as in the listing beside it."""
    run = runs("convex", "linear", 200, starts=[(1.5, 1.5)], alpha=alpha)
    np.testing.assert_allclose(run.losses[0, -1], end, atol=0.001)


@pytest.mark.parametrize("alpha", [0.2, 1.0, 4.0])
def test_001_17_the_total_loss_is_a_plane_over_both_losses(alpha, problem):
    """At each point of each run it is L₁ + α L₂, to 1e-12."""
    method = Linear(alpha=alpha)
    run = simulate(problem, method, problem.theta_from_losses(problem.starts), 200)
    total = method.total_loss(run.losses, run.multiplier)
    expected = run.losses @ np.array([1.0, alpha])
    np.testing.assert_allclose(total, expected, rtol=0, atol=1e-12)


def test_001_23_a_plain_sum_may_ignore_either_loss(runs):
    """Without any weight one of the losses is as large as on the front it can be."""
    ends = runs("concave", "linear", 400, alpha=1.0).losses[:, -1]
    ignored = ends.argmax(axis=1)
    np.testing.assert_allclose(ends.max(axis=1), 1, atol=0.001)
    np.testing.assert_allclose(ends.min(axis=1), 0, atol=0.001)
    assert set(ignored) == {0, 1}


def test_001_25_no_weight_and_no_start_finds_the_concave_front():
    """21 weights from 49 random starts reach its ends, 0.04 of it."""
    problem = PROBLEMS["concave"]()
    weights = np.repeat(np.geomspace(0.05, 20, 21), 49)
    theta0 = np.tile(starts("random", problem, 49, seed=1), (21, 1))
    ends = simulate(problem, Linear(alpha=weights), theta0, 1000).losses[:, -1]
    assert coverage(problem, ends) <= 0.05


def test_001_27_convex_losses_do_not_make_a_convex_front():
    """Both are linear in the outputs of the model; the front bends as the model does."""
    outputs = jnp.array([0.3, 0.4])
    np.testing.assert_array_equal(jax.hessian(losses_of_outputs)(outputs), 0)
    bounds = np.linspace(0.05, 0.95, 19)
    bends = {name: PROBLEMS[name]().front_curvature(bounds) for name in PROBLEMS}
    assert (bends["convex"] > 0).all()
    assert (bends["concave"] < 0).all()
    assert {-1, 1} <= set(np.sign(bends["mixed"]))


def test_002_03_on_the_front_one_loss_improves_only_if_the_other_degrades(problem):
    """True of any two of its points, and no random parameters do better in both."""
    front = np.asarray(problem.front_curve(101))
    assert (np.diff(front[:, 0]) > 0).all()
    assert (np.diff(front[:, 1]) < 0).all()
    random = np.random.default_rng(2)
    thetas = random.uniform((0, -1), (np.pi / 2, 1), (2000, 2))
    found = simulate(problem, Linear(), thetas, 0).losses[:, 0]
    assert not (found[:, None] < front - 1e-9).all(axis=-1).any()


@pytest.mark.parametrize(("name", "share"), [("convex", 1), ("mixed", 0.5), ("concave", 0)])
def test_002_04_a_weight_finds_only_what_is_convex(name, share):
    """That is all of the convex front, half of the mixed one, nothing of the concave one.

    Found are 0.88, 0.38 and 0.04; the last are its ends.
    """
    problem = PROBLEMS[name]()
    front = np.asarray(problem.front_curve(4001))
    length = np.linalg.norm(np.diff(front, axis=0), axis=1)
    middle = (front[1:, 1] + front[:-1, 1]) / 2
    convex = np.asarray(problem.front_curvature(middle)) > 0
    np.testing.assert_allclose(length[convex].sum() / length.sum(), share, atol=0.001)
    method = Linear(alpha=np.repeat(np.geomspace(0.05, 20, 61), 7))
    found = coverage(problem, swept(problem, method, 61, 1000))
    assert share - 0.15 < found < share + 0.05


@pytest.mark.parametrize("name", ["convex", "concave", "mixed"])
def test_002_22_varying_the_bound_draws_the_front(name):
    """Sixteen bounds: all ends are within 0.001 of (F(ε), ε), L₁ falling as ε rises."""
    problem = PROBLEMS[name]()
    bounds = np.linspace(0.05, 0.8, 16)
    ends = swept(problem, MDMM(epsilon=np.repeat(bounds, 7)), 16, 1500).reshape(16, 7, 2)
    expected = np.stack([problem.front_loss_1(bounds), bounds], axis=-1)
    np.testing.assert_allclose(ends, np.repeat(expected[:, None], 7, axis=1), atol=0.001)
    assert (np.diff(ends[:, 0, 0]) < 0).all()


def test_003_07_a_run_comes_by_the_balanced_point_and_slides_into_a_corner(runs):
    """As in the figure, by (0.70, 0.73), at step 38, and then to (0, 1)."""
    losses = runs("concave", "linear", 400, starts=ONE_START, alpha=1.0).losses[0]
    distance = np.linalg.norm(losses - (0.70, 0.73), axis=1)
    assert distance.min() < 0.005
    assert 30 < distance.argmin() < 46
    np.testing.assert_allclose(losses[200], (0, 1), atol=0.001)
