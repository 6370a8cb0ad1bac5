"""A variational autoencoder against the same in NumPy, and the KL against an integral."""

from functools import cache

import jax
import numpy as np
import pytest
from scipy.integrate import quad
from scipy.special import expit
from scipy.stats import norm

from applications import APPLICATIONS
from applications.data.digits import digits
from model_training import trained

VAE = APPLICATIONS["vae"]()
(BOUNDED,) = VAE.bounded
TARGETS = (0.5, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0)


@cache
def kept_to(epsilon):
    return trained(VAE, VAE.kept_to({"kl": epsilon}))


@cache
def weighted(weight):
    return trained(VAE, VAE.weighted({"kl": weight}))


def forward(layers, x):
    (first, first_b), (second, second_b) = (map(np.float64, layer) for layer in layers)
    return np.tanh(x @ first + first_b) @ second + second_b


def in_numpy(params, *, draws):
    """Reconstruction error, the mean of some draws, and KL; both of all images."""
    x = np.float64(VAE.examples)
    code = forward(params.encoder, x)
    mean, deviation = code[:, :2], np.exp(code[:, 2:])
    kl = (mean**2 + deviation**2 - 1) / 2 - np.log(deviation)
    random = np.random.default_rng(0)
    errors = []
    for _ in range(draws):
        ink = expit(forward(params.decoder, random.normal(mean, deviation)))
        errors.append(-np.sum(x * np.log(ink) + (1 - x) * np.log(1 - ink), axis=1).mean())
    return np.mean(errors), kl.sum(axis=1).mean()


@pytest.mark.parametrize("epsilon", TARGETS)
def test_the_kl_comes_to_its_target(epsilon):
    found = kept_to(epsilon)
    assert found.losses[-1, 1] == pytest.approx(epsilon, abs=0.03)
    assert found.multipliers[-1, 0] > 0


def test_the_reconstruction_improves_as_the_target_rises():
    errors = [in_numpy(kept_to(epsilon).params, draws=10)[0] for epsilon in TARGETS]
    assert np.all(np.diff(errors) < -0.1)


def test_the_multiplier_is_what_a_nat_of_kl_is_worth():
    multipliers = [kept_to(epsilon).multipliers[-1, 0] for epsilon in TARGETS]
    errors = [in_numpy(kept_to(epsilon).params, draws=10)[0] for epsilon in TARGETS]
    worth = np.trapezoid(multipliers, TARGETS)
    assert errors[0] - errors[-1] == pytest.approx(worth, rel=0.1)


@pytest.mark.parametrize("epsilon", [0.5, 6.0])
def test_losses_are_those_of_numpy(epsilon):
    params = kept_to(epsilon).params
    error, kl = in_numpy(params, draws=40)
    losses = jax.jit(VAE.losses)
    found = [losses(params, VAE.examples, jax.random.key(i)) for i in range(40)]
    assert np.mean([one for one, _ in found]) == pytest.approx(error, rel=2e-3)
    assert kept_to(epsilon).losses[-1, 1] == pytest.approx(kl, rel=1e-5)


def test_the_kl_is_the_integral_that_defines_it():
    means, deviations = np.array([0.7, -1.5]), np.array([0.4, 1.3])
    params = jax.tree.map(np.zeros_like, VAE.init(jax.random.key(0)))
    biases = np.float32([*means, *np.log(deviations)])
    encoder = (params.encoder[0], params.encoder[1]._replace(b=biases))
    constant = params._replace(encoder=encoder)
    error, values = VAE.losses(constant, VAE.examples, jax.random.key(0))

    def integrand(z, mean, deviation):
        q, p = norm(mean, deviation), norm()
        return q.pdf(z) * (q.logpdf(z) - p.logpdf(z))

    pairs = zip(means, deviations, strict=True)
    integral = sum(quad(integrand, -12, 12, args=pair)[0] for pair in pairs)
    assert values["kl"] == pytest.approx(integral, rel=1e-5)
    assert error == pytest.approx(64 * np.log(2), rel=1e-5)


def test_the_kl_collapses_between_two_weights_and_larger_ones_do_nothing():
    assert weighted(1.0).losses[-1, 1] > 1.8
    assert weighted(2.0).losses[-1, 1] > 0.6
    average = np.float64(VAE.examples).mean(axis=0)
    redrawn_blindly = -np.sum(
        average * np.log(np.maximum(average, 1e-300))
        + (1 - average) * np.log(np.maximum(1 - average, 1e-300))
    )
    for weight in (4.0, 100.0):
        error, kl = weighted(weight).losses[-1]
        assert 0 <= kl < 0.01
        assert error == pytest.approx(redrawn_blindly, rel=0.005)


def test_with_mini_batches_the_kl_is_kept_to_and_hard_constraint_first_is_worse():
    kept = trained(VAE, VAE.kept_to(), batch_share=0.1)
    first = trained(VAE, VAE.kept_to_first(), batch_share=0.1)
    half = len(kept.steps) // 2
    allowed = 0.02 * (BOUNDED.high - BOUNDED.low)
    assert abs(kept.losses[half:, 1].mean() - BOUNDED.epsilon) < allowed
    assert first.losses[half:, 1].mean() < BOUNDED.epsilon - 0.02
    assert first.losses[half:, 0].mean() > kept.losses[half:, 0].mean() + 0.15


def test_the_picture_has_what_is_drawn_from_codes_across_the_prior():
    params = kept_to(3.0).params
    pixels, _ = VAE.picture(kept_to(3.0))
    assert pixels.shape == (8, 8, 8, 8)
    for row, column in [(0, 0), (0, 7), (3, 5)]:
        code = norm.ppf([(column + 0.5) / 8, (7.5 - row) / 8])
        image = expit(forward(params.decoder, code)).reshape(8, 8)
        np.testing.assert_allclose(pixels[row, column], image, atol=1e-5)


def test_a_training_that_diverged_has_a_picture():
    params = jax.tree.map(lambda array: array * np.nan, kept_to(3.0).params)
    assert np.isnan(VAE.picture(kept_to(3.0)._replace(params=params)).pixels).all()


def test_the_digits_are_as_many_of_each_kind_as_their_source_says():
    pixels, labels = digits()
    assert pixels.shape == (1797, 64)
    assert pixels.dtype == np.float32
    assert (pixels.min(), pixels.max()) == (0, 1)
    assert list(np.bincount(labels)) == [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]
    # The first image is a zero: a ring, with paper in its middle.
    middle = pixels[0].reshape(8, 8)[3:5, 3:5]
    assert labels[0] == 0
    assert middle.max() < 0.1
