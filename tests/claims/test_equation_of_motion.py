"""Pedro, 2023: BDMM and MDMM as a body that moves, and when its damping brings it to rest.

    θ″ + A θ′ + (g − ε) ∇g = 0,    A = ∂²f + λ ∂²g + 2δ ∇g ∇gᵀ + 2δ (g − ε) ∂²g

with f = L₁, g = L₂ and δ half of the damping here. All derivatives are worked out by hand,
and SciPy integrates the motion; nothing but the last tests runs the code of the project.
"""

import functools

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from scipy.integrate import solve_ivp

from optimizers.base import State
from optimizers.mdmm import MDMM
from simulation import simulate
from tests.oracles import listings, stability
from toy_problems import PROBLEMS

pytestmark = pytest.mark.claim

CASES = [("convex", 0.3), ("concave", 0.7)]
# Second derivatives of (p₁, p₂) by the angle.
BENDS = {
    "convex": lambda t1: (np.cos(t1), np.sin(t1)),
    "concave": lambda t1: (-np.sin(t1), -np.cos(t1)),
}
# (t₁, t₂, λ) beside the optimum, which is at (0.775, 0, 0.980) or (0.795, 0, 0.980). From
# farther away the motion on the concave front leaves the angles at which there is a front.
START = np.array([0.8, 0.2, 0.95])
END = 3.0
GAP = 1e-3


def derivatives(name, theta):
    """Values, gradients and Hessians of p_k(t₁) (1 + m t₂²), for k = 1, 2."""
    t1, t2 = theta
    problem = listings.PROBLEMS[name]
    m, front, tangent = problem.stretch, problem.front(t1), problem.tangent(t1)
    out = 1 + m * t2**2
    found = []
    for p, d, dd in zip(front, tangent, BENDS[name](t1), strict=True):
        mixed = 2 * m * t2 * d
        hessian = np.array([[dd * out, mixed], [mixed, 2 * m * p]])
        found.append((p * out, np.array([d * out, 2 * m * t2 * p]), hessian))
    return found


def velocity(name, epsilon, delta, state):
    (_, by_f, _), (g, by_g, _) = derivatives(name, state[:2])
    force = state[2] + 2 * delta * (g - epsilon)
    return np.append(-by_f - force * by_g, g - epsilon)


@functools.cache
def motion(name, epsilon, delta):
    """(t₁, t₂, λ) as a function of time."""
    found = solve_ivp(
        lambda _, state: velocity(name, epsilon, delta, state),
        (0, END),
        START,
        method="DOP853",
        rtol=1e-11,
        atol=1e-12,
        dense_output=True,
    )
    assert found.success
    return found.sol


def residuals(name, epsilon, delta, *, as_printed=False):
    """How far the motion is from its equation, at sixty times along it."""
    found = motion(name, epsilon, delta)
    for time in np.linspace(0.1, END - 0.1, 60):
        before, now, after = (
            velocity(name, epsilon, delta, found(time + gap))[:2] for gap in (-GAP, 0, GAP)
        )
        state = found(time)
        (_, _, bend_f), (g, by_g, bend_g) = derivatives(name, state[:2])
        violation = g - epsilon
        matrix = bend_f + state[2] * bend_g + 2 * delta * np.outer(by_g, by_g)
        matrix += 2 * delta * (g if as_printed else violation) * bend_g
        acceleration = (after - before) / (2 * GAP)
        yield np.abs(acceleration + matrix @ now + violation * by_g).max()


@jax.jit
def walked(problem, method, num_steps):
    start = State(jnp.array(START[:2]), jnp.array(START[2]))
    return jax.lax.fori_loop(
        0, num_steps, lambda _, state: method.step(problem, state), start
    )


def damping_matrix(name, epsilon, delta):
    """A at the constrained optimum, where g = ε and λ = −F′(ε)."""
    angle, _, multiplier = np.asarray(stability.optimum(PROBLEMS[name](), epsilon))
    (_, _, bend_f), (_, by_g, bend_g) = derivatives(name, (angle, 0.0))
    return bend_f + multiplier * bend_g + 2 * delta * np.outer(by_g, by_g)


