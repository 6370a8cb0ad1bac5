"""A policy as arrows: where they point, and where the goal is."""

import numpy as np

from figures.policy_map import policy_map
from figures.theme import THEMES

THEME = THEMES["light"]


def test_arrows_point_and_are_as_long_as_their_directions_are_likely():
    probabilities = np.zeros((2, 2, 4))
    probabilities[..., 0] = 1
    probabilities[1, 0] = [0, 0.5, 0.25, 0.25]
    walls, goal = np.array([[0, 1], [0, 0]]), np.array([1.0, 1.0])
    heat, arrows, star = policy_map(
        probabilities, np.ones((2, 2)), walls, goal, "value", THEME
    ).data
    assert np.isnan(heat.z[1, 1])
    lines = np.stack([arrows.x, arrows.y], axis=1).reshape(2, 4, 3, 2)
    # The cell at the upper left goes up, the one at the lower left to three sides.
    np.testing.assert_allclose(lines[0, 0, :2], [[0, 1], [0, 1.45]])
    lengths = np.hypot(*(lines[1, :, 1] - lines[1, :, 0]).T)
    np.testing.assert_allclose(lengths, [0, 0.225, 0.1125, 0.1125])
    np.testing.assert_allclose(lines[1, 1, 1], [0.225, 0])
    np.testing.assert_allclose(lines[1, 3, 1], [-0.1125, 0])
    # In the goal there are none, since one never is there.
    assert (star.x[0], star.y[0], star.marker.symbol) == (1, 0, "star")
