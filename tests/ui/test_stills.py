import base64
import json
import math

import jax
import numpy as np
import pytest

from figures.theme import THEMES
from toy_problems import PROBLEMS
from ui import stills
from ui.stills import loss_stills, parameter_extent, parameter_stills, time_stills

ALL = tuple(THEMES)
BOUNDS = [0.02, 0.1, 0.3, 0.7, 0.97, 1.0, 1.7, 3.0]
MAKERS = {"loss": loss_stills, "parameter": parameter_stills}


def losses_at(problem, theta):
    return np.asarray(jax.vmap(PROBLEMS[problem]().losses)(np.asarray(theta)))


def branches(shapes):
    """Points of the curve L₂ = ε, one array for each part of its path."""
    (shape,) = shapes
    return [
        np.array([[float(part) for part in point.split(",")] for point in line.split("L")])
        for line in shape["path"].split("M")[1:]
    ]


def curve_of(problem, epsilon):
    still = parameter_stills(problem, epsilon, True, ("light",))["light"]
    return branches(still["layout"]["shapes"])


def array(values):
    """What Plotly wrote of an array: a list, or its bytes as text."""
    if isinstance(values, dict):
        raw = np.frombuffer(base64.b64decode(values["bdata"]), values["dtype"])
        shape = [int(part) for part in str(values.get("shape", len(raw))).split(",")]
        return raw.reshape(shape)
    return np.array(values, float)


@pytest.mark.parametrize(
    ("chosen", "needed"),
    [
        ("auto", {"light", "dark"}),
        ("light", {"light"}),
        ("dark", {"dark"}),
        ("projector", {"projector"}),
    ],
)
def test_a_browser_gets_the_themes_that_it_may_need_and_no_others(chosen, needed):
    names = stills.themes(chosen)
    assert set(names) == needed
    for make in MAKERS.values():
        assert set(make("concave", 0.7, True, names)) == needed
    assert set(time_stills(400, (0, 1), None, names)) == needed


@pytest.mark.parametrize("theme", THEMES)
def test_each_still_is_in_the_colours_of_its_theme(theme):
    ink, others = THEMES[theme].ink, set(ALL) - {theme}
    made = [make("mixed", 0.7, True, ALL) for make in MAKERS.values()]
    made.append(time_stills(400, (0, 1), 0.7, ALL))
    for of_kind in made:
        still = of_kind[theme]
        assert still["layout"]["font"]["color"] == ink
        assert still["layout"]["shapes"]
        assert {shape["line"]["color"] for shape in still["layout"]["shapes"]} == {ink}
        assert all(still != of_kind[other] for other in others)


@pytest.mark.parametrize("epsilon", BOUNDS)
@pytest.mark.parametrize("problem", PROBLEMS)
def test_on_the_curve_loss_2_is_the_bound(problem, epsilon):
    for branch in curve_of(problem, epsilon):
        # A path has four digits, and L₂ grows by up to 2 √(ε k L₂) for each unit of t₂.
        losses = losses_at(problem, branch)
        np.testing.assert_allclose(losses[:, 1], epsilon, atol=1e-3)


@pytest.mark.parametrize("problem", PROBLEMS)
@pytest.mark.parametrize("epsilon", [0.3, 0.7])
def test_the_curve_has_both_branches_and_both_begin_on_the_front(problem, epsilon):
    upper, lower = curve_of(problem, epsilon)
    assert (upper[:, 1] >= 0).all()
    assert (lower[:, 1] <= 0).all()
    for branch in (upper, lower):
        assert branch[0, 1] == pytest.approx(0, abs=0.02)
        on_front = losses_at(problem, branch[:1] * [1, 0])
        assert on_front[0, 1] == pytest.approx(epsilon, abs=0.002)


@pytest.mark.parametrize("problem", PROBLEMS)
@pytest.mark.parametrize("epsilon", [None, -1.0, -0.01])
@pytest.mark.parametrize("shown", [True, False])
def test_without_a_bound_that_can_be_met_there_is_no_curve(problem, epsilon, shown):
    still = parameter_stills(problem, epsilon, shown, ALL)
    assert all(part["layout"]["shapes"] == [] for part in still.values())


@pytest.mark.parametrize("problem", PROBLEMS)
def test_contours_are_those_of_the_losses(problem):
    first, second, _ = parameter_stills(problem, 0.7, True, ("light",))["light"]["data"]
    t1, t2 = array(first["x"]), array(first["y"])
    grid = np.stack(np.meshgrid(t1, t2), -1)
    expected = losses_at(problem, grid.reshape(-1, 2)).reshape(*grid.shape)
    for index, trace in enumerate((first, second)):
        np.testing.assert_allclose(array(trace["z"]), expected[..., index], atol=2e-3)


