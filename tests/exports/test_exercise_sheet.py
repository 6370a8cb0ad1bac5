import re

import pytest

from exports.exercise_sheet import key, question, reason, sheet, spoken
from exports.exercises import EXERCISES, answer
from ui.link import read
from ui.words import LANGUAGES, speaking

BASE = "https://example.org/scope/"


@pytest.fixture(params=LANGUAGES)
def spoken_language(request):
    with speaking(request.param):
        yield request.param


def items(text):
    return re.findall(r"^(\d+)\. (.*)$", text, re.MULTILINE)


def test_the_sheet_has_all_questions_and_no_answer(spoken_language):
    text = sheet(BASE)
    assert [int(number) for number, _ in items(text)] == list(range(1, len(EXERCISES) + 1))
    for (_, line), name in zip(items(text), EXERCISES, strict=True):
        assert line.startswith(question(name))
        (link,) = re.findall(r"\]\((.*)\)$", line)
        assert link == f"{BASE}?{EXERCISES[name].query}"
        assert read(link.partition("?")[2]).notices == ()
        if EXERCISES[name].digits:
            assert f"{answer(name):.{EXERCISES[name].digits}f}" not in text
    assert text.count("____") >= len(EXERCISES)


def test_the_key_has_each_answer_below_its_question(spoken_language):
    text = key()
    answers = re.findall(r"^   \*\*(-?[\d.]+)\D", text, re.MULTILINE)
    assert len(answers) == len(items(text)) == len(EXERCISES)
    for found, name in zip(answers, EXERCISES, strict=True):
        exercise = EXERCISES[name]
        assert float(found.rstrip(".")) == pytest.approx(
            answer(name), abs=0.5 * 10.0**-exercise.digits
        )
        assert reason(name, answer(name)) in text


def test_a_question_asks_about_the_numbers_of_its_state():
    assert "α = 2" in question("doubled")
    assert "ε = 0.5" in question("lowered")
    assert "49 starts" in question("places")
    assert "σ = 0.2" in question("noisy")


def test_an_answer_is_rounded_and_has_its_tolerance():
    assert spoken("doubled", 0.10557) == "0.106 ± 0.005."
    assert spoken("between", -0.0) == "0."


def test_reasons_are_one_sentence():
    for name in EXERCISES:
        said = reason(name, answer(name))
        assert said.endswith(".")
        assert ". " not in said
