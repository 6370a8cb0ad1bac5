import numpy as np
import pytest

pytestmark = pytest.mark.browser

SIZE, MIDDLE, RADIUS = 61, 30, 6.5
# How much ink each pixel of a canvas has, of fills or of outlines alone.
DRAW = """
const { drawMarker } = await import("/markers.js");
const canvas = new OffscreenCanvas(given.size, given.size);
const c = canvas.getContext("2d");
c.fillStyle = given.outline ? "transparent" : "#000";
c.strokeStyle = given.outline ? "#000" : "transparent";
drawMarker(c, given.middle, given.middle, given.color, given.scale ?? 1);
const { data } = c.getImageData(0, 0, given.size, given.size);
return [...data].filter((_, index) => index % 4 === 3);
"""


@pytest.fixture
def draw(evaluate):
    """Ink of a marker of some colour."""

    def draw(color, **others):
        given = {"size": SIZE, "middle": MIDDLE, "color": color, **others}
        return np.array(evaluate(DRAW, given)).reshape(SIZE, SIZE) / 255

    return draw


def polygon_area(corners, radius):
    return corners / 2 * np.sin(2 * np.pi / corners) * radius**2


def star_area(rays, outer, inner):
    return rays * outer * inner * np.sin(np.pi / rays)


AREAS = [
    np.pi,
    polygon_area(4, 1.15),
    polygon_area(3, 1.25),
    polygon_area(4, 1.2),
    polygon_area(3, 1.25),
    polygon_area(5, 1.15),
    star_area(5, 1.45, 0.65),
]


@pytest.mark.parametrize("color", range(7))
@pytest.mark.parametrize("scale", [1, 0.7])
def test_a_marker_has_the_area_of_its_shape(color, scale, draw):
    ink = draw(color, scale=scale)
    assert ink.sum() == pytest.approx(AREAS[color] * (scale * RADIUS) ** 2, rel=0.04)
    assert ink[MIDDLE, MIDDLE] == 1


def test_no_two_of_the_seven_markers_look_alike(draw):
    inks = [draw(color) for color in range(7)]
    for color, ink in enumerate(inks):
        for other in inks[:color]:
            # Being larger alone makes no shape of its own.
            larger = abs(ink.sum() - other.sum())
            assert np.abs(ink - other).sum() - larger > 0.02 * ink.sum()


def test_after_seven_colours_the_shapes_come_again(draw):
    np.testing.assert_array_equal(draw(7), draw(0))
    np.testing.assert_array_equal(draw(9), draw(2))


def test_a_run_that_has_diverged_is_a_cross_and_not_filled(draw):
    assert not draw(-1).any()
    cross = draw(-1, outline=True)
    rows, columns = np.indices(cross.shape) - MIDDLE
    corners = [(-5, -5), (-5, 4), (4, -5), (4, 4)]
    assert all(cross[MIDDLE + y, MIDDLE + x] > 0.9 for x, y in corners)
    off = np.minimum(np.abs(rows - columns), np.abs(rows + columns + 1)) > 3
    assert not cross[off].any()


@pytest.mark.parametrize("scale", [1, 3])
def test_an_outline_is_as_wide_in_a_large_marker(scale, draw):
    ink = draw(1, outline=True, scale=scale)
    side = np.sqrt(2) * 1.15 * RADIUS * scale
    assert ink.sum() == pytest.approx(4 * side * 1.4, rel=0.08)
