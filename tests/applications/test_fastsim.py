"""Refinement of a fast simulation, against plain NumPy and SciPy."""

from functools import cache
from itertools import combinations

import jax
import numpy as np
import pytest
from scipy.spatial.distance import cdist, pdist
from scipy.stats import wasserstein_distance

from applications import APPLICATIONS
from model_training import trained

FASTSIM = APPLICATIONS["fastsim"]()
(MMD,) = FASTSIM.bounded
PAIRS = FASTSIM.examples
CONDITION, FAST, FULL = (np.asarray(array, float) for array in PAIRS)
ACTIVE = (MMD.low, MMD.epsilon, 0.1, MMD.high)


@cache
def kept_to(epsilon):
    return trained(FASTSIM, FASTSIM.kept_to({"mmd": epsilon}))


@cache
def weighted(weight):
    return trained(FASTSIM, FASTSIM.weighted({"mmd": weight}))


def refined(params):
    (w, b), (v, c) = (tuple(np.asarray(of, float) for of in layer) for layer in params)
    return FAST + (np.tanh(np.stack([FAST, CONDITION], axis=1) @ w + b) @ v + c)[:, 0]


def kernel(distances):
    return np.exp(-(distances**2) / (2 * 0.5**2))


def losses(response):
    """MSE, and the unbiased estimate of MMD² from distances between different pairs."""
    r, y = response[:, None], FULL[:, None]
    between = kernel(cdist(r, y))[~np.eye(len(y), dtype=bool)]
    discrepancy = kernel(pdist(r)).mean() + kernel(pdist(y)).mean() - 2 * between.mean()
    return np.array([np.mean((response - FULL) ** 2), discrepancy])


def gradients(params):
    """Of both losses, by central differences."""
    flat, structure = jax.tree.flatten(jax.tree.map(lambda of: np.array(of, float), params))
    slopes = []
    for array in flat:
        for place in np.ndindex(array.shape):
            was, ends = array[place], []
            for step in (1e-5, -1e-5):
                array[place] = was + step
                ends.append(losses(refined(jax.tree.unflatten(structure, flat))))
            array[place] = was
            slopes.append((ends[0] - ends[1]) / 2e-5)
    return np.array(slopes).T


def test_both_losses_are_those_of_numpy_before_and_after():
    found = kept_to(MMD.epsilon)
    np.testing.assert_allclose(found.losses[0], losses(FAST), rtol=1e-4)
    after = losses(refined(found.params))
    np.testing.assert_allclose(found.losses[-1], after, rtol=1e-3, atol=1e-5)


def test_the_mean_discrepancy_of_all_mini_batches_is_that_of_all_examples():
    params = FASTSIM.init(jax.random.key(0))

    def discrepancy(chosen):
        some = jax.tree.map(lambda array: array[np.array(chosen)], PAIRS)
        return float(FASTSIM.losses(params, some, jax.random.key(0))[1]["mmd"])

    of_batches = [discrepancy(chosen) for chosen in combinations(range(6), 4)]
    assert np.ptp(of_batches) > 0.1
    assert np.mean(of_batches) == pytest.approx(discrepancy(range(6)), abs=1e-6)


def test_the_full_simulation_has_two_modes_and_the_fast_one_is_biased():
    assert np.mean(np.abs(FULL) < 0.25) < 0.05
    assert 0.4 < np.mean(FULL > 0) < 0.6
    assert np.mean(FAST) < np.mean(FULL) - 0.5


@pytest.mark.parametrize("epsilon", ACTIVE)
def test_the_discrepancy_is_kept_to_its_bound(epsilon):
    found = kept_to(epsilon)
    assert abs(found.losses[-1, 1] - epsilon) < 0.01 * (MMD.high - MMD.low)
    assert found.multipliers[-1, 0] > 0


