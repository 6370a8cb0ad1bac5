import jax.numpy as jnp
import numpy as np
import pytest

from optimizers.linear import Linear
from simulation import simulate
from toy_problems.mixed import Mixed

ENDS = [(0.0, 1.0), (0.5, 0.5), (1.0, 0.0)]


@pytest.mark.parametrize(
    ("theta", "losses"),
    [
        ((0.0, 0.0), (0, 1)),
        # s = 1/4: w = 0.02 (1 + 1) = 0.04.
        ((np.pi / 8, 0.0), (0.29, 0.79)),
        # s = 1/8: w = 0.02; 1 + 3 t₂² = 4.
        ((np.pi / 16, -1.0), (0.58, 3.58)),
        ((np.pi / 4, 1.0), (2, 2)),
        ((-3.0, 0.5), (0, 1.75)),
        ((9.0, 0.5), (1.75, 0)),
    ],
)
def test_losses_by_hand(theta, losses):
    np.testing.assert_allclose(Mixed().losses(jnp.array(theta)), losses, atol=1e-14)


def test_front_is_a_straight_line_with_two_bumps():
    s = np.linspace(0, 1, 101)
    wave = 0.02 * (1 - np.cos(4 * np.pi * s))
    expected = np.stack([s + wave, 1 - s + wave], axis=-1)
    np.testing.assert_allclose(Mixed().front_curve(101), expected, atol=1e-14)


def test_front_is_convex_at_the_ends_and_in_the_middle_and_concave_between():
    """The sign of p₁′ p₂″ − p₁″ p₂′ is that of cos 4πs: it changes at odd eighths."""
    s = (np.arange(400) + 0.5) / 400
    wave = 0.02 * (1 - np.cos(4 * np.pi * s))
    curvature = np.asarray(Mixed().front_curvature(1 - s + wave))
    np.testing.assert_array_equal(curvature > 0, np.cos(4 * np.pi * s) > 0)


def test_slope_is_minus_one_at_both_ends_the_middle_and_the_tops_of_the_bumps():
    at = [1.0, 0.79, 0.5, 0.29, 0.0]
    np.testing.assert_allclose(Mixed().front_slope(at), -1, atol=1e-6)


def test_is_symmetric_in_its_losses():
    front = np.asarray(Mixed().front_curve(101))
    np.testing.assert_allclose(front, front[::-1, ::-1], atol=1e-14)


def test_a_weighted_sum_splits_the_starts_into_three():
    """α = 1, 49 starts side by side: a quarter, a half and a quarter of them."""
    angles = np.linspace(0.03, np.pi / 2 - 0.03, 49)
    theta0 = np.stack([angles, np.full(49, 0.6)], axis=-1)
    ends = simulate(Mixed(), Linear(alpha=1.0), theta0, 1000).losses[:, -1]
    counts = [(np.abs(ends - end).max(axis=1) < 0.01).sum() for end in ENDS]
    assert counts == [12, 25, 12]
