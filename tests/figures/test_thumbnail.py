import math
import re
import xml.etree.ElementTree as ET

import numpy as np
import pytest

from figures import thumbnail as module
from figures.loss_space import Bound
from figures.theme import LIGHT
from figures.thumbnail import MOST_POINTS, SIZE, Trails
from toy_problems import PROBLEMS

FRONTS = {
    name: np.asarray(problem().front_curve(161)) for name, problem in PROBLEMS.items()
}
NAMES = ("across", "up & away")
NO_FRONT = np.zeros((0, 2))
BOUND = Bound(0.7, (math.sqrt(1 - 0.49), 0.7))


def thumbnail(front, bound, trails):
    return module.thumbnail(front, bound, trails, NAMES)


def thumbnail_of_curves(values, colors):
    return module.thumbnail_of_curves(values, colors, NAMES)


def spiral(turns=3.0, iterates=900, centre=(1.0, 1.0)):
    angle = np.linspace(0, turns * 2 * np.pi, iterates)
    radius = np.linspace(0.9, 0.1, iterates)
    return np.stack([np.cos(angle), np.sin(angle)], axis=1) * radius[:, None] + centre


def trails_of(*runs, colors=None, **labels):
    colors = np.arange(len(runs)) % 7 if colors is None else np.array(colors)
    return Trails(np.stack(runs), colors, **labels)


def parts(svg, tag, color=None, what="stroke"):
    found = ET.fromstring(svg).iter(f"{{http://www.w3.org/2000/svg}}{tag}")
    return [part for part in found if color in (None, part.get(what))]


def losses(x, y):
    """What a point of the picture stands for: from −0.1 to 2.1 on both axes."""
    return x / SIZE * 2.2 - 0.1, (SIZE - y) / SIZE * 2.2 - 0.1


def lines(path):
    """The lines of a path, as points in loss space."""
    found = []
    for letter, first, second in re.findall(r"([Ml])(-?\d+)[ ]?([+-]?\d+)", path.get("d")):
        point = np.array([int(first), int(second)])
        if letter == "M":
            found.append([point])
        else:
            found[-1].append(found[-1][-1] + point)
    return [np.array([losses(*point) for point in line]) for line in found]


def heads(svg):
    return [
        (part.get("fill"), losses(float(part.get("cx")), float(part.get("cy"))))
        for part in parts(svg, "circle")
        if part.get("fill")
    ]


def test_it_is_a_square_of_white_paper_with_round_corners():
    svg = thumbnail(FRONTS["concave"], BOUND, trails_of(spiral()))
    root = ET.fromstring(svg)
    assert root.get("viewBox") == f"0 0 {SIZE} {SIZE}"
    (paper,) = parts(svg, "rect")
    assert (paper.get("fill"), paper.get("width")) == ("#FFFFFF", str(SIZE))
    assert int(paper.get("rx")) > 0


@pytest.mark.parametrize("name", FRONTS)
def test_the_front_is_where_it_is_and_is_hatched_on_the_side_out_of_reach(name):
    svg = thumbnail(FRONTS[name], None, trails_of(spiral()))
    hatching, front = parts(svg, "path", LIGHT.front)
    (line,) = lines(front)
    for point in line:
        assert np.hypot(*(FRONTS[name] - point).T).min() < 0.012
    np.testing.assert_allclose(line[[0, -1]], FRONTS[name][[0, -1]], atol=0.004)
    strokes = lines(hatching)
    assert len(strokes) > 8
    # Long enough to be seen beside the line, at half the size.
    assert all(0.06 < np.hypot(*(end - begin)) < 0.1 for begin, end in strokes)
    # On the circle about the origin, what is out of reach is inside.
    if name == "concave":
        assert all(np.hypot(*begin) > np.hypot(*end) for begin, end in strokes)


def test_a_hidden_front_is_not_drawn():
    hidden = Bound(0.7, (math.nan, math.nan))
    svg = thumbnail(NO_FRONT, hidden, trails_of(spiral()))
    assert not parts(svg, "path", LIGHT.front)
    assert len(parts(svg, "circle")) == len(heads(svg)) == 1


def test_the_bound_has_a_line_strokes_above_it_and_the_ring_of_the_optimum():
    svg = thumbnail(FRONTS["concave"], BOUND, trails_of(spiral()))
    bound = next(p for p in parts(svg, "path", LIGHT.ink) if p.get("stroke-width") == "4")
    strokes = [line for line in lines(bound) if len(line) == 2]
    assert len(strokes) > 10
    for (_, low), (_, high) in strokes:
        assert low == pytest.approx(0.7, abs=0.003)
        assert high > low
    (ring,) = [part for part in parts(svg, "circle") if not part.get("fill")]
    there = losses(float(ring.get("cx")), float(ring.get("cy")))
    assert there == pytest.approx(BOUND.optimum, abs=0.003)
    without = thumbnail(FRONTS["concave"], None, trails_of(spiral()))
    assert len(parts(without, "circle")) == 1


