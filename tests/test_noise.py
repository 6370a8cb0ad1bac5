import jax
import jax.numpy as jnp
import numpy as np
import pytest

from batches import STEPS_AT_A_TIME
from noise import Noise, NoisyProblem, draw
from optimizers import OPTIMIZERS
from optimizers.linear import Linear
from optimizers.mdmm import MDMM
from simulation import simulate
from tests.oracles import listings
from tests.oracles.linear_model import Lines
from toy_problems import PROBLEMS
from toy_problems.concave import Concave

STARTS = np.array(Concave().theta_from_losses(Concave.starts))
ERRORS = jnp.array([[0.5, 1.0, -2.0], [-0.25, 3.0, 4.0]])
SEED = 3


def drawn(scale, *, seed=SEED, pieces=1):
    """The errors that `simulate` gives a step, of shape (steps, 2, 3, runs)."""
    scale, place = jnp.asarray(scale), np.arange(len(scale))
    parts = [
        draw(Noise(scale, place, seed, piece), num_steps=STEPS_AT_A_TIME, n=2)
        for piece in range(pieces)
    ]
    return np.concatenate(parts)


def test_a_step_sees_losses_and_gradients_that_are_off_by_their_errors():
    """Of L₁ = 3 t₁ + t₂ = 5 and L₂ = −2 t₁ + 5 t₂ = 8 at (1, 2)."""
    theta0 = jnp.array([1.0, 2.0])
    seen = NoisyProblem(problem=Lines(), theta0=theta0, errors=ERRORS)
    losses, pullback = jax.vjp(seen.losses, theta0)
    np.testing.assert_allclose(losses, [5.5, 7.75])
    gradients = [pullback(jnp.array(weights))[0] for weights in ((1.0, 0.0), (0.0, 1.0))]
    np.testing.assert_allclose(gradients, [[3 + 1, 1 - 2], [-2 + 3, 5 + 4]])


def test_elsewhere_a_step_sees_what_fits_those_gradients():
    """At (1.5, 2) L₁ is 6.5 and L₂ is 7, and the errors are 0.5 + 0.5 and −0.25 + 1.5."""
    seen = NoisyProblem(problem=Lines(), theta0=jnp.array([1.0, 2.0]), errors=ERRORS)
    np.testing.assert_allclose(seen.losses(jnp.array([1.5, 2.0])), [7.5, 8.25])


def test_its_front_is_that_without_noise(problem):
    seen = NoisyProblem(problem=problem, theta0=jnp.zeros(2), errors=ERRORS)
    np.testing.assert_array_equal(seen.front(jnp.array(0.3)), problem.front(jnp.array(0.3)))


def test_errors_are_independent_standard_normal_numbers_times_the_scale():
    errors = drawn(np.full(64, 2.0), pieces=2).reshape(-1, 6, 64)
    assert errors.std() == pytest.approx(2, rel=0.02)
    numbers = errors / 2
    assert (np.abs(numbers) < 1).mean() == pytest.approx(0.6827, abs=0.01)
    assert (np.abs(numbers) < 2).mean() == pytest.approx(0.9545, abs=0.01)
    rows = numbers.transpose(1, 0, 2).reshape(6, -1)
    np.testing.assert_allclose(rows.mean(axis=1), 0, atol=0.04)
    np.testing.assert_allclose(np.corrcoef(rows), np.eye(6), atol=0.04)
    # Nor do they hang together from step to step, or from run to run.
    assert np.corrcoef(numbers[:-1].ravel(), numbers[1:].ravel())[0, 1] < 0.02
    assert np.abs(np.corrcoef(numbers.reshape(-1, 64).T) - np.eye(64)).max() < 0.12


def test_each_run_has_its_own_scale():
    whole, errors = drawn(np.ones(3)), drawn(np.array([0.0, 0.5, 3.0]))
    np.testing.assert_allclose(errors, whole * [0, 0.5, 3])


def test_a_run_follows_the_listing_with_the_same_errors(runs):
    """MDMM in plain Python, each step with the losses and gradients that it is told."""
    errors = drawn(np.full(8, 0.1), pieces=2)
    run = simulate(
        Concave(),
        MDMM(epsilon=0.6, damping=6.0, multiplier_rate=0.4),
        STARTS,
        150,
        keep_in_domain=False,
        noise=0.1,
        seed=SEED,
    )
    losses = listings.Losses(listings.PROBLEMS["concave"])
    for index in range(7):
        theta, multiplier = STARTS[index], 0.0
        for step in range(150):
            xi, zeta = errors[step, :, 0, index], errors[step, :, 1:, index]
            violation = losses.loss(1, theta) + xi[1] - 0.6
            force = multiplier + 6.0 * violation
            gradients = [losses.gradient(k, theta) + zeta[k] for k in (0, 1)]
            theta = theta - 0.02 * (gradients[0] + force * gradients[1])
            multiplier = max(0.0, multiplier + 0.4 * violation)
            np.testing.assert_allclose(run.theta[index, step + 1], theta, atol=1e-9)
            np.testing.assert_allclose(run.multiplier[index, step + 1], multiplier)


