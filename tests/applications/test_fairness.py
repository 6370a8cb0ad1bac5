"""A fair classifier, against its rates in plain NumPy."""

from functools import cache

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from scipy.optimize import minimize
from scipy.special import expit

from applications import APPLICATIONS
from model_training import trained

FAIRNESS = APPLICATIONS["fairness"]()
(DISPARITY,) = FAIRNESS.bounded
X, IN_A, Y = (np.asarray(array, float) for array in FAIRNESS.examples)
ACTIVE = (DISPARITY.low, 0.05, DISPARITY.epsilon, 0.2, 0.3, DISPARITY.high)


class ProxyBounded(type(FAIRNESS)):
    """What is kept to ε is the proxy itself."""

    def losses(self, params, examples, key):
        loss, _ = super().losses(params, examples, key)
        soft = jax.nn.sigmoid(2 * (jnp.asarray(examples.features) @ params))
        in_a = examples.in_a
        mean_a = jnp.sum(soft * in_a) / jnp.sum(in_a)
        mean_b = jnp.sum(soft * (1 - in_a)) / jnp.sum(1 - in_a)
        return loss, {"disparity": mean_a - mean_b}


@cache
def kept_to(epsilon):
    return trained(FAIRNESS, FAIRNESS.kept_to({"disparity": epsilon}))


@cache
def weighted(weight):
    return trained(FAIRNESS, FAIRNESS.weighted({"disparity": weight}))


def cross_entropy(w):
    z = X @ np.asarray(w, float)
    return np.mean(np.logaddexp(0, z) - Y * z)


def soft_difference(w):
    share = expit(2 * X @ np.asarray(w, float))
    return share[IN_A == 1].mean() - share[IN_A == 0].mean()


def disparity(params):
    positive = X @ np.asarray(params, float) > 0
    return positive[IN_A == 1].mean() - positive[IN_A == 0].mean()


def accuracy(params):
    return np.mean((X @ np.asarray(params, float) > 0) == (Y == 1))


def test_the_groups_have_other_base_rates_and_a_feature_stands_for_the_group():
    assert 450 < IN_A.sum() < 550
    assert Y[IN_A == 1].mean() > Y[IN_A == 0].mean() + 0.25
    assert np.mean((X[:, 3] > 0) == (IN_A == 1)) > 0.8


def test_without_a_weight_the_classifier_is_that_of_maximum_likelihood():
    best = minimize(cross_entropy, np.zeros(4), tol=1e-10)
    found = weighted(0.0)
    np.testing.assert_allclose(found.params, best.x, atol=1e-3)
    assert found.losses[-1, 0] == pytest.approx(best.fun, abs=1e-6)
    assert found.losses[-1, 1] > DISPARITY.high


@pytest.mark.parametrize("epsilon", ACTIVE)
def test_the_true_difference_is_kept_to_its_bound(epsilon):
    found = kept_to(epsilon)
    assert abs(disparity(found.params) - epsilon) < 0.004
    assert found.losses[-1, 1] == pytest.approx(disparity(found.params), abs=1e-6)
    assert found.losses[-1, 0] == pytest.approx(cross_entropy(found.params), abs=1e-5)
    assert found.multipliers[-1, 0] > 0


@pytest.mark.parametrize("epsilon", [0.1, 0.2, 0.3])
def test_a_bound_leads_to_about_the_least_cross_entropy_of_its_proxy(epsilon):
    # With this value of the proxy, which is smooth, how low can the cross-entropy be?
    found = kept_to(epsilon)
    level = soft_difference(found.params)
    kept = {"type": "eq", "fun": lambda w: soft_difference(w) - level}
    best = minimize(cross_entropy, np.zeros(4), constraints=kept, tol=1e-9)
    assert best.success
    assert best.fun - 1e-6 < found.losses[-1, 0] < best.fun + 1e-4


def test_a_loose_bound_does_nothing():
    found = kept_to(0.5)
    assert found.multipliers[-1, 0] == 0
    assert found.losses[-1] == pytest.approx(weighted(0.0).losses[-1], abs=0.003)


def test_a_fairer_classifier_is_less_accurate():
    found = [kept_to(epsilon) for epsilon in ACTIVE]
    assert np.all(np.diff([one.losses[-1, 0] for one in found]) < -0.01)
    assert np.all(np.diff([accuracy(one.params) for one in found]) > 0.005)


@pytest.mark.parametrize("epsilon", [0.05, 0.1, 0.2])
def test_a_bound_on_the_proxy_leaves_the_true_difference_off_by_more(epsilon):
    app = ProxyBounded()
    found = trained(app, app.kept_to({"disparity": epsilon}))
    assert found.losses[-1, 1] == pytest.approx(epsilon, abs=0.001)
    off = disparity(found.params) - epsilon
    assert off > 0.02
    assert off > 10 * abs(disparity(kept_to(epsilon).params) - epsilon)


def test_a_weight_jumps_over_most_differences_and_then_turns_them_around():
    low, high = DISPARITY.weights
    weak, strong = weighted(0.2).losses[-1, 1], weighted(1.0).losses[-1, 1]
    assert weighted(low).losses[-1, 1] - weak < 0.1
    assert weak > 0.35
    assert strong < -0.5
    assert strong - weighted(high).losses[-1, 1] < 0.12


def test_with_mini_batches_the_bound_is_kept_to_and_hard_constraint_first_is_worse():
    kept = trained(FAIRNESS, FAIRNESS.kept_to(), batch_share=0.1)
    first = trained(FAIRNESS, FAIRNESS.kept_to_first(), batch_share=0.1)
    half = len(kept.steps) // 2
    entropy, difference = kept.losses[half:].mean(axis=0)
    allowed = 0.02 * (DISPARITY.high - DISPARITY.low)
    assert abs(difference - DISPARITY.epsilon) < allowed
    assert first.losses[half:, 1].mean() < DISPARITY.epsilon - 3 * allowed
    assert first.losses[half:, 0].mean() > entropy + 0.01


def test_the_picture_has_the_rates_of_both_groups_beside_those_without_a_bound():
    found = kept_to(DISPARITY.epsilon)
    picture = FAIRNESS.picture(found)
    assert picture.labels[:2] == ("positive, A", "positive, B")

    def rates(w):
        positive = X @ w > 0
        of_groups = [IN_A == 1, IN_A == 0]
        return [
            *(positive[group].mean() for group in of_groups),
            *(positive[group & (Y == 1)].mean() for group in of_groups),
            *((positive == (Y == 1))[group].mean() for group in of_groups),
        ]

    np.testing.assert_allclose(picture.values, rates(np.asarray(found.params, float)))
    best = minimize(cross_entropy, np.zeros(4), tol=1e-10).x
    np.testing.assert_allclose(picture.beside, rates(best))


def test_the_picture_of_a_training_that_diverged_has_no_rates():
    found = kept_to(DISPARITY.epsilon)
    picture = FAIRNESS.picture(found._replace(params=found.params * np.nan))
    assert np.all(np.isnan(picture.values))
