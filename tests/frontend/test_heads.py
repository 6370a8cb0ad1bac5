import pytest

pytestmark = pytest.mark.browser

# What is written beside heads at given pixels, on a plot of 300 by `height`.
WRITTEN = """
const { drawCounts, drawLabels } = await import("/heads.js");
const { points, labels, height } = given;
const at = {
  runs: points.length,
  view: { labels },
  place: { left: 50, top: 0, width: 300, height },
  x: (step, run) => points[run][0],
  y: (step, run) => points[run][1],
  lastStep: (run) => (points[run] ? 0 : -1),
  isInside: (x, y) => x >= 50 && x <= 350 && y >= 0 && y <= height,
};
const written = [];
const c = {
  measureText: (text) => ({ width: 9 * text.length }),
  strokeText: () => undefined,
  fillText: (text, x, y) => written.push([text, c.textAlign, x, y]),
};
const theme = { font_size: 14, paper: "white", ink: "black" };
(labels.length ? drawLabels : drawCounts)(c, at, theme, 0);
return written;
"""


@pytest.fixture
def written(evaluate):
    def written(points, labels=(), height=300):
        given = {"points": points, "labels": list(labels), "height": height}
        return evaluate(WRITTEN, given)

    return written


def test_heads_that_lie_on_top_of_one_another_are_counted(written):
    points = [(100, 100), (102, 101), (200, 50), (101, 99), None, (40, 20)]
    assert written(points) == [["×3", "left", 114, 86]]


def test_a_place_has_the_numbers_of_all_runs_that_are_there(written):
    points = [(100, 100), (200, 50), (101, 100), (201, 51), (200, 52), (250, 250)]
    assert written(points, ["α", "0.2", "1", "4"]) == [
        ["α = 0.2, 1", "left", 114, 86],
        ["α = 0.2, 1, 4", "left", 214, 36],
        ["α = 4", "left", 264, 236],
    ]


def test_a_text_that_would_be_cut_off_stands_on_the_other_side(written):
    assert written([(320, 100)], ["α", "0.2"]) == [["α = 0.2", "right", 306, 86]]


def test_nothing_is_written_where_there_is_no_room(written):
    apart = [(60 + 20 * k, 100) for k in range(13)]
    assert written(apart, ["α", *map(str, range(13))]) == []
    assert len(written(apart[:12], ["α", *map(str, range(12))])) == 12
    assert written([(100, 100)], ["α", "0.2"], height=199) == []
