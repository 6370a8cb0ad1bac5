import numpy as np
import pytest

from sweeps import Sweep
from ui.sweep_words import is_underdamped, notes, summary
from ui.words import speaking
from verdicts import Verdict

SETTLED, MOVING, DIVERGED = Verdict.SETTLED, Verdict.MOVING, Verdict.DIVERGED


def swept(name="epsilon", verdicts=((SETTLED, SETTLED),) * 3, needed=(1.0, 2.0, 3.0)):
    """A sweep with δ = 2.5, or one of δ through 1, 2 and 3."""
    verdict, needed = np.array(verdicts), np.array(needed)
    values = np.array([1.0, 2.0, 3.0]) if name == "damping" else np.array([0.2, 0.5, 0.9])
    return Sweep(
        name=name,
        values=values,
        end_losses=np.zeros((*verdict.shape, 2)),
        verdict=verdict,
        failed=verdict != SETTLED,
        needed_damping=needed,
        underdamped=(values if name == "damping" else 2.5) <= needed,
    )


def test_that_all_settled_is_all_there_is_to_say():
    assert summary(swept()) == "All 6 runs settled or halted."
    assert not is_underdamped(swept())


def test_what_became_of_the_runs_that_failed_is_counted_and_where_they_need_more_damping():
    of = swept(verdicts=[(SETTLED, SETTLED), (SETTLED, MOVING), (DIVERGED, MOVING)])
    assert is_underdamped(of)
    assert summary(of) == (
        "3 of 6 runs failed, drawn hollow: 2 moving, 1 diverged. At 1 of 3 values, "
        "ε = 0.9 to 0.9, δ is too small: the law asks for 3 or more."
    )


def test_the_law_is_not_to_blame_for_runs_that_fail_where_it_holds():
    of = swept(verdicts=[(MOVING, SETTLED), (SETTLED, SETTLED), (SETTLED, SETTLED)])
    assert not is_underdamped(of)
    assert summary(of) == "1 of 6 runs failed, drawn hollow: 1 moving."
    nothing = swept("alpha", [(MOVING, MOVING)] * 3, [np.nan] * 3)
    assert "law" not in summary(nothing)


def test_each_run_is_said_to_have_failed_and_why():
    of = swept(verdicts=[(MOVING, SETTLED), (SETTLED, SETTLED), (DIVERGED, SETTLED)])
    assert notes(of).tolist() == [
        ["moving", "settled"],
        ["settled", "settled"],
        ["diverged, δ too small: needs 3", "settled"],
    ]


@pytest.mark.parametrize(
    ("needed", "words"), [(16.894, "needs 16.9"), (142_857.1, "needs 140,000")]
)
def test_a_damping_that_is_needed_is_a_number_that_can_be_read(needed, words):
    of = swept(verdicts=[(MOVING, SETTLED)] * 3, needed=[needed] * 3)
    assert notes(of)[0, 0].endswith(words)


@pytest.mark.parametrize(
    ("good", "words"),
    [
        ((False, True, True), "From δ = 2 on, all settle."),
        ((True, True, False), "From δ = 1 to 2, all settle."),
        ((True, False, True), "From δ = 1 to 1, all settle."),
        ((False, False, False), "At no δ do all settle."),
    ],
)
def test_of_a_sweep_of_the_damping_it_is_said_from_which_on_runs_settle(good, words):
    verdicts = [(SETTLED, SETTLED if one else MOVING) for one in good]
    said = summary(swept("damping", verdicts, [1.5] * 3))
    assert f" {words} The law asks for δ > 1.5." in said
    without = summary(swept("damping", verdicts, [np.nan] * 3))
    assert without.endswith(words)


def test_all_of_it_is_said_in_chinese_too():
    of = swept(verdicts=[(MOVING, SETTLED), (SETTLED, SETTLED), (DIVERGED, SETTLED)])
    with speaking("zh"):
        assert notes(of)[2].tolist() == ["发散，δ 太小：需要 3", "收敛"]
        assert summary(of).startswith(
            "6 次运行中有 2 次失败，画成空心：1 次移动中，1 次发散。在 3 个值中的 1 个上"
        )