@pytest.mark.parametrize("method", OPTIMIZERS)
def test_noise_moves_every_method_and_losses_are_recorded_without_it(method):
    problem, optimizer = PROBLEMS["convex"](), OPTIMIZERS[method]()
    theta0 = np.asarray(problem.theta_from_losses(problem.starts))
    still = simulate(problem, optimizer, theta0, 5)
    noisy = simulate(problem, optimizer, theta0, 5, noise=0.1)
    np.testing.assert_array_equal(noisy.theta[:, 0], theta0)
    assert (np.abs(noisy.theta - still.theta)[:, 1:].max(axis=2) > 1e-5).all()
    expected = [[problem.losses(theta) for theta in row] for row in jnp.array(noisy.theta)]
    np.testing.assert_allclose(noisy.losses, expected, rtol=1e-13)


@pytest.mark.parametrize("noise", [0, 0.0, np.zeros(7), [0] * 7])
def test_noise_of_zero_is_none_to_the_last_bit(problem, noise):
    theta0 = problem.theta_from_losses(problem.starts)
    found = simulate(problem, MDMM(), theta0, 120, noise=noise, seed=5)
    expected = simulate(problem, MDMM(), theta0, 120)
    for here, there in zip(found, expected, strict=True):
        assert here.tobytes() == there.tobytes()


def test_a_run_without_noise_among_noisy_ones_is_as_it_would_be_alone():
    run = simulate(Concave(), MDMM(), STARTS, 200, noise=[0.2, 0, 0.2, 0, 0.2, 0.2, 0])
    still = simulate(Concave(), MDMM(), STARTS, 200)
    distance = np.abs(run.theta - still.theta).max(axis=(1, 2))
    np.testing.assert_array_equal(distance < 1e-9, [0, 1, 0, 1, 0, 0, 1])


def test_a_seed_gives_the_same_runs_again_and_another_seed_others():
    def simulated(seed):
        return simulate(Concave(), MDMM(), STARTS, 50, noise=0.1, seed=seed).theta

    np.testing.assert_array_equal(simulated(1), simulated(1))
    seeds = [0, 1, 2, 2**31, 2**32, 2**32 + 1, 2**63 - 1]
    ends = np.array([simulated(seed)[:, -1] for seed in seeds])
    apart = np.abs(ends[:, None] - ends).max(axis=(2, 3)) > 1e-3
    np.testing.assert_array_equal(apart, ~np.eye(len(seeds), dtype=bool))


def test_runs_from_one_start_go_different_ways():
    run = simulate(Concave(), MDMM(), np.tile(STARTS[2], (9, 1)), 50, noise=0.1)
    assert len(np.unique(run.losses[:, -1, 0].round(6))) == 9


@pytest.mark.parametrize("count", [1, 3, 7, 8, 9, 20])
def test_a_run_does_not_depend_on_the_others_nor_on_how_many_there_are(count):
    theta0 = np.resize(STARTS, (20, 2))
    scale = np.linspace(0.05, 0.2, 20)
    whole = simulate(Concave(), MDMM(), theta0, 120, noise=scale, seed=2)
    part = simulate(Concave(), MDMM(), theta0[:count], 120, noise=scale[:count], seed=2)
    for here, there in zip(part, whole, strict=True):
        np.testing.assert_allclose(here, there[:count], rtol=1e-9, atol=1e-12)
    others = theta0.copy()
    others[1:] = STARTS[5]
    changed = simulate(Concave(), MDMM(), others, 120, noise=scale, seed=2)
    np.testing.assert_array_equal(changed.theta[0], whole.theta[0])


def test_the_number_of_steps_does_not_change_the_steps():
    whole = simulate(Concave(), MDMM(), STARTS, 2 * STEPS_AT_A_TIME + 10, noise=0.1)
    for num_steps in (0, 1, STEPS_AT_A_TIME, STEPS_AT_A_TIME + 1):
        part = simulate(Concave(), MDMM(), STARTS, num_steps, noise=0.1)
        for here, there in zip(part, whole, strict=True):
            np.testing.assert_array_equal(here, there[:, : num_steps + 1])


def test_the_noise_goes_on_and_does_not_repeat():
    """Of straight lines the steps show the noise itself, which each piece draws anew."""
    run = simulate(
        Lines(), Linear(alpha=0.0, learning_rate=1.0), np.zeros((1, 2)), 300,
        keep_in_domain=False, noise=1.0,
    )  # fmt: skip
    noise = np.diff(run.theta[0], axis=0) + np.array([3, 1])
    assert len(np.unique(noise.round(9))) == 600
    np.testing.assert_allclose(noise.mean(axis=0), 0, atol=0.2)
    np.testing.assert_allclose(noise.std(axis=0), 1, atol=0.1)


def test_new_noise_and_seeds_compile_nothing(problem, monkeypatch):
    theta0 = np.asarray(problem.theta_from_losses(problem.starts))
    simulate(problem, MDMM(), theta0, 2, noise=0.1)

    def traced(*_):
        raise AssertionError("Compiled once more.")

    monkeypatch.setattr(MDMM, "step", traced)
    monkeypatch.setattr(type(problem), "losses", traced)
    for noise in (0.2, 1, np.linspace(0, 1, 7), np.float32(0.3)):
        for seed in (0, 7, 2**40, np.int32(4)):
            simulate(problem, MDMM(epsilon=0.4), theta0[:5], 150, noise=np.resize(noise, 5))
            simulate(problem, MDMM(), theta0, 150, noise=noise, seed=seed)
