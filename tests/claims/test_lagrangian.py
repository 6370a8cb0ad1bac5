"""What the sources say of the Lagrangian L₁ + λ (L₂ − ε): saddles, duals, λ as a price.

Each test is named after the claim it checks. 000 and 001 are Degrave and Korshunova, 2021,
002 is Pedro, 2023, 004 the thread on learning a weight; see `docs/claims.md`.
"""

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from optimizers.base import State
from optimizers.dual import Dual
from optimizers.linear import Linear
from optimizers.mdmm import MDMM
from simulation import simulate
from tests.claims.measures import optimum
from tests.oracles import listings
from toy_problems import PROBLEMS

pytestmark = pytest.mark.claim

CASES = [("convex", 0.3), ("concave", 0.7), ("mixed", 0.6)]


def step_of(method, problem, theta, multiplier):
    """How far one step with η = 1 goes, as a gradient."""
    return theta - method.step(problem, State(theta, jnp.array(multiplier))).theta


@pytest.mark.parametrize("epsilon", [0.2, 0.5, 0.8])
def test_000_03_the_goal_is_the_least_loss_1_with_loss_2_below_the_bound(epsilon, problem):
    """On a grid of 24,000 parameters none does better than F(ε), and some do as well."""
    angles, out = np.meshgrid(np.linspace(0, np.pi / 2, 601), np.linspace(0, 1, 40))
    grid = np.stack([angles.ravel(), out.ravel()], axis=-1)
    losses = simulate(problem, Linear(), grid, 0).losses[:, 0]
    least = losses[losses[:, 1] <= epsilon, 0].min()
    best = float(problem.front_loss_1(epsilon))
    assert best - 1e-12 <= least < best + 0.01


def test_000_04_the_lagrangian_looks_like_the_weighted_sum(problem):
    """Its gradient at λ is that of L₁ + α L₂ with α = λ, whatever ε is."""
    theta = problem.theta_from_losses([(1.3, 0.9)])[0]
    for multiplier, epsilon in ((0.0, 0.3), (0.7, 0.3), (2.5, 0.8)):

        def lagrangian(theta, multiplier=multiplier, epsilon=epsilon):
            loss_1, loss_2 = problem.losses(theta)
            return loss_1 - multiplier * (epsilon - loss_2)

        weighted = step_of(
            Linear(alpha=multiplier, learning_rate=1.0), problem, theta, multiplier
        )
        np.testing.assert_allclose(jax.grad(lagrangian)(theta), weighted, atol=1e-12)


@pytest.mark.parametrize(("name", "epsilon"), CASES)
def test_000_05_the_optimum_is_a_saddle_of_the_lagrangian(name, epsilon):
    """Along the front and λ it is at rest, and bends up one way and down another."""
    problem = PROBLEMS[name]()
    angle = float(problem.theta_from_losses([optimum(name, epsilon)])[0, 0])
    rest = np.array([angle, -float(problem.front_slope(epsilon))])
    front = listings.PROBLEMS[name].front

    def lagrangian(t1, multiplier):
        loss_1, loss_2 = front(t1)
        return loss_1 + multiplier * (loss_2 - epsilon)

    step = 1e-4 * np.eye(2)
    slope = [(lagrangian(*(rest + d)) - lagrangian(*(rest - d))) / 2e-4 for d in step]
    bend = [
        [
            sum(
                p * q * lagrangian(*(rest + p * step[i] + q * step[j]))
                for p in (1, -1)
                for q in (1, -1)
            )
            / 4e-8
            for j in (0, 1)
        ]
        for i in (0, 1)
    ]
    np.testing.assert_allclose(slope, 0, atol=1e-6)
    low, high = np.linalg.eigvalsh(bend)
    assert low < -0.1
    assert high > 0.1


def test_000_06_gradient_descent_finds_the_saddle_only_from_a_symmetric_start(runs):
    """From (1.5, 1.5) it stays on the saddle for 5,000 steps; 0.001 beside it, it leaves.

    From (1.5, 1.501) it is within 0.01 of (0, 1) from step 270 on.
    """
    starts = [(1.5, 1.5), (1.5, 1.501)]
    symmetric, beside = runs("concave", "linear", 5000, starts=starts).losses
    np.testing.assert_allclose(symmetric[-1], np.sqrt(0.5), atol=1e-6)
    assert np.abs(beside[250] - (0, 1)).max() > 0.01
    np.testing.assert_allclose(beside[280:], [(0, 1)] * 4721, atol=0.01)


