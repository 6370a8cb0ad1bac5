import re
from itertools import pairwise

import pytest

from exports.exercises import EXERCISES
from exports.lesson_plans import PLANS, lesson_plan, misconception
from ui.link import read
from ui.presets import PRESETS
from ui.words import LANGUAGES, section, speaking

LINK = re.compile(r"\]\(([^)]*)\)")
ENGLISH = LANGUAGES[0]


@pytest.fixture(params=LANGUAGES)
def spoken_language(request):
    with speaking(request.param):
        yield request.param


@pytest.mark.parametrize("minutes", PLANS)
def test_every_link_of_a_plan_opens_a_figure(minutes, spoken_language):
    links = LINK.findall(lesson_plan(minutes, "https://example.org/scope/"))
    assert len(links) >= 6
    for link in links:
        base, _, query = link.partition("?")
        assert base == "https://example.org/scope/"
        assert read(query).notices == ()
        assert query.removeprefix("fig=") in PRESETS
    assert LINK.findall(lesson_plan(minutes))[0].startswith("?fig=")


@pytest.mark.parametrize("minutes", PLANS)
def test_the_minutes_of_a_plan_add_up(minutes, spoken_language):
    rows = re.findall(r"^\| (\d+)–(\d+) \|", lesson_plan(minutes), re.MULTILINE)
    spans = [(int(first), int(last)) for first, last in rows]
    assert spans[0][0] == 0
    assert spans[-1][1] == minutes
    assert all(last == first for (_, last), (first, _) in pairwise(spans))


def test_questions_in_a_plan_are_about_what_is_shown_beside_them():
    names, checked = list(EXERCISES), 0
    for row in lesson_plan(45).splitlines():
        for number in re.findall(r"\(question (\d+)\)", row):
            asked = read(EXERCISES[names[int(number) - 1]].query).state
            shown = [read(link[1:]).state for link in LINK.findall(row)]
            kinds = {(one.problem, one.optimizer) for one in shown}
            assert (asked.problem, asked.optimizer) in kinds
            checked += 1
    assert checked >= 5


@pytest.mark.parametrize("minutes", PLANS)
def test_a_plan_names_no_question_that_there_is_not(minutes):
    for span in re.findall(r"uestions? (\d+)(?: (?:to|and) (\d+))?", lesson_plan(minutes)):
        assert all(1 <= int(number) <= len(EXERCISES) for number in span if number)


def test_every_preset_has_a_misconception_and_what_is_true(spoken_language):
    assert set(section("misconceptions")) == set(PRESETS)
    for name in PRESETS:
        said = misconception(name)
        wrong, true = re.fullmatch(r"“(.+)”\s?(.+)", said).groups()
        assert wrong[-1] in ".?。？"
        assert len(true) > (20 if spoken_language == ENGLISH else 8)


def test_there_is_no_plan_of_other_lengths():
    with pytest.raises(KeyError):
        lesson_plan(60)
