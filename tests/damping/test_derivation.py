"""The formulas of `docs/damping.md` against the step itself, linearized by JAX."""

import jax
import numpy as np
import pytest

from optimizers.mdmm import MDMM
from optimizers.mdmm_alternating import AlternatingMDMM
from tests.oracles import stability
from toy_problems import PROBLEMS

SETTINGS = 60
NAMES = ("convex", "concave", "mixed")


def random_settings(kind, seed):
    draw = np.random.default_rng(seed)
    for _ in range(SETTINGS):
        yield kind(
            epsilon=draw.uniform(0.05, 0.95),
            damping=draw.uniform(0, 30),
            learning_rate=np.exp(draw.uniform(np.log(0.002), np.log(0.4))),
            multiplier_rate=np.exp(draw.uniform(np.log(0.1), np.log(8))),
        )


def parts(problem, method):
    """κ = η g² and F″ + δ along the front, and the Hessian across it."""
    epsilon = method.epsilon
    t1 = float(stability.optimum(problem, epsilon)[0])
    slope_of_loss_2 = jax.grad(lambda t1: problem.front(t1)[1])(t1)
    bend = float(problem.front_curvature(epsilon)) + method.damping
    loss_1, slope = (
        float(problem.front_loss_1(epsilon)),
        float(problem.front_slope(epsilon)),
    )
    across = 2 * problem.stretch * (loss_1 - epsilon * slope)
    return method.learning_rate * float(slope_of_loss_2) ** 2, bend, across


def map_along(method, kappa, bend):
    """Of (h, μ), where λ moves with θ or after it."""
    rate = method.multiplier_rate
    if isinstance(method, AlternatingMDMM):
        return [[1 - kappa * bend, -kappa], [rate * (1 - kappa * bend), 1 - rate * kappa]]
    return [[1 - kappa * bend, -kappa], [rate, 1]]


@pytest.mark.parametrize("kind", [MDMM, AlternatingMDMM])
@pytest.mark.parametrize("name", NAMES)
def test_the_step_is_a_map_along_the_front_and_a_factor_across_it(name, kind):
    problem = PROBLEMS[name]()
    for method in random_settings(kind, seed=1):
        kappa, bend, across = parts(problem, method)
        along = np.linalg.eigvals(map_along(method, kappa, bend))
        expected = np.array([*along, 1 - method.learning_rate * across])
        found = stability.eigenvalues(problem, method).astype(complex)
        # Two that are close together are known to half the digits only.
        np.testing.assert_allclose(
            np.poly(found), np.poly(expected), rtol=1e-7, atol=1e-7 * np.abs(found).max()
        )


@pytest.mark.parametrize("kind", [MDMM, AlternatingMDMM])
def test_the_conditions_hold_where_all_eigenvalues_are_inside_the_circle(kind):
    inside = 0
    for name in NAMES:
        problem = PROBLEMS[name]()
        for method in random_settings(kind, seed=2):
            kappa, bend, across = parts(problem, method)
            rate = method.multiplier_rate
            if kind is AlternatingMDMM:
                along = 0 < bend < 2 / kappa - rate / 2
            else:
                along = rate < bend < 2 / kappa + rate / 2
            stable = along and 0 < method.learning_rate * across < 2
            assert stable == (stability.spectral_radius(problem, method) < 1)
            inside += stable
    assert 0.2 < inside / (3 * SETTINGS) < 0.8


def test_the_hessian_across_the_circle_has_a_closed_form():
    epsilon = 0.7
    _, _, across = parts(PROBLEMS["concave"](), MDMM(epsilon=epsilon))
    assert across == pytest.approx(2 / np.sqrt(1 - epsilon**2))
