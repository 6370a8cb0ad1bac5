import math

import numpy as np
import pytest

from figures.plane import CAMERAS, plane
from figures.theme import LIGHT, THEMES
from optimizers.linear import Linear
from simulation import simulate
from toy_problems import PROBLEMS

CONCAVE = PROBLEMS["concave"]()
FRONT = np.asarray(CONCAVE.front_curve(161))
WEIGHTS = [0.0, 0.05, 0.5, 1.0, 4.0, 20.0]
STARS = np.array([[0.0, 1.0], [1.0, 0.0]])
CROSS = np.array([[0.6, 0.8]])
NONE = np.zeros((0, 2))


@pytest.fixture(scope="module")
def losses():
    starts = CONCAVE.theta_from_losses(CONCAVE.starts)
    return simulate(CONCAVE, Linear(alpha=1.0), starts, 400).losses


def figure_of(losses, alpha=1.0, ends=STARS, saddles=CROSS, theme=LIGHT):
    return plane(FRONT, alpha, losses, ends, saddles, theme, ("across", "deep", "up"))


def traces(figure, name):
    return [trace for trace in figure.data if trace.name == name]


def points(trace):
    """Points of a trace, without its gaps."""
    found = np.stack([trace.x, trace.y, trace.z], axis=1).astype(float)
    return found[np.isfinite(found).all(axis=1)]


@pytest.mark.claim
@pytest.mark.parametrize("alpha", WEIGHTS)
def test_001_17_all_that_rolls_or_stands_on_the_plane_has_its_height(alpha, losses):
    figure = figure_of(losses, alpha)
    for name in ("plane", "lines", "run", "starts", "saddles", "stars"):
        found = traces(figure, name)
        assert found
        for trace in found:
            x, y, z = points(trace).T
            assert len(x)
            np.testing.assert_allclose(z, x + alpha * y, atol=1e-9)


def test_the_plane_lies_over_the_whole_square():
    (found,) = traces(figure_of(np.zeros((0, 1, 2)), 0.5), "plane")
    corners = points(found)
    assert {(x, y) for x, y, _ in corners} == {(0, 0), (0, 2), (2, 0), (2, 2)}
    triangles = np.stack([found.i, found.j, found.k], axis=1)
    area = sum(
        abs(np.linalg.det(corners[triangle, :2][1:] - corners[triangle, :2][0])) / 2
        for triangle in triangles
    )
    assert area == pytest.approx(4)
    assert len(triangles) == 2


@pytest.mark.parametrize("alpha", WEIGHTS)
def test_lines_on_the_plane_are_level_and_go_from_edge_to_edge(alpha):
    (found,) = traces(figure_of(np.zeros((0, 1, 2)), alpha), "lines")
    begin, end = points(found)[0::2], points(found)[1::2]
    np.testing.assert_allclose(begin[:, 2], end[:, 2], atol=1e-9)
    np.testing.assert_allclose(np.diff(begin[:, 2]), (1 + alpha) / 4, atol=1e-9)
    for point in (*begin, *end):
        assert min(abs(point[axis] - edge) for axis in (0, 1) for edge in (0, 2)) < 1e-9
        assert (point[:2] >= -1e-9).all()
        assert (point[:2] <= 2 + 1e-9).all()
    assert (np.hypot(*(begin - end)[:, :2].T) > 0.3).all()


def test_runs_are_drawn_from_their_start_to_their_end_in_colours_of_their_own(losses):
    runs = traces(figure_of(losses), "run")
    assert [run.line.color for run in runs] == list(LIGHT.palette)
    (starts,) = traces(figure_of(losses), "starts")
    assert list(starts.marker.color) == list(LIGHT.palette)
    for run, iterates, start in zip(runs, losses, points(starts), strict=True):
        found = points(run)[:, :2]
        np.testing.assert_array_equal(found[[0, -1]], iterates[[0, -1]])
        np.testing.assert_array_equal(start[:2], iterates[0])


def test_what_is_not_over_the_square_is_not_drawn():
    path = np.array([[[1.0, 2.5], [1.0, 1.5], [1.0, 0.5], [1.0, -1e-12]]])
    path = np.concatenate([path, path + np.array([1.0, 0]), path - np.array([0, 0.5])])
    figure = figure_of(path)
    assert [len(points(run)) for run in traces(figure, "run")] == [3, 3, 3]
    (starts,) = traces(figure, "starts")
    np.testing.assert_array_equal(points(starts)[:, :2], [[1.0, 2.0]])
    assert list(starts.marker.color) == [LIGHT.palette[2]]


