import re
from dataclasses import replace

import numpy as np
import pytest

from optimizers import OPTIMIZERS
from optimizers.mdmm import MDMM
from simulation import Trajectory
from toy_problems import PROBLEMS
from ui import report
from ui.changes import with_number
from ui.compute import Batch, batch
from ui.state import State
from verdicts import Outcomes, Verdict

STEPS = 400


def state_of(problem="concave", optimizer="mdmm", **numbers):
    state = replace(State(), problem=problem, optimizer=optimizer)
    for name, value in numbers.items():
        state, notice = with_number(state, name, value)
        assert notice == ""
    return state


def outcomes_of(*runs, multiplier=1.0, settled_by=10):
    """Outcomes of runs, each a verdict and where it ended."""
    count = len(runs)
    verdicts, losses = zip(*runs, strict=True)
    losses = np.array(losses, float)
    return Outcomes(
        verdict=np.array(verdicts),
        losses=losses,
        multiplier=np.broadcast_to(np.array(multiplier, float), count),
        violation=losses[:, 1] - 0.6,
        front_distance=np.zeros(count),
        settled_by=np.broadcast_to(settled_by, count),
        optimum=np.tile([0.8, 0.6], (count, 1)),
        num_steps=STEPS,
        gradient_evaluations=STEPS,
    )


def batch_of(outcomes):
    shape = len(outcomes.verdict), STEPS + 1
    run = Trajectory(np.zeros((*shape, 2)), np.zeros((*shape, 2)), np.zeros(shape))
    return Batch("concave", MDMM(epsilon=0.6), run)


def said_of(*runs, **of):
    """The sentence, without its first words, which say what was run."""
    outcomes = outcomes_of(*runs, **of)
    words = report.sentence(batch_of(outcomes), outcomes)
    return words.removeprefix("MDMM on the concave front, ε = 0.6, δ = 10, 400 steps: ")


def table_of(*runs, **of):
    outcomes = outcomes_of(*runs, **of)
    return report.table(batch_of(outcomes), outcomes)


def cells(row):
    return re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row)


def rows_of(html):
    return [cells(row) for row in html.split("<tbody>")[1].split("</tr>")[:-1]]


SETTLED = Verdict.SETTLED, (0.8, 0.6)
IGNORED = Verdict.IGNORED, (0, 1)
END = Verdict.END, (1, -1e-9)
AT_OPTIMUM = "settled at the constrained optimum at (0.800, 0.600)"
VIOLATED = "ignored the constraint and violate it at (0.000, 1.000)"
AT_END = "ended with one loss ignored at (1.000, 0.000)"


@pytest.mark.parametrize(
    ("optimizer", "words"),
    [
        (
            "mdmm",
            "MDMM on the concave front, ε = 0.7, δ = 10, 400 steps: 7 of 7 settled at the "
            "constrained optimum at (0.714, 0.700), λ = 0.98, by step 111.",
        ),
        (
            "linear",
            "Weighted sum on the concave front, α = 1, 400 steps: 7 of 7 ended with one "
            "loss ignored (4 at (0.000, 1.000), 3 at (1.000, 0.000)).",
        ),
        (
            "dual",
            "Solve the dual on the concave front, ε = 0.7, 400 steps: 4 of 7 ignored the "
            "constraint and violate it at (0.000, 1.000); 3 of 7 ended with one loss "
            "ignored at (1.000, 0.000).",
        ),
        (
            "hard_constraint_first",
            "Hard constraint first on the concave front, ε = 0.7, 400 steps: 7 of 7 "
            "chattering about the constrained optimum at (0.718, 0.696).",
        ),
    ],
)
def test_what_becomes_of_the_defaults_in_one_sentence(optimizer, words):
    state = state_of(optimizer=optimizer)
    runs = batch(state)
    assert report.sentence(runs, runs.outcomes()) == words