@pytest.mark.parametrize("epsilon", [MMD.low, MMD.epsilon, 0.1])
def test_the_multiplier_is_the_one_that_balances_both_gradients(epsilon):
    found = kept_to(epsilon)
    of_error, of_discrepancy = gradients(found.params)
    balance = -(of_error @ of_discrepancy) / (of_discrepancy @ of_discrepancy)
    assert found.multipliers[-1, 0] == pytest.approx(balance, rel=0.05)
    left = np.linalg.norm(of_error + balance * of_discrepancy)
    assert left < 0.1 * np.linalg.norm(of_error)


def test_bounds_sketch_the_front():
    errors = [kept_to(epsilon).losses[-1, 0] for epsilon in ACTIVE]
    multipliers = [kept_to(epsilon).multipliers[-1, 0] for epsilon in ACTIVE]
    assert np.all(np.diff(errors) < -0.002)
    assert np.all(np.diff(multipliers) < 0)


def test_a_bound_that_is_loose_does_nothing():
    found = kept_to(0.3)
    assert found.multipliers[-1, 0] == 0
    assert found.losses[-1] == pytest.approx(weighted(0.0).losses[-1], rel=0.02)


def test_the_error_alone_leaves_the_discrepancy_bad():
    error, discrepancy = weighted(0.0).losses[-1]
    assert error < 0.55 * weighted(0.0).losses[0, 0]
    assert discrepancy > max(weighted(0.0).losses[0, 1], MMD.high)


def test_the_discrepancy_alone_leaves_the_error_better_than_unrefined():
    error, discrepancy = weighted(100.0).losses[-1]
    assert abs(discrepancy) < 0.01
    assert error < 0.75 * weighted(100.0).losses[0, 0]


def test_most_of_the_slider_of_the_weight_does_nothing_useful():
    low, high = MMD.weights
    useful = np.log10([0.1, 3])
    assert weighted(0.1).losses[-1, 1] > MMD.high
    assert weighted(3.0).losses[-1, 1] < MMD.low
    assert np.diff(useful)[0] < 0.4 * np.log10(high / low)
    assert abs(weighted(3.0).losses[-1, 1] - weighted(high).losses[-1, 1]) < 0.01


def test_the_responses_come_closer_together_as_a_whole():
    before = wasserstein_distance(FAST, FULL)
    after = wasserstein_distance(refined(kept_to(MMD.epsilon).params), FULL)
    by_error_alone = wasserstein_distance(refined(weighted(0.0).params), FULL)
    assert after < 0.5 * before
    assert after < by_error_alone
    labels = FASTSIM.picture(kept_to(MMD.epsilon)).labels
    assert labels[1:] == (f"fast, W₁ = {before:.2f}", f"refined, W₁ = {after:.2f}")


def test_with_mini_batches_the_bound_is_kept_to_and_hard_constraint_first_is_worse():
    kept = trained(FASTSIM, FASTSIM.kept_to(), batch_share=0.1)
    first = trained(FASTSIM, FASTSIM.kept_to_first(), batch_share=0.1)
    half = len(kept.steps) // 2
    error, discrepancy = kept.losses[half:].mean(axis=0)
    allowed = 0.02 * (MMD.high - MMD.low)
    assert abs(discrepancy - MMD.epsilon) < allowed
    assert first.losses[half:, 1].mean() < MMD.epsilon - allowed
    assert first.losses[half:, 0].mean() > error + 0.001


def test_the_picture_has_the_responses_before_and_after():
    found = kept_to(MMD.epsilon)
    picture = FASTSIM.picture(found)
    np.testing.assert_allclose(picture.shares.sum(axis=1), 1)
    middle = (picture.edges[1:] + picture.edges[:-1]) / 2
    width = picture.edges[1] - picture.edges[0]
    means = [FULL.mean(), FAST.mean(), refined(found.params).mean()]
    np.testing.assert_allclose(picture.shares @ middle, means, atol=width / 2)


def test_the_picture_of_a_training_that_diverged_has_an_empty_histogram():
    found = kept_to(MMD.epsilon)
    lost = found._replace(params=jax.tree.map(lambda of: of * np.nan, found.params))
    picture = FASTSIM.picture(lost)
    np.testing.assert_allclose(picture.shares.sum(axis=1), [1, 1, 0])
    assert picture.labels[2] == "refined"
