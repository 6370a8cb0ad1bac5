"""The Dirac-GAN against the matrix of its steps."""

import dataclasses
from functools import cache

import numpy as np
import pytest

from applications import APPLICATIONS
from model_training import trained

DIRAC_GAN = APPLICATIONS["dirac_gan"]()
ETA, THETA_0 = 0.05, 2.0


@cache
def path(damping, **parts):
    """Steps, and (θ, ψ) at each, towards ε = 0."""
    method = dataclasses.replace(DIRAC_GAN.kept_to(), damping=damping)
    found = trained(DIRAC_GAN, method, **parts)
    return found.steps, np.stack([found.losses[:, 1], found.multipliers[:, 0]], axis=1)


def step(damping):
    """What (θ, ψ) is multiplied by: θ ← θ − η (ψ + δ θ), ψ ← ψ + η θ."""
    return np.array([[1 - ETA * damping, -ETA], [ETA, 1]])


def default_damping():
    (bounded,) = DIRAC_GAN.bounded
    assert bounded.multiplier_rate == DIRAC_GAN.learning_rate == ETA
    return bounded.damping


@pytest.mark.parametrize("damping", [0.0, 0.05, 0.5, 2.5])
def test_all_of_the_path_is_that_of_the_matrix(damping):
    steps, found = path(damping)
    powers = [np.linalg.matrix_power(step(damping), at) for at in steps]
    np.testing.assert_allclose(found, powers @ np.array([THETA_0, 0]), atol=1e-10)


def test_without_damping_it_leaves_by_the_root_of_1_plus_eta_squared_a_step():
    steps, found = path(0.0)
    growth = np.exp(np.diff(np.log(np.linalg.norm(found, axis=1))) / np.diff(steps))
    np.testing.assert_allclose(growth, np.sqrt(1 + ETA**2), atol=1e-6)
    np.testing.assert_allclose(growth, np.abs(np.linalg.eigvals(step(0.0)))[0], atol=1e-6)
    turn = np.unwrap(np.arctan2(found[:, 1], found[:, 0]))
    np.testing.assert_allclose(turn, steps * np.arctan(ETA), atol=1e-6)


@pytest.mark.parametrize("damping", [0.05, 0.2, default_damping(), 1.0, 1.9])
def test_with_damping_it_contracts_by_the_root_of_the_determinant_a_step(damping):
    steps, found = path(damping)
    eigenvalues, left = np.linalg.eig(step(damping).T)
    assert np.all(eigenvalues.imag != 0)
    # Along a left eigenvector a step multiplies by the eigenvalue and does nothing else.
    size = np.abs(found @ left[:, 0])
    contraction = (size[-1] / size[0]) ** (1 / steps[-1])
    assert contraction == pytest.approx(np.abs(eigenvalues[0]), abs=1e-6)
    root = np.sqrt(np.linalg.det(step(damping)))
    assert contraction == pytest.approx(root, abs=1e-6)
    assert root == pytest.approx(np.sqrt(1 - ETA * damping + ETA**2), abs=1e-12)


def test_a_damping_as_small_as_eta_makes_it_go_round_for_ever():
    _, found = path(ETA)
    _, fixed = path(2 * ETA)
    assert np.abs(found[-30:]).max() == pytest.approx(THETA_0, rel=0.05)
    assert np.abs(fixed[-30:]).max() < 0.6 * THETA_0


@pytest.mark.parametrize("damping", [0.2, 0.5, 1.0, 3.0])
def test_damping_does_what_the_gradient_penalty_of_the_source_does(damping):
    # Its generator goes down ψ θ, its discriminator up ψ θ − γ/2 ψ², with γ = δ.
    penalized = np.array([[1, -ETA], [ETA, 1 - ETA * damping]])
    steps, found = path(damping)
    # By Cayley and Hamilton each coordinate obeys the characteristic polynomial, here that
    # of as many steps as lie between two records.
    between = np.linalg.matrix_power(penalized, steps[1])
    after = np.trace(between) * found[1:-1] - np.linalg.det(between) * found[:-2]
    np.testing.assert_allclose(found[2:], after, atol=1e-10)


