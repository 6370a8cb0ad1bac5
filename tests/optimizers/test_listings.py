"""Every method walks the path of the listing that the source prints."""

import numpy as np
import pytest

from optimizers.linear import Linear
from simulation import simulate
from tests.oracles import listings
from toy_problems import PROBLEMS

STEPS = 200
# The rates of the listings, and others that no two hyperparameters share.
SETTINGS = {
    "linear": [{"alpha": 0.5}, {"alpha": 1.0}, {"alpha": 2.0}],
    "dual": [{"epsilon": 0.3}, {"epsilon": 0.7}],
    "hard_constraint_first": [{"epsilon": 0.3}, {"epsilon": 0.7}],
    "bdmm": [
        {"epsilon": 0.3, "multiplier_rate": 1.0},
        {"epsilon": 0.7, "multiplier_rate": 1.0},
        {"epsilon": 0.6, "multiplier_rate": 0.4},
    ],
    "mdmm": [
        {"epsilon": 0.3, "damping": 10.0, "multiplier_rate": 1.0},
        {"epsilon": 0.7, "damping": 10.0, "multiplier_rate": 1.0},
        {"epsilon": 0.6, "damping": 6.0, "multiplier_rate": 0.4},
    ],
}
CASES = [
    pytest.param(problem, method, numbers, id=f"{problem}-{method}-{case}")
    for problem in listings.PROBLEMS
    for method, settings in SETTINGS.items()
    for case, numbers in enumerate(settings)
]


def listed(problem, method, start, numbers):
    losses = listings.Losses(listings.PROBLEMS[problem])
    with np.errstate(all="ignore"):
        return getattr(listings, method)(losses, start, STEPS, rate=0.02, **numbers)


def test_there_is_a_listing_for_every_method_of_the_source():
    assert set(SETTINGS) == {"linear", "dual", "hard_constraint_first", "bdmm", "mdmm"}


@pytest.mark.parametrize(("problem", "method", "numbers"), CASES)
def test_every_run_follows_the_listing(problem, method, numbers, runs):
    """Except a chaotic one: the listing's own path leaves itself from a start 1e-9 away."""
    run = runs(problem, method, STEPS, keep_in_domain=False, learning_rate=0.02, **numbers)
    tame = 0
    for theta, multiplier in zip(run.theta, run.multiplier, strict=True):
        expected, expected_multiplier = listed(problem, method, theta[0], numbers)
        nudged, _ = listed(problem, method, theta[0] + 1e-9, numbers)
        if not np.allclose(nudged, expected, rtol=0, atol=1e-6):
            continue
        tame += 1
        np.testing.assert_allclose(theta, expected, rtol=0, atol=1e-9)
        np.testing.assert_allclose(multiplier, expected_multiplier, rtol=0, atol=1e-9)
    assert tame >= 6


@pytest.mark.parametrize("name", listings.PROBLEMS)
def test_losses_and_gradients_are_those_of_the_listing_on_both_sides_of_the_box(name):
    problem, losses = PROBLEMS[name](), listings.Losses(listings.PROBLEMS[name])
    theta = [[angle, out] for angle in (-0.4, 0.3, 1.2, 2.1) for out in (-0.8, 0.0, 0.5)]
    for weights in ((1, 0), (1, 3)):
        unit_step = Linear(alpha=weights[1], learning_rate=1.0)
        run = simulate(problem, unit_step, theta, 1, keep_in_domain=False)
        for (start, end), found in zip(run.theta, run.losses, strict=True):
            expected = [losses.loss(k, start) for k in (0, 1)]
            gradient = sum(w * losses.gradient(k, start) for k, w in enumerate(weights))
            np.testing.assert_allclose(found[0], expected, atol=1e-14)
            np.testing.assert_allclose(start - end, gradient, atol=1e-13)
