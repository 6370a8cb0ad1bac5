"""Each answer key once more, from closed forms and plain loops."""

import math
import re
from functools import cache

import numpy as np
import pytest

from tests.oracles import listings
from tests.oracles.listings import Losses
from toy_problems import PROBLEMS
from ui.link import read
from ui.story.chapters import BY_NAME, CHAPTERS
from ui.story.questions import Choice
from ui.story.scene import Scene, runs
from ui.words import say

RATE, MULTIPLIER_RATE = 0.02, 1.0
SEVEN = PROBLEMS["concave"].starts
HALF_PI = math.pi / 2


def key_of(name):
    return Scene(BY_NAME[name], True, None).key()


def facts_of(name):
    return Scene(BY_NAME[name], True, None).facts()


def angle_and_height(problem, pair):
    """θ with these losses: the angle by halving, and how far it is beyond the front."""
    low, high = 0.0, HALF_PI
    for _ in range(60):
        middle = (low + high) / 2
        first, second = problem.front(middle)
        low, high = (middle, high) if first * pair[1] < second * pair[0] else (low, middle)
    beyond = pair[0] / problem.front(low)[0]
    return low, math.sqrt((beyond - 1) / problem.stretch)


def loop(
    losses, theta, steps, *, weight=0.0, epsilon=np.inf, damping=0.0, rate=0.0, box=True
):
    """Descent on L₁ + force L₂; a weight is a λ that never moves."""
    theta, multiplier = np.array(theta), weight
    seen = [[losses.loss(k, theta) for k in (0, 1)]]
    for _ in range(steps):
        violation = seen[-1][1] - epsilon if rate else 0.0
        force = multiplier + damping * violation
        theta = theta - RATE * (
            losses.gradient(0, theta) + force * losses.gradient(1, theta)
        )
        multiplier = max(0.0, multiplier + rate * violation)
        if box:
            theta[0] = min(max(theta[0], 0.0), HALF_PI)
        seen.append([losses.loss(k, theta) for k in (0, 1)])
    return seen


@cache
def courses(problem, steps, **numbers):
    """Both losses of the seven runs at each iterate, by a loop in plain Python."""
    toy = listings.PROBLEMS[problem]
    thetas = [angle_and_height(toy, pair) for pair in SEVEN]
    with np.errstate(over="ignore", invalid="ignore"):
        return np.array([loop(Losses(toy), theta, steps, **numbers) for theta in thetas])


def ends(problem, steps, **numbers):
    return courses(problem, steps, **numbers)[:, -1]


def near(points, place):
    return int((np.abs(points - np.array(place)).max(axis=1) < 0.05).sum())


def test_each_chapter_has_a_key_here():
    tested = {
        *("weights", "clusters", "curves", "plane", "dual", "hard", "bdmm", "mdmm"),
        "damping",
    }
    assert tested == set(BY_NAME)


def test_the_loops_start_where_the_problems_say():
    assert PROBLEMS["convex"].starts == SEVEN
    for toy in (listings.PROBLEMS["convex"], listings.PROBLEMS["concave"]):
        for pair in SEVEN:
            theta = angle_and_height(toy, pair)
            found = [Losses(toy).loss(k, theta) for k in (0, 1)]
            assert found == pytest.approx(pair, abs=1e-9)


def test_a_weight_of_two_ends_where_the_front_has_slope_minus_one_half():
    alpha = 2
    expected = 1 - np.array([1, alpha]) / math.hypot(1, alpha)
    assert key_of("weights") == pytest.approx(expected[1], abs=1e-3)
    found = ends("convex", 200, weight=alpha)
    assert np.allclose(found, expected, atol=2e-3)
    assert BY_NAME["weights"].question.point(key_of("weights")) == pytest.approx(
        expected, abs=1e-3
    )


def test_with_equal_weights_no_run_ends_between_the_corners():
    found = ends("concave", 400, weight=1)
    corners = near(found, (0, 1)), near(found, (1, 0))
    assert key_of("clusters") == 7 - sum(corners) == 0
    assert (facts_of("clusters")["first"], facts_of("clusters")["second"]) == corners


def test_equal_totals_are_of_different_models():
    found = ends("concave", 400, weight=1)
    total = found.sum(axis=1)
    apart = max(math.dist(one, other) for one in found for other in found)
    assert np.ptp(total) < 1e-6
    assert apart == pytest.approx(math.sqrt(2), abs=0.01)
    question = BY_NAME["curves"].question
    assert question.written(key_of("curves")) == "no"
    assert facts_of("curves")["apart"] == pytest.approx(apart, abs=1e-3)


def test_a_weight_of_two_sends_five_of_seven_to_one_corner():
    found = ends("concave", 400, weight=2)
    assert key_of("plane") == near(found, (1, 0)) == 5
    # What its words say of the picture before.
    before = ends("concave", 400, weight=1)
    assert near(before, (1, 0)) == 3
    assert "three pebbles end at (1, 0)" in say("chapters.plane_hook")


def test_with_the_perfect_multiplier_four_of_seven_violate_the_constraint():
    epsilon = 0.7
    multiplier = listings.solve_dual(listings.PROBLEMS["concave"], epsilon)
    found = ends("concave", 400, weight=multiplier)
    assert key_of("dual") == (found[:, 1] > epsilon + 0.02).sum() == 4
    assert facts_of("dual")["multiplier"] == pytest.approx(multiplier, abs=1e-6)


