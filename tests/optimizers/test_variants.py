"""Every variant walks the path of the same rule in plain Python."""

import numpy as np
import pytest

from optimizers import OPTIMIZERS
from tests.oracles import listings, variants

STEPS = 200
# Parameters or a multiplier this large are those of a run that diverges.
WILD = 20
BOUNDED = [
    {"epsilon": 0.3, "damping": 10.0, "multiplier_rate": 1.0},
    {"epsilon": 0.6, "damping": 6.0, "multiplier_rate": 0.4},
    {"epsilon": 0.6, "damping": 0.0, "multiplier_rate": 0.4},
    {"epsilon": 1.2, "damping": 10.0, "multiplier_rate": 1.0},
]
UNDAMPED = [
    {"epsilon": 0.3, "multiplier_rate": 1.0},
    {"epsilon": 0.6, "multiplier_rate": 0.4},
]
SETTINGS = {
    "mdmm_alternating": BOUNDED,
    "mdmm_one_sided": BOUNDED,
    "mdmm_softplus": BOUNDED,
    "mdmm_slack": BOUNDED,
    "mdmm_hard_clamp": BOUNDED,
    "mdmm_adam": [
        {"epsilon": 0.3, "damping": 10.0, "multiplier_rate": 0.05},
        {"epsilon": 0.6, "damping": 6.0, "multiplier_rate": 0.2},
        {"epsilon": 1.2, "damping": 10.0, "multiplier_rate": 0.05},
    ],
    "nu_pi": [
        {**UNDAMPED[0], "proportional_gain": 10.0, "smoothing": 0.5},
        {**UNDAMPED[1], "proportional_gain": 6.0, "smoothing": 0.0},
        {**UNDAMPED[1], "proportional_gain": 0.0, "smoothing": 0.9},
        {"epsilon": 1.2, "multiplier_rate": 1.0}
        | {"proportional_gain": 4.0, "smoothing": 0.9},
    ],
    # At larger rates it explodes at once.
    "mdmm_exponential": [{**numbers, "multiplier_rate": 0.1} for numbers in BOUNDED],
    "double_descent": UNDAMPED,
    "as_printed": UNDAMPED,
    "learned_weight": [
        {"alpha": 1.0, "multiplier_rate": 1.0},
        {"alpha": 2.5, "multiplier_rate": 0.1},
    ],
}
CASES = [
    pytest.param(problem, method, numbers, id=f"{problem}-{method}-{case}")
    for problem in listings.PROBLEMS
    for method, settings in SETTINGS.items()
    for case, numbers in enumerate(settings)
]


def in_plain_python(problem, method, start, numbers):
    losses = listings.Losses(listings.PROBLEMS[problem])
    with np.errstate(all="ignore"):
        return getattr(variants, method)(losses, start, STEPS, rate=0.02, **numbers)


def calm(thetas, multipliers):
    """How many iterates there are before a run diverges, if it does."""
    wild = ~(np.abs(np.column_stack([thetas, multipliers])).max(axis=1) < WILD)
    return wild.argmax() if wild.any() else len(wild)


def test_there_is_one_for_every_variant():
    assert set(SETTINGS) == {name for name, kind in OPTIMIZERS.items() if kind.variant_of}


@pytest.mark.parametrize(("problem", "method", "numbers"), CASES)
def test_every_run_follows_it(problem, method, numbers, runs):
    """Except a chaotic one: the path itself leaves itself from a start 1e-9 away.

    Runs that diverge are followed until then.
    """
    run = runs(problem, method, STEPS, keep_in_domain=False, learning_rate=0.02, **numbers)
    tame = 0
    for theta, multiplier in zip(run.theta, run.multiplier, strict=True):
        path = in_plain_python(problem, method, theta[0], numbers)
        steps = slice(calm(*path))
        assert steps.stop >= 3
        expected, expected_multiplier = (leaf[steps] for leaf in path)
        nudged = in_plain_python(problem, method, theta[0] + 1e-9, numbers)[0][steps]
        if nudged.shape != expected.shape or np.abs(nudged - expected).max() > 1e-6:
            continue
        tame += 1
        np.testing.assert_allclose(theta[steps], expected, rtol=0, atol=1e-9)
        np.testing.assert_allclose(multiplier[steps], expected_multiplier, atol=1e-9)
    assert tame >= 6
