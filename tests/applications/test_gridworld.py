"""A policy in a gridworld against soft value iteration, in NumPy."""

from functools import cache

import numpy as np
import pytest
from scipy.optimize import brentq
from scipy.special import logsumexp, softmax

from applications import APPLICATIONS
from model_training import trained

GRIDWORLD = APPLICATIONS["gridworld"]()
(BOUNDED,) = GRIDWORLD.bounded
ROWS = ("...#G", ".#...", "...#.", "#.#..", ".....")
FREE = [(i, j) for i in range(5) for j in range(5) if ROWS[i][j] == "."]
GOAL = len(FREE)
DISCOUNT = 0.9
TARGETS = (0.1, 0.2, 0.35, 0.5, 0.7, 0.9, 1.2)


def entered(i, j):
    """The cells above, to the right, below and to the left, or else this one again."""
    around = [(i - 1, j), (i, j + 1), (i + 1, j), (i, j - 1)]
    places = [to if to in [*FREE, (0, 4)] else (i, j) for to in around]
    return [GOAL if to == (0, 4) else FREE.index(to) for to in places]


ENTERED = np.array([entered(*cell) for cell in FREE])


def optimal(temperature):
    """The policy of soft value iteration, or for a temperature of 0 of value iteration."""
    value = np.zeros(len(FREE))
    for _ in range(400):
        goal = 1 + DISCOUNT * value.mean()
        quality = np.append(DISCOUNT * value, goal)[ENTERED]
        if temperature == 0:
            value = quality.max(axis=1)
        else:
            soft = logsumexp(quality / temperature, axis=1) - np.log(4)
            value = temperature * soft
    if temperature == 0:
        policy = np.isclose(quality, quality.max(axis=1, keepdims=True))
        return policy / policy.sum(axis=1, keepdims=True)
    return softmax(quality / temperature, axis=1)


def returned(policy, first=None):
    """Goals and nats per step: where the policy is, one step after the other."""
    transitions = np.zeros((len(FREE), len(FREE) + 1))
    for s, a in np.ndindex(policy.shape):
        transitions[s, ENTERED[s, a]] += policy[s, a]
    reward = transitions[:, GOAL]
    transitions = transitions[:, :GOAL] + reward[:, None] / len(FREE)
    deficit = np.log(4) + np.sum(policy * np.log(np.maximum(policy, 1e-300)), axis=1)
    visits = (
        np.full(len(FREE), 1 / len(FREE)) if first is None else np.eye(len(FREE))[first]
    )
    goals = nats = 0.0
    for t in range(400):
        goals += (1 - DISCOUNT) * DISCOUNT**t * visits @ reward
        nats += (1 - DISCOUNT) * DISCOUNT**t * visits @ deficit
        visits = visits @ transitions
    return goals, nats


@cache
def temperature_of(deficit):
    """The temperature at which the optimal policy lacks that much entropy."""
    return brentq(lambda alpha: returned(optimal(alpha))[1] - deficit, 0.03, 1, rtol=1e-4)


@cache
def kept_to(deficit):
    return trained(GRIDWORLD, GRIDWORLD.kept_to({"deficit": deficit}))


@pytest.mark.parametrize("epsilon", TARGETS)
def test_an_entropy_leads_to_the_soft_optimal_policy_and_its_temperature(epsilon):
    temperature = temperature_of(epsilon)
    found = kept_to(epsilon)
    goals, _ = returned(optimal(temperature))
    assert found.losses[-1, 1] == pytest.approx(epsilon, abs=0.002)
    assert -found.losses[-1, 0] == pytest.approx(goals, rel=0.01)
    assert found.multipliers[-1, 0] == pytest.approx(temperature, rel=0.01)


def test_the_return_falls_as_the_entropy_rises():
    returns = [-kept_to(epsilon).losses[-1, 0] for epsilon in TARGETS]
    assert np.all(np.diff(returns) > 0.005)


@pytest.mark.parametrize("temperature", [0.03, 0.1, 0.3])
def test_a_temperature_leads_to_the_soft_optimal_policy(temperature):
    found = trained(GRIDWORLD, GRIDWORLD.weighted({"deficit": temperature}))
    goals, deficit = returned(optimal(temperature))
    assert -found.losses[-1, 0] == pytest.approx(goals, rel=0.01)
    assert found.losses[-1, 1] == pytest.approx(deficit, abs=0.01)


def test_a_bound_beyond_the_best_policy_does_nothing():
    found = kept_to(1.38)
    best, _ = returned(optimal(0))
    assert -found.losses[-1, 0] == pytest.approx(best, rel=0.01)
    assert found.multipliers[-1, 0] == 0


def test_the_temperature_does_nothing_over_half_of_its_slider():
    low, high = BOUNDED.weights
    best, _ = returned(optimal(0))
    weights = np.geomspace(low, high, 9)
    outcomes = [
        trained(GRIDWORLD, GRIDWORLD.weighted({"deficit": weight})).losses[-1]
        for weight in weights
    ]
    np.testing.assert_allclose(weights[[0, 2, 6, 8]], [0.001, 0.01, 1, 10])
    for outcome in outcomes[:3]:
        assert -outcome[0] == pytest.approx(best, rel=0.01)
    for outcome in outcomes[6:]:
        assert outcome[1] < 0.005
    assert outcomes[3][1] - outcomes[5][1] > 1


def test_losses_are_those_of_the_given_first_cells():
    logits = np.random.default_rng(0).normal(size=(len(FREE), 4))
    for first in [[0, 18], [7, 3]]:
        each = [returned(softmax(logits, axis=1), one) for one in first]
        minus_goals, values = GRIDWORLD.losses(logits, np.array(first), None)
        found = -minus_goals, values["deficit"]
        np.testing.assert_allclose(found, np.mean(each, axis=0), rtol=1e-9)


def test_with_mini_batches_the_entropy_is_kept_to_and_hard_constraint_first_is_worse():
    kept = trained(GRIDWORLD, GRIDWORLD.kept_to(), batch_share=0.1)
    first = trained(GRIDWORLD, GRIDWORLD.kept_to_first(), batch_share=0.1)
    half = len(kept.steps) // 2
    allowed = 0.02 * (BOUNDED.high - BOUNDED.low)
    assert abs(kept.losses[half:, 1].mean() - BOUNDED.epsilon) < allowed
    assert first.losses[half:, 1].mean() < BOUNDED.epsilon - allowed
    assert first.losses[half:, 0].mean() > 0.95 * kept.losses[half:, 0].mean()


def test_the_picture_has_the_policy_and_leads_to_the_goal():
    found = kept_to(1.2)
    probabilities, heat, walls, goal, _ = GRIDWORLD.picture(found)
    np.testing.assert_allclose(probabilities.sum(axis=-1), 1)
    assert [list(row) for row in walls] == [[cell == "#" for cell in row] for row in ROWS]
    free = tuple(np.transpose(FREE))
    np.testing.assert_allclose(probabilities[free], softmax(found.params, axis=1))
    assert heat[free].mean() == pytest.approx(-found.losses[-1, 0])
    assert np.unravel_index(heat.argmax(), heat.shape) == (0, 4) == tuple(goal)
    to_the_right_and_up = {(3, 3): 1, (3, 4): 0, (2, 4): 0, (1, 4): 0}
    for cell, action in to_the_right_and_up.items():
        assert probabilities[cell].argmax() == action


def test_a_training_that_diverged_has_a_picture():
    diverged = kept_to(0.5)._replace(params=np.full((len(FREE), 4), np.nan))
    assert np.isnan(GRIDWORLD.picture(diverged).probabilities).sum() == len(FREE) * 4