@pytest.mark.parametrize(("name", "epsilon"), CASES)
def test_002_11_bdmm_moves_as_the_equation_says(name, epsilon):
    assert max(residuals(name, epsilon, 0.0)) < 1e-4


@pytest.mark.parametrize("delta", [0.0, 5.0])
@pytest.mark.parametrize(("name", "epsilon"), CASES)
def test_002_11_steps_that_are_small_enough_follow_the_motion(name, epsilon, delta):
    """Ten times smaller ones are ten times closer: that is what descent and ascent do."""
    problem = PROBLEMS[name]()
    errors = []
    for rate in (0.01, 0.001):
        method = MDMM(
            epsilon=epsilon, damping=2 * delta, learning_rate=rate, multiplier_rate=rate
        )
        end = walked(problem, method, round(2 / rate))
        errors.append(np.abs(np.append(*end) - motion(name, epsilon, delta)(2)).max())
    assert errors[1] < 0.001
    assert 8 < errors[0] / errors[1] < 12


@pytest.mark.parametrize(("name", "epsilon"), CASES)
def test_002_14_and_e2_mdmm_moves_so_if_the_last_term_has_the_violation(name, epsilon):
    """With g in place of g − ε, as in print, it is off by up to 2.4 and 4.1."""
    assert max(residuals(name, epsilon, 5.0)) < 1e-4
    wrong = list(residuals(name, epsilon, 5.0, as_printed=True))
    assert max(wrong) > 1


@pytest.mark.parametrize(("name", "epsilon"), CASES)
def test_002_12_the_damping_matrix_tells_the_fronts_apart(name, epsilon):
    """Along the front it is F″(ε) times the square of ∂g/∂t₁: negative if concave."""
    along, across = np.diag(damping_matrix(name, epsilon, 0.0))
    slope = listings.PROBLEMS[name].tangent(stability.optimum(PROBLEMS[name](), epsilon)[0])
    curvature = {"convex": 0.51**-1.5, "concave": -(0.51**-1.5)}[name]
    np.testing.assert_allclose(along, curvature * slope[1] ** 2, rtol=1e-9)
    assert across > 0


@pytest.mark.parametrize(("delta", "positive"), [(1.36, False), (1.38, True)])
def test_002_15_and_14_more_than_a_least_delta_makes_it_positive_definite(delta, positive):
    """−F″(ε) / 2 = 1.373 at ε = 0.7 on the concave front; that of steps is 1.873."""
    smallest = np.linalg.eigvalsh(damping_matrix("concave", 0.7, delta)).min()
    assert (smallest > 0) == positive


def test_002_13_a_bound_that_nothing_meets_leaves_no_rest(problem):
    """ε = −0.1: λ rises by 0.1 or more each step: F, the states at rest, is empty."""
    theta0 = problem.theta_from_losses(problem.starts)
    multiplier = simulate(problem, MDMM(epsilon=-0.1), theta0, 2000).multiplier
    assert np.diff(multiplier, axis=1).min() > 0.0999
    assert (multiplier[:, -1] > 199).all()


@pytest.mark.parametrize(("name", "epsilon"), CASES)
def test_002_17_and_18_damping_changes_the_rate_and_not_the_place(name, epsilon):
    """A step from the optimum leads nowhere whatever δ is; how fast it attracts differs."""
    problem = PROBLEMS[name]()
    rest = stability.optimum(problem, epsilon)
    rates = []
    for damping in (5.0, 10.0, 20.0):
        method = MDMM(epsilon=epsilon, damping=damping)
        after = method.step(problem, State(rest[:2], rest[2]))
        np.testing.assert_allclose(after.theta, rest[:2], atol=1e-12)
        np.testing.assert_allclose(after.multiplier, rest[2], atol=1e-12)
        rates.append(stability.spectral_radius(problem, method))
    assert max(rates) < 1
    assert np.ptp(rates) > 0.005
