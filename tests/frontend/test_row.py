import pytest

pytestmark = pytest.mark.browser

WORDS = {
    "row": "{run}: ({start_1}, {start_2}) to ({end_1}, {end_2}), {verdict}",
    "row_settled": ", by {step}",
    "row_stop": ".",
    "row_multiplier": ", λ {multiplier}",
}
ROW = """
const { rowOf } = await import("/row.js");
const view = {
  kind: given.kind, coordinates: 2, runs: 2, ranges: [[-1, 5], [0, 2]],
  positions: Uint16Array.from(given.starts),
};
const panel = {
  views: [view], verdictWords: ["settled", "diverged"], verdicts: Uint8Array.of(1, 0),
  outcome: Float32Array.from([NaN, NaN, NaN, NaN, ...given.outcome]),
};
return [rowOf(panel, 1, given.words), rowOf(panel, 0, given.words)];
"""
# Of the second run: -1 + 6 / 3 and 2 / 3.
STARTS = [0, 65534 // 3, 0, 65534 // 3]
NAN = float("nan")


@pytest.fixture
def rows(evaluate):
    """What is said of a run with some outcome, and of one of which nothing is known."""

    def rows(outcome, kind="loss", starts=STARTS):
        given = {"outcome": outcome, "kind": kind, "starts": starts, "words": WORDS}
        return evaluate(ROW, given)

    return rows


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [
        ([0.25, 1.5, NAN, NAN], "(0.250, 1.500), settled."),
        ([0.25, 1.5, NAN, 17], "(0.250, 1.500), settled, by 17."),
        ([0.25, 1.5, 2.125, NAN], "(0.250, 1.500), settled, λ 2.125."),
        ([0.25, 1.5, 0, 0], "(0.250, 1.500), settled, by 0, λ 0.000."),
        ([-0.0004, -0.0006, -0.0, NAN], "(0.000, -0.001), settled, λ 0.000."),
        ([-10.0004, 1234.5678, NAN, NAN], "(-10.000, 1234.568), settled."),
    ],
    ids=str,
)
def test_a_row_says_only_what_is_known(outcome, expected, rows):
    row, _ = rows(outcome)
    assert row == f"2: (1.000, 0.667) to {expected}"


def test_a_run_that_has_diverged_ends_nowhere(rows):
    _, row = rows([0, 0, 0, 0])
    assert row == "1: (-1.000, 0.000) to (–, –), diverged."


def test_a_start_that_is_not_finite_is_a_dash(rows):
    row, _ = rows([0.25, 1.5, NAN, NAN], starts=[0, 65535, 0, 65535])
    assert row == "2: (–, –) to (0.250, 1.500), settled."


def test_only_a_plot_of_losses_knows_the_losses_at_the_start(rows):
    row, _ = rows([0.25, 1.5, NAN, NAN], kind="parameter")
    assert row == "2: (–, –) to (0.250, 1.500), settled."