@pytest.mark.parametrize(
    ("runs", "of", "words"),
    [
        ([SETTLED], {}, f"1 of 1 {AT_OPTIMUM}, λ = 1, by step 10."),
        ([SETTLED] * 2, {"multiplier": [1, 1.5]}, f"2 of 2 {AT_OPTIMUM}, by step 10."),
        ([SETTLED], {"multiplier": np.nan}, f"1 of 1 {AT_OPTIMUM}, by step 10."),
        (
            [SETTLED] * 2,
            {"settled_by": [3, 99]},
            f"2 of 2 {AT_OPTIMUM}, λ = 1, by step 99.",
        ),
        ([SETTLED], {"settled_by": STEPS}, f"1 of 1 {AT_OPTIMUM}, λ = 1."),
        ([(Verdict.DIVERGED, (np.nan, np.nan))], {}, "1 of 1 diverged."),
        ([(Verdict.MOVING, (2, 2))], {}, "1 of 1 still moving."),
        ([(Verdict.OSCILLATING, (2, 2))], {}, "1 of 1 oscillating."),
        ([(Verdict.STUCK, (1.23456, 2))], {}, "1 of 1 stuck at (1.235, 2.000)."),
        ([END], {}, f"1 of 1 {AT_END}."),
        ([IGNORED, END, END], {}, f"2 of 3 {AT_END}; 1 of 3 {VIOLATED}."),
    ],
)
def test_how_many_ended_how_and_where(runs, of, words):
    assert said_of(*runs, **of) == words


def test_runs_that_end_close_together_are_at_one_place():
    ends = [(0.5, 0.5), (0.518, 0.5), (0.9, 0.1)]
    words = said_of(*((Verdict.STUCK, end) for end in ends))
    assert words == "3 of 3 stuck (2 at (0.509, 0.500), 1 at (0.900, 0.100))."


@pytest.mark.parametrize(("places", "listed"), [(3, True), (4, False)])
def test_places_are_listed_if_they_are_few(places, listed):
    words = said_of(*((Verdict.STUCK, (place, 1)) for place in range(places)))
    assert ("(" in words) == listed


def test_the_duality_gap_is_said_of_a_method_that_has_one():
    runs = batch(state_of(optimizer="dual"))
    words = report.spent(runs, runs.outcomes())
    # The gap of a quarter circle at L₂ = 0.7, by hand: √(1 − 0.7²) − (1 − 0.7).
    assert words == (
        "400 gradient evaluations a run, 2,800 in all. "
        "Duality gap 0.414: at best λ = 1.000."
    )
    assert "gap" not in report.spent(batch(state_of()), runs.outcomes())
    infeasible = batch(state_of(optimizer="dual", epsilon=-0.5))
    assert "gap" not in report.spent(infeasible, infeasible.outcomes())


def test_large_numbers_have_separators():
    outcomes = outcomes_of(*[SETTLED] * 4000)._replace(gradient_evaluations=5000)
    words = report.spent(batch_of(outcomes), outcomes)
    assert words == "5,000 gradient evaluations a run, 20,000,000 in all."


def test_a_row_of_the_table_for_each_run():
    ended = Verdict.END, (-1e-9, 0.6004)
    found = rows_of(table_of(SETTLED, ended, multiplier=[0.75, -0.0], settled_by=[7, 12]))
    assert found == [
        ["1", "settled", "0.800", "0.600", "0.000", "0.750", "0.000", "7"],
        ["2", "at an end", "0.000", "0.600", "0.000", "0.000", "0.000", "12"],
    ]


def test_what_is_not_known_is_a_dash():
    nowhere = np.nan, np.nan
    diverged, moving, chattering = rows_of(
        table_of(
            (Verdict.DIVERGED, nowhere),
            (Verdict.MOVING, (1.5, 0.5)),
            SETTLED,
            multiplier=[np.nan, np.inf, np.nan],
            settled_by=[0, 30, STEPS],
        )
    )
    assert diverged[1:] == ["diverged", "–", "–", "–", "–", "0.000", "–"]
    assert moving[1:] == ["moving", "1.500", "0.500", "-0.100", "–", "0.000", "–"]
    assert chattering[-1] == "–"


