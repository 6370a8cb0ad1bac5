import math

import numpy as np
import pytest

from damping.oscillator import Regime, oscillator
from damping.swing import (
    FEWEST_STEPS,
    MOST_STEPS,
    energy,
    enough_steps,
    gentle_nudge,
    measured_period,
    swing,
)
from optimizers.mdmm import MDMM
from optimizers.mdmm_alternating import AlternatingMDMM
from tests.oracles import plain_step
from toy_problems import PROBLEMS

CONCAVE = PROBLEMS["concave"]()


def underdamped_settings(count, seed):
    """Drawn from the ranges of the sliders, until so many swing and come to rest.

    Beyond ζ = 0.9 less than a millionth is left of a swing after one turn.
    """
    draw = np.random.default_rng(seed)
    while count:
        name, alternating = draw.choice(["concave", "convex"]), bool(draw.integers(2))
        numbers = (
            draw.uniform(0.05, 0.95),
            draw.uniform(0, 30),
            np.exp(draw.uniform(np.log(0.001), np.log(0.1))),
            np.exp(draw.uniform(np.log(0.01), np.log(5))),
        )
        along = plain_step.eigenvalues(name, *numbers, alternating)
        along = along[along.imag > 0]
        if not len(along) or abs(along[0]) >= 1:
            continue
        decay = -np.log(along[0])
        if decay.real / abs(decay) < 0.9 and 2 * np.pi / abs(decay.imag) < MOST_STEPS / 2:
            count -= 1
            yield name, alternating, numbers, 2 * np.pi / abs(decay.imag)


def test_the_measured_period_is_the_predicted_one_in_twenty_random_settings():
    for name, alternating, numbers, period in underdamped_settings(20, seed=7):
        epsilon, damping, rate, multiplier_rate = numbers
        method = (AlternatingMDMM if alternating else MDMM)(
            epsilon=epsilon,
            damping=damping,
            learning_rate=rate,
            multiplier_rate=multiplier_rate,
        )
        problem = PROBLEMS[name]()
        motion = oscillator(problem, method)
        assert motion.regime is Regime.UNDERDAMPED
        np.testing.assert_allclose(motion.period, period, rtol=1e-3)
        nudge = gentle_nudge(problem, method, motion)
        run = swing(problem, method, enough_steps(motion), nudge)
        np.testing.assert_allclose(measured_period(run.violation), period, rtol=0.02)


def test_without_damping_a_swing_on_the_concave_front_takes_63_steps_and_grows():
    run = swing(CONCAVE, MDMM(damping=0.0), 300, 0.002)
    before, here, after = run.violation[:-2], run.violation[1:-1], run.violation[2:]
    peaks = np.flatnonzero((here > before) & (here > after))
    assert abs(np.diff(peaks)[:2].mean() - 63.9) < 1
    assert abs(measured_period(run.violation) - 63.9) < 0.5
    assert np.abs(run.violation[200:]).max() > 10 * np.abs(run.violation[:60]).max()


def test_a_run_is_that_of_a_plain_step():
    method = MDMM(epsilon=0.4, damping=3.0)
    run = swing(CONCAVE, method, 50, 0.01)
    rest = plain_step.optimum("concave", 0.4)
    state = rest - [0.01, 0, 0]
    for violation, multiplier in zip(run.violation, run.multiplier, strict=True):
        expected = plain_step.losses("concave", *state[:2])[1] - 0.4, state[2]
        np.testing.assert_allclose([violation, multiplier], expected, atol=1e-8)
        state = plain_step.step("concave", state, 0.4, 3.0, 0.02, 1.0)
    np.testing.assert_allclose(run.rest, rest[2])
    assert len(run.violation) == 51


@pytest.mark.parametrize(("period", "decay"), [(4.3, 0.0), (62.8, 0.01), (9.7, 0.4)])
def test_the_period_of_a_fading_wave_is_measured(period, decay):
    steps = np.arange(math.ceil(4 * period))
    wave = 0.01 * np.exp(-decay * steps) * np.cos(2 * np.pi * steps / period + 0.3)
    np.testing.assert_allclose(measured_period(wave), period, rtol=0.01)