def test_000_08_the_best_multiplier_and_what_it_leaves_open(runs):
    """λ* is the slope of the convex front, and 1 on the concave one, whatever ε is.

    There the dual is 0.414 short of the least L₁ at ε = 0.7, and exact on the convex one.
    """
    slope = 0.7 / np.sqrt(1 - 0.7**2)
    found = runs("convex", "dual", 0, epsilon=0.3).multiplier
    np.testing.assert_allclose(found, slope, atol=1e-6)
    bounds = np.linspace(0.1, 0.9, 7)
    found = runs("concave", "dual", 0, epsilon=bounds).multiplier
    np.testing.assert_allclose(found, 1, atol=1e-6)
    gaps = {name: float(Dual(epsilon=e).duality_gap(PROBLEMS[name]())) for name, e in CASES}
    np.testing.assert_allclose(gaps["convex"], 0, atol=1e-6)
    np.testing.assert_allclose(gaps["concave"], np.sqrt(0.51) - 0.3, atol=1e-6)


def test_002_07_the_multiplier_is_learned(runs):
    """From 0 to −F′(ε) = 0.980. As 𝓛 = f + λ (ε − g) has it, to −0.980."""
    learned = runs("convex", "bdmm", 1000, epsilon=0.3).multiplier
    np.testing.assert_array_equal(learned[:, 0], 0)
    np.testing.assert_allclose(learned[:, -1], 0.7 / np.sqrt(0.51), atol=1e-3)


@pytest.mark.parametrize(("name", "works"), [("convex", True), ("concave", False)])
def test_004_01_the_weight_can_be_learned_where_a_weight_will_do(name, works, runs):
    """With the λ that MDMM ends at as its α, a weighted sum ends at the same place.

    On the concave front all seven of its runs end 0.69 away or more.
    """
    epsilon = dict(CASES)[name]
    learned = float(runs(name, "mdmm", 1000, epsilon=epsilon).multiplier[0, -1])
    ends = runs(name, "linear", 1000, alpha=learned).losses[:, -1]
    distance = np.abs(ends - optimum(name, epsilon)).max(axis=1)
    assert (distance < 0.001).all() if works else (distance > 0.69).all()


@pytest.mark.parametrize(("name", "epsilon"), CASES)
def test_004_03_the_multiplier_is_the_price_of_the_bound(name, epsilon, runs):
    """λ is how much less L₁ costs for a bound that is looser by a little, to 1 %."""
    bounds = epsilon + np.array([0, -0.005, 0.005, 0, 0, 0, 0])
    run = runs(name, "mdmm", 2000, epsilon=bounds)
    _, tight, loose = run.losses[:3, -1, 0]
    np.testing.assert_allclose(run.multiplier[0, -1], (tight - loose) / 0.01, rtol=0.01)


@pytest.mark.parametrize(("name", "epsilon"), CASES)
def test_004_05_it_is_a_minimum_over_theta_of_a_maximum_over_lambda(name, epsilon, runs):
    """With θ held fast, λ rises for ever where the bound is violated, and else stays 0.

    So the largest Lagrangian is infinite there, and elsewhere it is L₁.
    """
    starts = [(1.0, 1.5), (1.9, epsilon), (1.9, epsilon * 0.9)]
    run = runs(name, "mdmm", 1000, starts=starts, epsilon=epsilon, learning_rate=0.0)
    violated, at_the_bound, kept = run.multiplier[:, -1]
    np.testing.assert_allclose(violated, 1000 * (1.5 - epsilon), rtol=1e-6)
    np.testing.assert_allclose(at_the_bound, 0, atol=1e-9)
    assert kept == 0


@pytest.mark.parametrize("damping", [2.0, 5.0])
def test_e3_damping_of_the_slides_counts_twice(damping, problem):
    """The force of δ (ε − g)² is that of damping 2 δ in the listing, or of c = 2 δ."""
    epsilon, multiplier = 0.6, 0.4

    def lagrangian(theta):
        loss_1, loss_2 = problem.losses(theta)
        room = epsilon - loss_2
        return loss_1 - multiplier * room + damping * room**2

    theta = problem.theta_from_losses([(1.2, 1.1)])[0]
    method = MDMM(epsilon=epsilon, damping=2 * damping, learning_rate=1.0)
    found = step_of(method, problem, theta, multiplier)
    np.testing.assert_allclose(found, jax.grad(lagrangian)(theta), atol=1e-12)
