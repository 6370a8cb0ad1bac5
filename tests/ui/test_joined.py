from dataclasses import replace

import pytest

from ui.changes import described, with_choice
from ui.compute import batch
from ui.damping.signs import _tiles
from ui.footnote import _erratum
from ui.joined import clauses, items, sentences
from ui.report import sentence, table, title
from ui.state import State
from ui.words import LANGUAGES, speaking


def test_english_joins_with_spaces():
    assert sentences("One.", "", "Two.") == "One. Two."
    assert clauses(["α = 1", "δ = 10"]) == "α = 1, δ = 10"
    assert items(["a", "b", "c"]) == "a, b, c"
    assert (sentences(), clauses([]), items(["a"])) == ("", "", "a")


def test_chinese_joins_without_them():
    with speaking("zh"):
        assert sentences("一。", "", "二。") == "一。二。"
        assert clauses(["α = 1", "δ = 10"]) == "α = 1，δ = 10"
        assert items(["a", "b"]) == "a、b"


def test_what_is_joined_may_have_braces():
    assert sentences("{x}", "{0}") == "{x} {0}"


def test_what_became_of_runs_is_a_sentence_in_chinese():
    state = State()
    made = batch(state)
    with speaking("zh"):
        assert title(state) == "MDMM，凹前沿：ε = 0.7，δ = 10"
        said = sentence(made, made.outcomes())
        assert said == (
            "MDMM，凹前沿，ε = 0.7，δ = 10，400 步：7 次运行中 7 次收敛到约束最优点，"
            "位于 (0.714, 0.700)，λ = 0.98，至多用 111 步。"
        )
        assert "<td class='verdict'>收敛</td>" in table(made, made.outcomes())


def test_places_of_several_ends_are_listed_in_chinese():
    made = batch(replace(State(), optimizer="linear"))
    with speaking("zh"):
        said = sentence(made, made.outcomes())
    assert said.endswith("（4 次在 (0.000, 1.000)，3 次在 (1.000, 0.000)）。")


@pytest.mark.parametrize(
    ("name", "english", "chinese"),
    [
        ("damping", "damping", "阻尼"),
        ("noise", "noise of losses and gradients", "损失和梯度的噪声"),
        (
            "vae.kl.bound",
            "bound on what the code tells of an image",
            "编码携带的图像信息的上界",
        ),
        (
            "vae.kl.weight",
            "weight of what the code tells of an image",
            "编码携带的图像信息的权重",
        ),
    ],
)
def test_numbers_are_described_in_either_language(name, english, chinese):
    assert described(name) == english
    with speaking("zh"):
        assert described(name) == chinese


def test_a_notice_is_said_in_the_language_that_is_spoken():
    for code, said in (("en", "should be one of"), ("zh", "应为以下之一")):
        with speaking(code):
            assert said in with_choice(State(), "theme", "pink")[1]


def test_what_is_kept_is_kept_for_each_language():
    state = replace(State(), optimizer="as_printed", problem="convex")
    spoken = {}
    for code in LANGUAGES:
        with speaking(code):
            spoken[code] = _erratum(state, code), _tiles("light", "auto", code)
    assert "勘误" in spoken["zh"][0][1]
    assert "Erratum" in spoken["en"][0][1]
    assert "收敛" in spoken["zh"][1]
    assert "settle" in spoken["en"][1]