@pytest.mark.parametrize("bad", [math.nan, math.inf])
def test_a_run_that_diverges_is_drawn_as_far_as_it_goes(bad):
    path = np.array([[[1.0, 1.0], [1.5, 1.5], [bad, bad], [bad, bad]]])
    (run,) = traces(figure_of(path), "run")
    np.testing.assert_array_equal(points(run)[:, :2], path[0, :2])


def test_each_star_has_one_below_it_on_the_floor_and_a_line_to_it(losses):
    figure = figure_of(losses, 3.0)
    (stars,), (shadows,), (drops,) = (
        traces(figure, name) for name in ("stars", "shadows", "drops")
    )
    np.testing.assert_array_equal(points(stars), [(0, 1, 3), (1, 0, 1)])
    np.testing.assert_array_equal(points(shadows), [(0, 1, 0), (1, 0, 0)])
    expected = [(0, 1, 3), (0, 1, 0), (1, 0, 1), (1, 0, 0)]
    np.testing.assert_array_equal(points(drops), expected)
    assert set(stars.text) == {"★"}
    assert stars.textposition == shadows.textposition == "middle center"


def test_the_front_lies_on_the_floor(losses):
    (front,) = traces(figure_of(losses), "front")
    np.testing.assert_array_equal(points(front)[:, :2], FRONT)
    assert (points(front)[:, 2] == 0).all()


def test_crosses_are_two_strokes_through_each_saddle(losses):
    (crosses,) = traces(figure_of(losses), "saddles")
    strokes = points(crosses)
    assert len(strokes) == 4
    for one, other in (strokes[:2], strokes[2:]):
        np.testing.assert_allclose((one + other)[:2] / 2, CROSS[0])
    assert len(points(traces(figure_of(losses, saddles=NONE), "saddles")[0])) == 0


def test_axes_are_fixed_and_the_plane_is_as_high_at_its_corner_whatever_its_tilt(losses):
    scenes = [figure_of(losses, alpha).layout.scene for alpha in WEIGHTS]
    for alpha, scene in zip(WEIGHTS, scenes, strict=True):
        assert scene.zaxis.range == pytest.approx((0, 2 + 2 * alpha))
        assert scene.xaxis.range == scene.yaxis.range == scenes[0].xaxis.range
        assert scene.xaxis.range[0] < 0 < 2 < scene.xaxis.range[1]
        assert scene.aspectmode == "manual"
        assert scene.aspectratio == scenes[0].aspectratio
    texts = [scenes[0][f"{axis}axis"].title.text for axis in "xyz"]
    assert texts == ["across", "deep", "up"]


def test_the_camera_looks_from_beyond_the_corner_and_stays_where_it_was_put(losses):
    scene = figure_of(losses).layout.scene
    eye = scene.camera.eye
    assert min(eye.x, eye.y, eye.z) > 0.5
    assert abs(math.atan2(eye.y, eye.x) - math.pi / 4) < 0.15
    # Above the plane, which it would otherwise see from its edge.
    slope = scene.aspectratio.z / math.hypot(scene.aspectratio.x, scene.aspectratio.y)
    assert eye.z / math.hypot(eye.x, eye.y) > 2 * slope
    assert scene.uirevision == figure_of(losses, 5.0).layout.scene.uirevision is True


def test_the_other_cameras_look_along_loss_1_and_from_above():
    # Seen along an axis, the other two go to the right and upwards.
    side, top = CAMERAS["side"]["eye"], CAMERAS["top"]["eye"]
    assert side["x"] > 5 * abs(side["z"])
    assert side["y"] == 0
    assert top["z"] > 100 * abs(top["y"])
    # From exactly above, which way is up would be left to chance.
    assert top["y"] < 0 == top["x"]


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_the_figure_is_light_and_has_the_colours_and_type_of_the_theme(theme, losses):
    figure = figure_of(np.repeat(losses, 10, axis=1), theme=theme)
    assert len(figure.to_json()) < 100_000
    assert traces(figure, "front")[0].line.color == theme.front
    scene = figure.layout.scene
    for axis in (scene.xaxis, scene.yaxis, scene.zaxis):
        assert axis.title.font.size == theme.font_size
    assert figure.layout.hovermode is False
