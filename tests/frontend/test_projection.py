import math

import numpy as np
import pytest

pytestmark = pytest.mark.browser

SIZE = {"width": 640, "height": 400}
SOLID = """
const { solidProjection, pixelOf } = await import("/projection.js");
const { camera: cameraParams, scale: dataScale, width, height } = given;
const _fullLayout = { scene: { _scene: { dataScale, glplot: { cameraParams } } } };
const project = solidProjection({ clientWidth: width, clientHeight: height, _fullLayout });
return given.points.map((values) => {
  const point = project(...values);
  return [...point, ...Object.values(pixelOf(point))];
});
"""
# A camera three away on the first axis, up along the third, that sees half as much upwards.
VIEW = np.array([[0, 1, 0, 0], [0, 0, 1, 0], [1, 0, 0, -3], [0, 0, 0, 1.0]])
MODEL = np.diag([1, 1, 0.5, 1])
NEAR, FAR, ANGLE = 0.1, 100, math.pi / 4


def perspective():
    tall = 1 / math.tan(ANGLE / 2)
    wide = tall * SIZE["height"] / SIZE["width"]
    depth = (NEAR + FAR) / (NEAR - FAR), 2 * NEAR * FAR / (NEAR - FAR)
    return np.array([[wide, 0, 0, 0], [0, tall, 0, 0], [0, 0, *depth], [0, 0, -1, 0]])


def columns(matrix):
    """As WebGL has it, column by column."""
    return matrix.T.ravel().tolist()


@pytest.fixture
def project(evaluate):
    """Points, in pixels times a third number, that number, and pixels."""
    camera = {
        "model": columns(MODEL),
        "view": columns(VIEW),
        "projection": columns(perspective()),
    }
    given = {**SIZE, "camera": camera, "scale": [0.5, 0.5, 0.25]}
    return lambda points: np.array(evaluate(SOLID, {**given, "points": points}))


def test_points_in_space_are_where_a_camera_sees_them(project):
    points = [(0, 0, 0), (0, 1, 0), (0, 0, 2), (2, 1, 2)]
    found = project(points)[:, 3:]
    # By similar triangles: so many pixels for as much as a point is away.
    focal = SIZE["height"] / 2 / math.tan(ANGLE / 2)
    for (x, y, z), pixel in zip(points, found, strict=True):
        away = 3 - 0.5 * x
        across, up = 0.5 * y, 0.5 * 0.25 * z
        expected = (320 + focal * across / away, 200 - focal * up / away)
        assert pixel == pytest.approx(expected, abs=1e-6)


def test_halfway_between_two_values_is_halfway_between_two_points(project):
    low, middle, high = project([(0, 2, 0), (1, 1.5, 1), (2, 1, 2)])
    np.testing.assert_allclose(middle[:3], (low[:3] + high[:3]) / 2)
    assert middle[3] != pytest.approx((low[3] + high[3]) / 2, abs=0.5)


def test_points_of_two_dimensions_are_where_their_axes_have_them(evaluate):
    script = """
    const { flatProjection } = await import("/projection.js");
    const xaxis = { _offset: 40, d2p: (value) => 100 * value };
    const yaxis = { _offset: 10, d2p: (value) => 200 - 100 * value };
    return flatProjection({ _fullLayout: { xaxis, yaxis } })(0.5, 1.5);
    """
    assert evaluate(script) == [90, 60, 1]
