import jax.numpy as jnp
import numpy as np
import pytest

from toy_problems.concave import Concave

BOUNDS = np.linspace(0.01, 0.99, 99)


@pytest.mark.parametrize(
    ("theta", "losses"),
    [
        ((0.0, 0.0), (0, 1)),
        ((np.pi / 6, 1.0), (1, np.sqrt(3))),
        ((np.pi / 3, -2.0), (5 * np.sqrt(3) / 2, 2.5)),
        ((-3.0, 0.5), (0, 1.25)),
        ((9.0, 0.5), (1.25, 0)),
    ],
)
def test_losses_by_hand(theta, losses):
    np.testing.assert_allclose(Concave().losses(jnp.array(theta)), losses, atol=1e-15)


def test_front_is_a_quarter_of_the_circle_around_the_origin():
    front = np.asarray(Concave().front_curve(101))
    np.testing.assert_allclose((front**2).sum(axis=1), 1)


def test_closed_forms_of_the_front():
    problem = Concave()
    rest = 1 - BOUNDS**2
    np.testing.assert_allclose(problem.front_loss_1(BOUNDS), rest**0.5)
    np.testing.assert_allclose(problem.front_slope(BOUNDS), -BOUNDS * rest**-0.5)
    np.testing.assert_allclose(problem.front_curvature(BOUNDS), -(rest**-1.5))


def test_curvature_is_negative_everywhere():
    assert (np.asarray(Concave().front_curvature(BOUNDS)) < 0).all()


def test_parameters_are_polar_coordinates():
    pairs = np.array([(1.5, 1.5), (0.6, 0.8), (0.322, 1.976)])
    radius = np.hypot(*pairs.T)
    expected = np.stack([np.arctan2(*pairs.T), np.sqrt(radius - 1)], axis=-1)
    np.testing.assert_allclose(Concave().theta_from_losses(pairs), expected, atol=1e-7)
