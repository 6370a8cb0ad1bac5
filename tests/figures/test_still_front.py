"""The front with nothing else, as it is seen before any run is computed."""

import re
from xml.etree import ElementTree

import numpy as np
import pytest

from figures.still_front import still_front, still_set
from figures.theme import THEMES

THEME = THEMES["light"]
ANGLES = np.linspace(0, np.pi / 2, 201)
QUARTER_CIRCLE = np.stack([np.sin(ANGLES), np.cos(ANGLES)], axis=1)


def points_of(svg):
    (line,) = ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}polyline")
    pairs = [pair.split(",") for pair in line.get("points").split()]
    return np.array(pairs, dtype=float).reshape(-1, 2) * (1, -1)


def box_of(svg):
    return [float(part) for part in ElementTree.fromstring(svg).get("viewBox").split()]


def test_the_front_is_drawn_from_end_to_end():
    points = points_of(still_front(QUARTER_CIRCLE, THEME))
    assert np.hypot(*points.T) == pytest.approx(1, abs=1e-3)
    assert points[[0, -1]] == pytest.approx(QUARTER_CIRCLE[[0, -1]], abs=1e-3)


def test_a_hidden_front_is_not_given_away():
    assert len(points_of(still_front(QUARTER_CIRCLE[:0], THEME))) == 0


def test_only_lines_within_the_axes_are_drawn():
    svg = still_front(QUARTER_CIRCLE, THEME, (-0.06, 1.3))
    assert box_of(svg) == pytest.approx([-0.06, -1.3, 1.36, 1.36])
    upright = {float(x) for x in re.findall(r"M([-.0-9]+) 0.06V-1.3", svg)}
    assert upright == {0, 0.5, 1}


def test_a_set_is_where_its_axes_have_it():
    svg = still_set(np.array([[0, 0], [1.5, 0.25]]), ((-1, 2), (-0.5, 1)), THEME)
    assert box_of(svg) == [-1, -1, 3, 1.5]
    assert points_of(svg).tolist() == [[0, 0], [1.5, 0.25]]
