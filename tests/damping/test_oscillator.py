import math

import numpy as np
import pytest

from damping.oscillator import Oscillator, Regime, borders, oscillator
from optimizers.mdmm import MDMM
from optimizers.mdmm_alternating import AlternatingMDMM
from optimizers.mdmm_softplus import SoftplusMDMM
from tests.oracles import plain_step, stability
from toy_problems import PROBLEMS

CONCAVE, CONVEX = PROBLEMS["concave"](), PROBLEMS["convex"]()
KINDS = {False: MDMM, True: AlternatingMDMM}


def at(damping, epsilon=0.7, problem=CONCAVE, kind=MDMM, **rates):
    return oscillator(problem, kind(epsilon=epsilon, damping=damping, **rates))


@pytest.mark.parametrize("name", ["concave", "convex"])
@pytest.mark.parametrize("alternating", [False, True])
@pytest.mark.parametrize(
    ("epsilon", "damping", "rate", "multiplier_rate"),
    [
        (0.7, 0, 0.02, 1.0),
        (0.4, 8, 0.05, 3.0),
        (0.3, 20, 0.01, 0.1),
        (0.8, 30, 0.1, 5),
        (0.5, 0, 0.01, 0.001),
    ],
)
def test_eigenvalues_are_those_of_a_plain_step(
    name, alternating, epsilon, damping, rate, multiplier_rate
):
    method = KINDS[alternating](
        epsilon=epsilon,
        damping=damping,
        learning_rate=rate,
        multiplier_rate=multiplier_rate,
    )
    motion = oscillator(PROBLEMS[name](), method)
    found = np.array([*motion.eigenvalues, motion.across])
    expected = plain_step.eigenvalues(
        name, epsilon, damping, rate, multiplier_rate, alternating
    )
    np.testing.assert_allclose(np.sort(found), np.sort(expected), atol=2e-5)


def test_a_method_with_a_law_of_its_own_is_an_oscillator_too():
    method = SoftplusMDMM(epsilon=0.6, damping=4.0, learning_rate=0.01)
    found = oscillator(CONCAVE, method).eigenvalues
    # The oracle is in the variable of the method; eigenvalues do not hang on that.
    expected = stability.eigenvalues(CONCAVE, method)
    for eigenvalue in found:
        assert np.abs(expected - eigenvalue).min() < 1e-9


def test_friction_and_stiffness_have_closed_forms_on_the_circle():
    epsilon, bend = 0.6, -(0.8**-3)
    motion = at(9.0, epsilon, learning_rate=0.03, multiplier_rate=0.5)
    # t₁ is an angle, so that g′ = −sin t₁ = −√(1 − ε²).
    np.testing.assert_allclose(motion.friction, 0.03 * 0.64 * (bend + 9))
    np.testing.assert_allclose(motion.stiffness, 0.03 * 0.64 * 0.5)


def test_for_small_steps_period_and_ratio_are_those_of_the_equation_of_motion():
    rate, epsilon, damping = 1e-5, 0.7, 6.0
    slope_2, bend = 1 - epsilon**2, -((1 - epsilon**2) ** -1.5)
    matrix = slope_2 * (bend + damping)
    # As many times faster than θ as makes it swing.
    multiplier_rate = 800 * rate
    motion = at(damping, epsilon, learning_rate=rate, multiplier_rate=multiplier_rate)
    expected = (
        2 * math.pi / (rate * math.sqrt(multiplier_rate / rate * slope_2 - matrix**2 / 4))
    )
    np.testing.assert_allclose(motion.period, expected, rtol=1e-4)
    ratio = matrix / (2 * math.sqrt(slope_2 * multiplier_rate / rate))
    # It is less because λ comes one step late, worked out by hand up to the first order.
    late = math.sqrt(motion.stiffness) * (1 - ratio**2) / 2
    np.testing.assert_allclose(motion.damping_ratio, ratio - late, atol=motion.stiffness)


def test_ratio_and_regime_change_at_the_borders():
    border = borders(CONCAVE, MDMM())
    np.testing.assert_allclose(border.attracts, 1 + 0.51**-1.5)
    np.testing.assert_allclose(border.critical, 0.51**-1.5 + 2 * math.sqrt(50 / 0.51))
    assert abs(at(border.attracts).damping_ratio) < 1e-9
    assert abs(at(border.critical).damping_ratio - 1) < 1e-3
    regimes = {
        0.0: Regime.GROWING,
        border.attracts - 0.01: Regime.GROWING,
        border.attracts + 0.01: Regime.UNDERDAMPED,
        border.critical - 1: Regime.UNDERDAMPED,
        border.critical: Regime.CRITICAL,
        border.critical + 3: Regime.OVERDAMPED,
        border.too_large - 0.01: Regime.OVERDAMPED,
        border.too_large + 0.01: Regime.TOO_LARGE,
    }
    for damping, regime in regimes.items():
        assert at(damping).regime is regime


def test_with_a_slow_multiplier_a_concave_optimum_drives_off_without_a_swing():
    rates = {"learning_rate": 0.05, "multiplier_rate": 0.01}
    border = borders(CONCAVE, MDMM(**rates)).swings
    assert border > 0
    below, above = at(border * 0.9, **rates), at(border * 1.1, **rates)
    assert below.regime is Regime.DRIVEN_OFF
    assert below.damping_ratio < -1
    assert (below.rates < 0).all()
    assert above.regime is Regime.GROWING
    assert -1 < above.damping_ratio < 0


def test_alternating_is_as_much_more_damping_as_the_rate_of_the_multiplier():
    alternating = at(5.0, kind=AlternatingMDMM, multiplier_rate=2.0)
    np.testing.assert_allclose(alternating, at(7.0, multiplier_rate=2.0))


def test_the_rates_of_an_overdamped_run_are_a_fast_and_a_slow_one():
    motion = at(40.0)
    slow, fast = motion.rates
    eigenvalues = np.sort(plain_step.eigenvalues("concave", 0.7, 40.0, 0.02, 1.0).real)
    # The middle one is that of the way across the front.
    np.testing.assert_allclose([fast, slow], -np.log(eigenvalues[[0, 2]]), rtol=1e-3)
    assert motion.period == math.inf
    np.testing.assert_allclose(
        motion.damping_ratio, (slow + fast) / 2 / (slow * fast) ** 0.5
    )


def test_what_no_ratio_can_be_given_for():
    assert at(150.0).damping_ratio == math.inf
    assert at(5.0, multiplier_rate=0.0).regime is Regime.STILL
    assert at(5.0, multiplier_rate=0.0).damping_ratio == math.inf
    assert at(5.0, learning_rate=0.0).regime is Regime.STILL
    assert borders(CONCAVE, MDMM(learning_rate=0.0)).critical == math.inf
    # Along the front it would attract, across it a step is too large.
    assert Oscillator(0.5, 0.1, -1.2, 1.0).regime is Regime.TOO_LARGE


@pytest.mark.parametrize("epsilon", [-0.1, 0.0, 1.0, 1.2])
def test_a_bound_that_is_not_within_the_front_is_refused(epsilon):
    with pytest.raises(ValueError, match="between the ends of the front, 0 and 1"):
        at(5.0, epsilon)
    with pytest.raises(ValueError, match="between the ends of the front, 0 and 1"):
        borders(CONVEX, MDMM(epsilon=epsilon))