def test_what_has_outgrown_the_linearized_step_does_not_count():
    steps = np.arange(400)
    wave = np.exp(0.015 * steps) * np.cos(2 * np.pi * steps / 50)
    slower = np.concatenate([wave, 30 * np.cos(2 * np.pi * steps / 90)])
    np.testing.assert_allclose(measured_period(slower), 50, rtol=0.01)


def test_what_does_not_swing_has_no_period():
    steps = np.arange(100.0)
    assert math.isnan(measured_period(0.01 * np.exp(-0.1 * steps)))
    assert math.isnan(measured_period(np.zeros(100)))
    assert math.isnan(measured_period(0.01 * np.exp(0.1 * steps) * np.cos(steps / 10)))
    noise = np.random.default_rng(0).normal(size=100) * 1e-16
    assert math.isnan(measured_period(np.exp(-steps) + noise))


def test_without_friction_a_step_multiplies_the_energy_by_what_comes_late():
    """By 1 + b, worked out by hand: the λ that θ feels is one step old."""
    epsilon = 0.7
    method = MDMM(epsilon=epsilon, damping=(1 - epsilon**2) ** -1.5)
    motion = oscillator(CONCAVE, method)
    parts = energy(swing(CONCAVE, method, 40, 1e-5), motion)
    whole = parts.kinetic + parts.potential
    np.testing.assert_allclose(whole[1:] / whole[:-1], 1 + 0.02 * 0.51, rtol=1e-3)
    assert parts.potential[0] == 0
    assert parts.kinetic.min() < 0.01 * whole.min()


def test_friction_takes_energy_in_proportion_to_the_square_of_the_violation():
    method = MDMM(epsilon=0.7, damping=5.0, learning_rate=1e-4, multiplier_rate=1e-2)
    motion = oscillator(CONCAVE, method)
    run = swing(CONCAVE, method, 5000, 1e-4)
    kinetic, potential = energy(run, motion)
    lost = kinetic[0] + potential[0] - kinetic[-1] - potential[-1]
    friction = 1e-4 * 0.51 * (5 - 0.51**-1.5)
    np.testing.assert_allclose(lost, friction * (run.violation[:-1] ** 2).sum(), rtol=0.05)


def test_so_many_steps_as_the_regime_takes_to_be_seen():
    def steps(**numbers):
        return enough_steps(oscillator(CONCAVE, MDMM(**numbers)))

    assert steps(damping=5.0) == math.ceil(6 * 62.11)
    assert steps(damping=15.0) < 200
    # Five times the time in which a part of it fades by a factor of e.
    assert abs(steps(damping=30.0) - 5 / 0.04447) <= 1
    # Driven off: λ hardly moves, so that a step multiplies h by 1 − η g′² F″ = 1.14.
    slow = steps(damping=0.0, learning_rate=0.1, multiplier_rate=0.001)
    assert abs(slow - 8 / math.log(1.14)) <= 2
    assert steps(damping=0.0) == math.ceil(6 * 63.91)
    assert steps(damping=5.0, learning_rate=0.001, multiplier_rate=0.0) == MOST_STEPS
    assert steps(damping=25.0, learning_rate=0.1, multiplier_rate=5.0) == FEWEST_STEPS


def test_a_nudge_is_small_and_never_takes_the_multiplier_to_0():
    usual = MDMM(damping=5.0)
    expected = 0.03 * (math.pi / 2 - math.acos(0.7))
    nudge = gentle_nudge(CONCAVE, usual, oscillator(CONCAVE, usual))
    np.testing.assert_allclose(nudge, expected)
    repelled = MDMM(damping=1.0)
    nudge = gentle_nudge(CONCAVE, repelled, oscillator(CONCAVE, repelled))
    np.testing.assert_allclose(nudge, expected / 10)
    # λ* is 0.05 here, and λ so fast that it would swing by more.
    fast = MDMM(epsilon=0.05, damping=5.0, learning_rate=0.001, multiplier_rate=5.0)
    motion = oscillator(CONCAVE, fast)
    gentle, usual_part = gentle_nudge(CONCAVE, fast, motion), 0.03 * math.asin(0.05)
    lowest = [
        swing(CONCAVE, fast, enough_steps(motion), nudge).multiplier.min()
        for nudge in (gentle, usual_part)
    ]
    assert lowest[0] > 0.5 * 0.05
    assert lowest[1] == 0