@pytest.mark.parametrize("problem", PROBLEMS)
def test_parameter_space_has_room_for_the_seven_starts_and_the_whole_front(problem):
    (left, right), (low, high) = parameter_extent(problem)
    toy = PROBLEMS[problem]()
    theta = np.asarray(toy.theta_from_losses(toy.starts))
    assert left < 0 < math.pi / 2 < right
    assert low < 0 < theta[:, 1].max() < high


@pytest.mark.parametrize("problem", PROBLEMS)
def test_the_front_that_is_shown_is_that_of_the_problem(problem):
    front, _ = loss_stills(problem, 0.7, True, ("light",))["light"]["data"]
    points = np.stack([array(front["x"]), array(front["y"])], 1)
    expected = np.asarray(PROBLEMS[problem]().front_curve(len(points)))
    np.testing.assert_allclose(points, expected, atol=1e-5)
    pareto_set = parameter_stills(problem, 0.7, True, ("light",))["light"]["data"][2]
    ends = np.stack([array(pareto_set["x"]), array(pareto_set["y"])], 1)
    np.testing.assert_allclose(losses_at(problem, ends), expected[[0, -1]], atol=1e-6)


@pytest.mark.parametrize("epsilon", [None, 0.7])
@pytest.mark.parametrize("problem", PROBLEMS)
def test_a_hidden_front_is_nowhere_and_no_more_is_the_optimum(problem, epsilon):
    for kind, make in MAKERS.items():
        there = make(problem, epsilon, True, ALL)
        hidden = make(problem, epsilon, False, ALL)
        for theme in ALL:
            colour = THEMES[theme].front
            drawn = [
                trace
                for trace in hidden[theme]["data"]
                if trace["type"] == "scatter" and len(array(trace["x"]))
            ]
            assert not drawn
            assert len(there[theme]["data"]) == len(hidden[theme]["data"])
            shapes = json.dumps(hidden[theme]["layout"]["shapes"])
            assert colour not in shapes
            assert "circle" not in shapes
            if kind == "loss" and epsilon is not None:
                assert "circle" in json.dumps(there[theme]["layout"]["shapes"])


@pytest.mark.parametrize("problem", PROBLEMS)
def test_a_hidden_front_leaves_the_bound_and_its_curve(problem):
    for make in MAKERS.values():
        there = make(problem, 0.7, True, ("light",))["light"]["layout"]["shapes"]
        hidden = make(problem, 0.7, False, ("light",))["light"]["layout"]["shapes"]
        assert hidden
        assert hidden == [shape for shape in there if shape["type"] != "circle"]


def test_a_line_over_time_stands_at_its_level():
    still = time_stills(400, (0, 2), 0.7, ("light",))["light"]
    (line,) = still["layout"]["shapes"]
    assert (line["x0"], line["x1"], line["y0"], line["y1"]) == (0, 400, 0.7, 0.7)
    assert time_stills(400, (0, 2), None, ("light",))["light"]["layout"]["shapes"] == []


def test_axes_over_time_are_made_once_whatever_values_they_show():
    time_stills(400, (0, 1), None, ("light",))
    made = stills._time_still.cache_info().misses
    for extent in ((0, 2), (-1, 0.5), (0, 1)):
        still = time_stills(400, extent, None, ("light",))["light"]
        assert still["layout"]["yaxis"]["range"] == list(extent)
    assert stills._time_still.cache_info().misses == made


def test_what_is_made_once_is_not_spoilt_by_what_is_put_into_it():
    first = loss_stills("concave", 0.7, True, ("light",))["light"]
    again = loss_stills("concave", 0.4, True, ("light",))["light"]
    assert first["layout"]["shapes"] != again["layout"]["shapes"]
    assert first["data"] == again["data"]
    assert loss_stills("concave", None, True, ("light",))["light"]["layout"]["shapes"] == []
    assert loss_stills("concave", 0.7, True, ("light",))["light"] == first


@pytest.mark.parametrize("epsilon", [None, -1.0, 0.0, 1e-9, 0.7, 3.0])
def test_any_browser_reads_a_still(epsilon):
    for make in MAKERS.values():
        for problem in PROBLEMS:
            json.dumps(make(problem, epsilon, True, ALL), allow_nan=False)