@pytest.mark.parametrize("epsilon", [-1.0, -0.5, 0.0, 0.4, 1.0])
def test_a_bound_is_where_the_generator_ends_and_the_discriminator_gives_up(epsilon):
    found = trained(DIRAC_GAN, DIRAC_GAN.kept_to({"mean": epsilon}))
    assert found.losses[-1] == pytest.approx([0, epsilon], abs=0.01)
    assert found.params == pytest.approx(epsilon, abs=0.01)
    assert found.multipliers[-1, 0] == pytest.approx(0, abs=0.01)


@pytest.mark.parametrize("weight", [0.001, 0.1, 1.0])
@pytest.mark.parametrize("batch_share", [1.0, 0.1])
def test_under_a_weight_the_generator_runs_away_at_a_constant_rate(weight, batch_share):
    method = DIRAC_GAN.weighted({"mean": weight})
    found = trained(DIRAC_GAN, method, batch_share=batch_share)
    away = THETA_0 - ETA * weight * found.steps
    np.testing.assert_allclose(found.losses[:, 1], away, atol=1e-9)
    points = DIRAC_GAN.picture(found).points
    np.testing.assert_allclose(points[:, 0], away, atol=1e-9)
    np.testing.assert_allclose(points[:, 1], weight, atol=1e-9)


def test_only_one_weight_ends_at_the_data_and_with_twice_the_steps_it_does_not():
    weight = THETA_0 / (ETA * DIRAC_GAN.num_steps)
    low, high = DIRAC_GAN.bounded[0].weights
    assert low < weight < high
    method = DIRAC_GAN.weighted({"mean": weight})
    once = trained(DIRAC_GAN, method)
    twice = trained(DIRAC_GAN, method, num_steps=2 * DIRAC_GAN.num_steps)
    assert once.params == pytest.approx(0, abs=1e-9)
    assert twice.params == pytest.approx(-THETA_0, abs=1e-9)


@pytest.mark.parametrize("seed", range(5))
def test_with_mini_batches_the_mean_is_kept_to(seed):
    (bounded,) = DIRAC_GAN.bounded
    _, found = path(bounded.damping, batch_share=0.1, seed=seed)
    half = len(found) // 2
    allowed = 0.02 * (bounded.high - bounded.low)
    assert abs(found[half:, 0].mean() - bounded.epsilon) < allowed
    assert np.ptp(found[half:, 0]) > 0.02
    _, undamped = path(0.0, batch_share=0.1, seed=seed)
    farthest = np.linalg.norm(found, axis=1)[half:].max()
    assert farthest < 0.6 < 2 < np.linalg.norm(undamped, axis=1)[half:].min()


def test_hard_constraint_first_has_nothing_to_offer_for_an_equality():
    with pytest.raises(ValueError, match="EqualTo"):
        trained(DIRAC_GAN, DIRAC_GAN.kept_to_first())


def test_the_data_have_mean_0_and_variance_1():
    assert len(DIRAC_GAN.examples) == 200
    assert np.mean(DIRAC_GAN.examples) == pytest.approx(0, abs=1e-15)
    assert np.var(DIRAC_GAN.examples) == pytest.approx(1)


def test_the_picture_is_the_path_of_both_players():
    found = trained(DIRAC_GAN, DIRAC_GAN.kept_to())
    picture = DIRAC_GAN.picture(found)
    assert picture.goal == (0, 0)
    np.testing.assert_allclose(picture.points, path(default_damping())[1], atol=1e-12)
    assert picture.points[-1, 0] == pytest.approx(float(found.params), abs=1e-12)


def test_the_picture_of_what_has_diverged_can_be_made():
    found = trained(DIRAC_GAN, DIRAC_GAN.kept_to())
    for multipliers in (found.multipliers, found.multipliers[:, :0]):
        diverged = found._replace(
            params=np.full((), np.nan),
            losses=np.full_like(found.losses, np.nan),
            multipliers=np.full_like(multipliers, np.nan),
        )
        assert np.isnan(DIRAC_GAN.picture(diverged).points).all()
