import itertools
import math

import pytest

from ui.story.chapters import CHAPTERS
from ui.story.moves import answer_at
from ui.story.questions import Choice, Count, Value, on_front


def test_a_choice_is_written_as_the_name_of_its_option():
    choice = Choice(("yes", "no", "never"))
    assert [choice.written(answer) for answer in (0, 1, 2)] == ["yes", "no", "never"]
    assert [choice.read(text) for text in ("no", "No", "1", "")] == [1, None, None, None]
    assert choice.bins == 3
    assert choice.is_right(1, 1)
    assert not choice.is_right(1, 0)


def test_a_count_is_a_whole_number_up_to_the_most():
    count = Count(7)
    assert [count.read(text) for text in ("0", "7", "7.0", "8", "-1", "x")] == [
        *(0, 7, 7),
        *(None, None, None),
    ]
    assert count.bins == 8
    assert [count.bin_of(answer) for answer in (0, 7)] == [0, 7]


def test_a_value_is_right_within_its_tolerance_and_lies_in_one_bin():
    value = Value("δ", 0, 15, 0.25, within=0.5)
    assert value.is_right(3.25, 3.7)
    assert not value.is_right(3, 3.7)
    assert [value.bin_of(answer) for answer in (0, 2.99, 3, 14.9, 15)] == [0, 0, 1, 4, 4]
    ends = [value.ends_of_bin(index) for index in range(value.bins)]
    assert ends[0][0] == 0
    assert ends[-1][1] == 15
    assert all(high == low for (_, high), (low, _) in itertools.pairwise(ends))


def test_a_point_of_the_front_is_right_by_its_distance_in_loss_space():
    question = on_front("convex")
    loss_1 = 1 - math.sqrt(1 - (1 - 0.1) ** 2)
    assert question.point(0.1) == pytest.approx((loss_1, 0.1), abs=1e-6)
    # Near the flat end a step in L₂ leads far along the front.
    assert not question.is_right(0.03, 0.1)
    assert question.is_right(0.53, 0.5)


def test_the_ends_of_a_front_are_points_of_it():
    for problem in ("convex", "concave"):
        question = on_front(problem)
        for answer in (0.0, 1.0):
            assert all(math.isfinite(loss) for loss in question.point(answer))


def chapter(name):
    return next(one for one in CHAPTERS if one.name == name)


@pytest.mark.parametrize(
    ("name", "place", "expected"),
    [
        ("mdmm", (0.6, 0.8), 0.8),
        # The nearest point of the unit circle, along the ray.
        ("mdmm", (1.2, 1.6), 0.8),
        ("mdmm", (0.1, 0.1), 0.71),
        ("mdmm", (2, -0.5), 0.0),
        ("weights", (0.293, 0.293), 0.29),
        ("hard", (300, 0.654), 0.65),
        ("hard", (300, 1.9), 1.2),
        ("hard", (300, -1e300), 0.0),
    ],
)
def test_a_click_on_the_plot_is_an_answer(name, place, expected):
    assert answer_at(chapter(name), place) == pytest.approx(expected, abs=0.011)


def test_a_click_says_nothing_where_something_else_is_asked():
    assert answer_at(chapter("clusters"), (0.5, 0.5)) is None
