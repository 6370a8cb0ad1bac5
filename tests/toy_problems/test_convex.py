import jax.numpy as jnp
import numpy as np
import pytest

from toy_problems.convex import Convex

BOUNDS = np.linspace(0.01, 0.99, 99)


@pytest.mark.parametrize(
    ("theta", "losses"),
    [
        ((0.0, 0.0), (0, 1)),
        ((np.pi / 6, 1.0), (4 - 2 * np.sqrt(3), 2)),
        ((np.pi / 3, -2.0), (6.5, 13 - 6.5 * np.sqrt(3))),
        ((-3.0, 0.5), (0, 1.75)),
        ((9.0, 0.5), (1.75, 0)),
    ],
)
def test_losses_by_hand(theta, losses):
    np.testing.assert_allclose(Convex().losses(jnp.array(theta)), losses, atol=1e-14)


def test_front_is_a_quarter_of_the_circle_around_one_and_one():
    front = np.asarray(Convex().front_curve(101))
    np.testing.assert_allclose(((1 - front) ** 2).sum(axis=1), 1)


def test_closed_forms_of_the_front():
    problem = Convex()
    rest = 1 - (1 - BOUNDS) ** 2
    np.testing.assert_allclose(problem.front_loss_1(BOUNDS), 1 - rest**0.5, rtol=1e-6)
    np.testing.assert_allclose(problem.front_slope(BOUNDS), (BOUNDS - 1) * rest**-0.5)
    np.testing.assert_allclose(problem.front_curvature(BOUNDS), rest**-1.5)


def test_curvature_is_positive_everywhere():
    assert (np.asarray(Convex().front_curvature(BOUNDS)) > 0).all()


def test_a_start_of_the_first_figure_by_hand():
    """(1.5, 1.5) lies on the diagonal, where t₁ = π/4 and 1 + 3 t₂² = 1.5 / (1 − √½)."""
    out = np.sqrt((1.5 / (1 - np.sqrt(0.5)) - 1) / 3)
    theta = Convex().theta_from_losses([(1.5, 1.5)])
    np.testing.assert_allclose(theta, [[np.pi / 4, out]])