def test_a_trail_has_few_points_all_of_them_on_the_way_from_its_start_to_its_end():
    run = spiral()
    svg = thumbnail(NO_FRONT, None, trails_of(run, colors=[2]))
    (trail,) = parts(svg, "path", LIGHT.palette[2])
    (line,) = lines(trail)
    assert 40 < len(line) <= MOST_POINTS
    np.testing.assert_allclose(line[[0, -1]], run[[0, -1]], atol=0.003)
    nearest = [np.hypot(*(run - point).T).argmin() for point in line]
    assert nearest == sorted(nearest)
    for point in line:
        assert np.hypot(*(run - point).T).min() < 0.005
    # Nor is anything of the way left out.
    for point in run:
        assert np.hypot(*(line - point).T).min() < 0.12
    assert heads(svg) == [(LIGHT.palette[2], pytest.approx(run[-1], abs=0.003))]


def test_each_run_has_its_own_colour_of_the_light_theme():
    runs = [spiral(centre=(1.0, 1.0 - 0.1 * k)) for k in range(7)]
    svg = thumbnail(NO_FRONT, None, trails_of(*runs))
    assert [color for color, _ in heads(svg)] == list(LIGHT.palette)
    together = thumbnail(NO_FRONT, None, trails_of(*runs, colors=[3] * 7))
    (path,) = parts(together, "path", LIGHT.palette[3])
    assert len(lines(path)) == 7


def texts(svg):
    """Words with where they begin or end, in loss space."""
    return {
        part.text: (part.get("text-anchor"), losses(int(part.get("x")), int(part.get("y"))))
        for part in parts(svg, "text")
    }


def test_each_axis_has_its_name_at_its_end():
    for svg in (
        thumbnail(FRONTS["concave"], None, trails_of(spiral())),
        thumbnail_of_curves(np.linspace(3, 1, 401)[None], np.array([0])),
    ):
        (_, (right, low)), (_, (left, high)) = (texts(svg)[name] for name in NAMES)
        assert right > 1.9 > 0.3 > low > -0.1
        assert high > 1.9 > 0.3 > left > -0.1


def test_runs_that_end_together_have_one_text_with_what_tells_them_apart():
    ends = [(0.2, 1.0), (0.2, 1.01), (1.0, 0.1), (1.95, 1.0), (0.2, 1.0)]
    runs = [np.stack([np.full(2, 1.5), np.array(end)]) for end in ends]
    labels = {"labels": ("0.2", "0.5", "<1", "2", "0.2"), "symbol": "α"}
    found = texts(thumbnail(NO_FRONT, None, trails_of(*runs, **labels)))
    places = {words: place for words, place in found.items() if words not in NAMES}
    assert list(places) == ["α = 0.2, 0.5", "<1", "2"]
    for (words, (anchor, (x, y))), end in zip(
        places.items(), [ends[0], ends[2], ends[3]], strict=True
    ):
        assert anchor == ("end" if words == "2" else "start")
        assert abs(x - end[0]) < 0.1
        assert 0 < y - end[1] < 0.1


def test_a_run_that_is_lost_has_no_text():
    lost, there = spiral(), spiral()
    lost[300:] = math.nan
    labels = {"labels": ("1", "2"), "symbol": "α"}
    found = texts(thumbnail(NO_FRONT, None, trails_of(lost, there, **labels)))
    assert set(found) == {*NAMES, "α = 2"}


@pytest.mark.parametrize("lost", [math.nan, math.inf, -math.inf, 1e200, -50.0])
def test_a_run_that_is_lost_is_drawn_as_far_as_it_is_near_and_has_no_end(lost):
    run = spiral()
    run[300:, 1] = lost
    svg = thumbnail(NO_FRONT, None, trails_of(run, spiral(), colors=[0, 1]))
    assert [color for color, _ in heads(svg)] == [LIGHT.palette[1]]
    (line,) = lines(parts(svg, "path", LIGHT.palette[0])[0])
    np.testing.assert_allclose(line[-1], run[299], atol=0.003)


def test_a_run_that_is_lost_from_the_beginning_leaves_a_picture():
    svg = thumbnail(NO_FRONT, None, trails_of(np.full((5, 2), np.nan)))
    assert heads(svg) == []


def test_a_run_that_never_moves_is_a_dot():
    svg = thumbnail(NO_FRONT, None, trails_of(np.full((9, 2), 0.5)))
    assert heads(svg) == [(LIGHT.palette[0], pytest.approx((0.5, 0.5), abs=0.003))]


@pytest.mark.parametrize("count", [1, 7, 49, 128])
def test_however_many_runs_there_are_it_is_small(count):
    runs = [spiral(centre=(1.0, 0.8 + 0.002 * k)) for k in range(count)]
    svg = thumbnail(FRONTS["mixed"], BOUND, trails_of(*runs))
    assert len(svg) < (8_000 if count < 50 else 20_000)


def test_curves_over_the_steps_go_from_left_to_right_at_one_scale():
    values = np.stack([np.linspace(3, 1, 401), np.full(401, 1.0)])
    svg = thumbnail_of_curves(values, np.array([0, 1]))
    ends = {part.get("fill"): part for part in parts(svg, "circle")}
    first, second = (ends[LIGHT.palette[k]] for k in (0, 1))
    assert (first.get("cx"), first.get("cy")) == (second.get("cx"), second.get("cy"))
    (falling,) = lines(parts(svg, "path", LIGHT.palette[0])[0])
    assert (np.diff(falling[:, 0]) > 0).all()
    assert (np.diff(falling[:, 1]) < 0).all()
