import numpy as np
import pytest

pytestmark = pytest.mark.browser

PATHS = [[[2, 0], [1, 1], [0, 1]], [[1.5, 1.5], None, [0.5, 0.5]]]
LOSSES = """
const { lossesAt } = await import("/pebbles.js");
return given.times.map((time) => lossesAt(given.paths, time));
"""
DRAW = """
const { drawPebbles } = await import("/pebbles.js");
const canvas = document.createElement("canvas");
canvas.style = "width: 60px; height: 40px";
document.body.append(canvas);
const palette = ["#ff0000", "#0000ff"];
const theme = { palette, paper: "#ffffff", line_width: given.width };
drawPebbles(canvas, [[9, 9], null], () => [50, 50, 1], theme);
drawPebbles(canvas, given.losses, ([loss1, loss2]) => [2 * loss1, 2 * loss2, 2], theme);
const { data } = canvas.getContext("2d").getImageData(0, 0, 60, 40);
return [...data];
"""


def test_a_pebble_goes_from_iterate_to_iterate(evaluate):
    times = [0, 0.25, 0.5, 0.75, 1]
    found = evaluate(LOSSES, {"paths": PATHS, "times": times})
    assert [first for first, _ in found] == [[2, 0], [1.5, 0.5], [1, 1], [0.5, 1], [0, 1]]


def test_there_is_none_between_an_iterate_that_is_seen_and_one_that_is_not(evaluate):
    found = evaluate(LOSSES, {"paths": PATHS, "times": [0, 0.1, 0.5, 0.9, 1]})
    assert [second for _, second in found] == [[1.5, 1.5], None, None, None, [0.5, 0.5]]


def test_a_run_of_no_steps_stays_where_it_starts(evaluate):
    assert evaluate(LOSSES, {"paths": [[[1, 2]]], "times": [0]}) == [[[1, 2]]]


@pytest.mark.parametrize("width", [1, 2.25])
def test_pebbles_are_drawn_where_they_are_in_the_colours_of_their_runs(width, evaluate):
    given = {"losses": [[15, 10], [40, 25]], "width": width}
    pixels = np.array(evaluate(DRAW, given)).reshape(40, 60, 4)
    assert pixels[10, 15].tolist() == [255, 0, 0, 255]
    assert pixels[25, 40].tolist() == [0, 0, 255, 255]
    # Nothing is left of what was there before, and a pebble is as large as the lines want.
    assert pixels[38, 50, 3] == 0
    reds = (pixels[10, :, 1] < 128) & (pixels[10, :, 0] > 128)
    assert reds[:30].sum() == pytest.approx(11 * np.sqrt(width), abs=1.5)