def test_with_noise_the_hard_constraint_stays_below_its_bound():
    """One long run by the rule as the source has it, with noise drawn by NumPy."""
    epsilon, sigma, steps = 0.8, 0.2, 3000
    losses = Losses(listings.PROBLEMS["convex"])
    theta = np.array(angle_and_height(losses.problem, SEVEN[3]))
    random = np.random.default_rng(3)
    seen = []
    for _ in range(steps):
        is_violated = losses.loss(1, theta) + sigma * random.standard_normal() > epsilon
        gradient = losses.gradient(int(is_violated), theta)
        theta = theta - RATE * (gradient + sigma * random.standard_normal(2))
        theta = np.clip(theta, [0, -np.inf], [HALF_PI, np.inf])
        seen.append(losses.loss(1, theta))
    mean = np.mean(seen[steps // 2 :])
    assert key_of("hard") == pytest.approx(mean, abs=0.02)
    assert facts_of("hard")["below"] == pytest.approx(epsilon - mean, abs=0.02)


def test_where_bdmm_is_stopped_matters():
    stops = [600, 700, 800]
    numbers = {"rate": MULTIPLIER_RATE, "box": False}
    found = courses("concave", 800, epsilon=0.7, **numbers)[:, stops, 1]
    swing = np.nanmax(np.ptp(found, axis=1))
    assert swing > 0.2
    question = BY_NAME["bdmm"].question
    assert question.written(key_of("bdmm")) == "no"
    said = facts_of("bdmm")
    shown = [said[name] for name in ("at_first", "at_second", "at_third")]
    assert max(shown) - min(shown) > 0.2
    assert "600, at 700 or at 800" in say("chapters.bdmm_question")


def test_mdmm_ends_at_the_value_that_was_asked_for():
    expected = math.sqrt(1 - 0.4**2), 0.4
    found = ends("concave", 200, epsilon=0.4, damping=10.0, rate=MULTIPLIER_RATE)
    assert np.allclose(found, expected, atol=1e-2)
    assert key_of("mdmm") == pytest.approx(0.4, abs=1e-3)
    assert BY_NAME["mdmm"].question.point(key_of("mdmm")) == pytest.approx(
        expected, abs=1e-3
    )


def test_the_law_of_damping_has_the_curvature_of_the_circle():
    def needed(epsilon):
        return MULTIPLIER_RATE + (1 - epsilon**2) ** -1.5

    assert key_of("damping") == pytest.approx(needed(0.7), abs=1e-4)
    assert facts_of("damping")["at_sharper"] == pytest.approx(needed(0.9), abs=1e-3)
    # And a loop agrees, from beside the optimum, on either side of the law.
    losses = Losses(listings.PROBLEMS["concave"])
    beside = math.asin(math.sqrt(1 - 0.7**2)) + 0.02, 0.0
    ranges = []
    for damping in (0.8 * needed(0.7), 1.25 * needed(0.7)):
        numbers = {"damping": damping, "rate": MULTIPLIER_RATE}
        found = loop(losses, beside, 1500, epsilon=0.7, **numbers)
        ranges.append(np.ptp(np.array(found[-300:])[:, 1]))
    assert ranges[0] > 0.1 > 0.01 > ranges[1]


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: chapter.name)
def test_a_key_is_an_answer_that_its_question_takes_for_right(chapter):
    key = key_of(chapter.name)
    question = chapter.question
    assert question.is_right(key, key)
    assert 0 <= question.bin_of(key) < question.bins
    again = question.read(question.written(key))
    assert again is not None
    assert question.is_right(again, key)


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: chapter.name)
def test_every_state_is_read_without_a_notice_and_runs(chapter):
    for query in filter(None, (chapter.query, chapter.before)):
        assert read(query).notices == ()
        assert len(runs(query).run.losses) == 7


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: chapter.name)
def test_a_chapter_has_all_its_words_and_all_numbers_in_them(chapter):
    for part in ("title", "hook", "question"):
        assert say(f"chapters.{chapter.name}_{part}")
    why = say(f"chapters.{chapter.name}_why", **facts_of(chapter.name))
    assert not re.search(r"nan|inf\b|[{}]", why)
    if isinstance(chapter.question, Choice):
        assert all(say(f"chapter_options.{name}") for name in chapter.question.options)
    assert 20 <= len(say(f"chapters.{chapter.name}_hook").split()) <= 60


def test_numbers_in_the_words_are_those_of_the_runs():
    said = {
        "weights": [("alpha", "from 1 to 2")],
        "plane": [("alpha", "α = 2")],
        "dual": [("epsilon", "L₂ ≤ 0.7")],
        "hard": [("epsilon", "L₂ ≤ 0.8")],
        "bdmm": [("epsilon", "bound at 0.7"), ("num_steps", "runs of 800 steps")],
        "mdmm": [("epsilon", "L₂ ≤ 0.4")],
        "damping": [("epsilon", "bound at 0.7"), ("multiplier_rate", "η_λ = 1")],
    }
    for name, parts in said.items():
        state = read(BY_NAME[name].query).state
        words = " ".join(say(f"chapters.{name}_{part}") for part in ("hook", "question"))
        for number, phrase in parts:
            assert phrase in words
            (found, *_) = reversed(re.findall(r"[\d.]+", phrase))
            assert float(found) == state[number]
    for name in ("weights", "clusters", "plane"):
        assert read(BY_NAME[name].before or BY_NAME[name].query).state["alpha"] == 1
    middle = 1 - 1 / math.sqrt(2)
    assert np.allclose(ends("convex", 200, weight=1), middle, atol=2e-3)