@pytest.mark.parametrize(("runs", "rows"), [(1, 1), (64, 64), (65, 64), (1000, 64)])
def test_a_long_table_is_cut_short_and_says_so(runs, rows):
    html = table_of(*[SETTLED] * runs)
    assert len(rows_of(html)) == rows
    end = f"<p>and {runs - 64} more</p></div>" if runs > 64 else "</table></div>"
    assert html.endswith(end)


def test_words_in_the_table_are_escaped(monkeypatch):
    monkeypatch.setattr(report, "say", lambda key, **_: f"<b>{key} & co</b>")
    html = table_of(SETTLED)
    assert "<b>" not in html
    assert "&lt;b&gt;table.caption &amp; co&lt;/b&gt;" in html
    assert "&lt;b&gt;short.settled &amp; co&lt;/b&gt;" in html


EXTREMES = [
    {"epsilon": epsilon, "learning_rate": rate}
    for epsilon in (-1, 0, 0.7, 3)
    for rate in (0, 0.02, 10)
]


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("problem", PROBLEMS)
def test_nothing_says_nan_or_inf_even_at_extremes(problem, optimizer):
    for numbers in EXTREMES:
        state = state_of(problem, optimizer, num_steps=50, **numbers)
        runs = batch(state)
        outcomes = runs.outcomes()
        said = report.sentence(runs, outcomes) + report.table(runs, outcomes)
        assert not re.search(r"\bnan\b|\binf\b|-0\.000", said), numbers


def test_the_best_multiplier_is_known_even_if_runs_diverge():
    runs = batch(state_of(optimizer="dual", learning_rate=10))
    outcomes = runs.outcomes()
    assert outcomes.verdict[0] == Verdict.DIVERGED
    assert "at best λ = 1.000" in report.spent(runs, outcomes)


def test_a_run_that_chatters_has_no_last_step_even_if_steps_cost_two_gradients():
    outcomes = outcomes_of(SETTLED, settled_by=STEPS)
    outcomes = outcomes._replace(gradient_evaluations=2 * STEPS)
    words = report.sentence(batch_of(outcomes), outcomes)
    assert "by step" not in words


def total_of(losses, multiplier=0.0):
    """What is said of the total loss alone of MDMM, whose damping here is 10."""
    shape = len(losses), STEPS + 1
    paths = np.repeat(np.array(losses, float)[:, None], STEPS + 1, axis=1)
    run = Trajectory(np.zeros((*shape, 2)), paths, np.full(shape, multiplier))
    said = report.total_sentence(
        Batch("concave", MDMM(epsilon=0.6), run), outcomes_of(*[SETTLED] * len(losses))
    )
    assert "nan" not in said
    return said


def test_of_the_total_loss_alone_is_said_where_it_ends_and_nothing_else():
    # By hand: L₁ + λ h + δ h² / 2, with h = 0.4 and −0.1.
    said = total_of([(0.5, 1.0), (0.8, 0.5)], multiplier=2.0)
    low, high = 0.8 - 0.2 + 0.05, 0.5 + 0.8 + 0.8
    assert said.startswith("MDMM on the concave front, ε = 0.6, δ = 10, 400 steps: ")
    assert re.search(rf"2 of 2 ends .*{low:.3f}.*{high:.3f}\.$", said)
    assert "settled" not in said


def test_a_total_loss_that_is_no_number_is_that_of_a_run_that_diverged():
    said = total_of([(0.5, 0.6), (np.inf, 0.6), (np.nan, np.nan)])
    assert re.search(r"1 of 3 ends .*0\.500; 2 of 3 diverged\.$", said)
    assert total_of([(np.inf, np.inf)]).endswith(": 1 of 1 diverged.")


def test_a_title_has_the_method_the_problem_and_the_setting():
    assert report.title(state_of("mixed", "bdmm", epsilon=0.25)) == (
        "BDMM, mixed front: ε = 0.25"
    )
    words = report.title(state_of(optimizer="mdmm", damping=3))
    assert words == "MDMM, concave front: ε = 0.7, δ = 3"
