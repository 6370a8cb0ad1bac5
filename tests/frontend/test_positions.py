import numpy as np
import pytest

pytestmark = pytest.mark.browser

NOTHING = 65535
PLACE = {"left": 52, "top": 7, "width": 310, "height": 205, "x": [-0.2, 1.4], "y": [0.1, 3]}
RANGES = [[-1.0, 5.0], [0.0, 2.0]]
RUNS, ITERATES = 5, 9

POSITIONS = """
const { Positions } = await import("/positions.js");
const view = { ...given.view, positions: Uint16Array.from(given.view.positions) };
const at = new Positions(view, given.place);
const each = (name) => Array.from({ length: view.steps + 1 }, (_, step) =>
  Array.from({ length: view.runs }, (_, run) => at[name](step, run)));
"""


def view_of(wholes):
    """A view of whole numbers of shape (iterates, coordinates, runs)."""
    iterates, coordinates, runs = wholes.shape
    return {
        "coordinates": coordinates,
        "ranges": RANGES[:coordinates],
        "runs": runs,
        "steps": iterates - 1,
        "positions": wholes.ravel().tolist(),
    }


def pixels(wholes, place=PLACE):
    """Where whole numbers are on the canvas, each of shape (iterates, runs)."""
    iterates, coordinates, _ = wholes.shape
    values = [
        low + (high - low) * wholes[:, k] / 65534
        for k, (low, high) in enumerate(RANGES[:coordinates])
    ]
    if coordinates == 1:
        steps = np.broadcast_to(np.arange(iterates)[:, None], values[0].shape)
        values.insert(0, steps)
    (west, east), (south, north) = place["x"], place["y"]
    return (
        place["left"] + place["width"] * (values[0] - west) / (east - west),
        place["top"] + place["height"] * (north - values[1]) / (north - south),
    )


def wholes_of(coordinates, seed=0, runs=RUNS):
    return np.random.default_rng(seed).integers(0, NOTHING, (ITERATES, coordinates, runs))


@pytest.mark.parametrize("coordinates", [1, 2], ids=["over time", "in the plane"])
def test_a_run_is_drawn_where_its_values_are(coordinates, evaluate):
    wholes = wholes_of(coordinates)
    place = PLACE if coordinates == 2 else {**PLACE, "x": [-1, 12]}
    given = {"view": view_of(wholes), "place": place}
    found = evaluate(POSITIONS + "return [each('x'), each('y')];", given)
    for shown, expected in zip(found, pixels(wholes, place), strict=True):
        np.testing.assert_allclose(shown, expected, atol=1e-9)


@pytest.mark.parametrize("coordinates", [1, 2])
def test_a_diverged_run_stays_where_it_was_last_seen(coordinates, evaluate):
    wholes = wholes_of(coordinates)
    gone_at = [ITERATES, 6, 1, 0, ITERATES - 1]
    for run, step in enumerate(gone_at):
        wholes[step:, :, run] = NOTHING
    frames = [*range(ITERATES), ITERATES + 20]
    found = evaluate(
        POSITIONS
        + """return given.frames.map((frame) => Array.from({ length: view.runs },
          (_, run) => at.lastStep(run, frame)));""",
        {"view": view_of(wholes), "place": PLACE, "frames": frames},
    )
    last = ITERATES - 1
    expected = [[min(frame, last, gone - 1) for gone in gone_at] for frame in frames]
    assert found == expected


def test_what_lies_on_an_edge_is_inside(evaluate):
    points = [[52, 7], [362, 212], [51.9, 100], [362.1, 100], [100, 6.9], [100, 212.1]]
    found = evaluate(
        POSITIONS + "return given.points.map(([x, y]) => at.isInside(x, y));",
        {"view": view_of(wholes_of(2)), "place": PLACE, "points": points},
    )
    assert found == [True, True, False, False, False, False]


NEAREST = (
    POSITIONS
    + "return given.points.map(([x, y]) => at.nearest(x, y, given.frame, given.radius));"
)


@pytest.fixture
def nearest(evaluate):
    """Runs that are nearest to some points."""

    def nearest(wholes, points, frame, radius=14):
        given = {"view": view_of(wholes), "place": PLACE, "points": points}
        return evaluate(NEAREST, {**given, "frame": frame, "radius": radius})

    return nearest


@pytest.mark.parametrize("frame", [0, 3, ITERATES - 1, ITERATES + 5])
def test_the_run_whose_trail_so_far_is_nearest_is_pointed_at(frame, nearest):
    wholes = wholes_of(2, seed=1)
    wholes[4:, :, 2] = NOTHING
    x, y = pixels(wholes)
    points = np.random.default_rng(2).uniform((x.min(), y.min()), (600, y.max()), (200, 2))
    gaps = np.hypot(x[..., None] - points[:, 0], y[..., None] - points[:, 1])
    gaps[4:, 2] = np.inf
    gaps = gaps[: frame + 1].min(axis=0)
    expected = np.where(gaps.min(axis=0) <= 90, gaps.argmin(axis=0), -1)
    assert len(set(expected)) > 2
    assert nearest(wholes, points.tolist(), frame, 90) == expected.tolist()


def test_nothing_beyond_the_radius_is_pointed_at(nearest):
    wholes = np.full((1, 2, 1), 20_000)
    (x,), (y,) = (axis.ravel() for axis in pixels(wholes))
    points = [[x + 13.99, y], [x, y - 13.99], [x + 14.01, y], [x + 10, y + 10]]
    assert nearest(wholes, points, 0) == [0, 0, -1, -1]


def test_of_runs_that_have_met_the_last_drawn_is_pointed_at(nearest):
    wholes = wholes_of(2)
    wholes[-1, :, [0, 1, 3]] = 30_000
    x, y = pixels(wholes)
    points = [[x[-1, 0], y[-1, 0]], [x[-1, 0] + 1, y[-1, 0] - 2]]
    assert nearest(wholes, points, ITERATES) == [3, 3]


def test_a_run_that_has_diverged_is_nowhere(nearest):
    wholes = np.zeros((ITERATES, 2, RUNS), int)
    wholes[0, :, 4] = 30_000
    wholes[1:, :, 4] = NOTHING
    x, y = pixels(wholes)
    points = [[x[1, 4], y[1, 4]], [x[0, 4], y[0, 4]]]
    assert nearest(wholes, points, ITERATES) == [-1, 4]


def test_of_very_many_runs_only_the_heads_are_pointed_at(nearest):
    wholes = np.zeros((2, 2, 513), int)
    wholes[1] = 40_000
    before, after = ([x, y] for x, y in np.transpose(pixels(wholes), (1, 0, 2))[..., 0])
    few, many = wholes[:, :, :512], wholes
    points = [before, after]
    assert nearest(few, points, 1) == [511, 511]
    assert nearest(many, points, 1) == [-1, 512]
    assert nearest(many, points, 0) == [512, -1]
    assert nearest(many, points, 7) == [-1, 512]
    many[1] = NOTHING
    assert nearest(many, points, 1) == [512, -1]
