import ast
import contextlib
import dataclasses
import html
import io
import re
import subprocess
import sys
from dataclasses import replace

import jax
import numpy as np
import pytest

from optimizers import OPTIMIZERS
from optimizers.base import hyperparameters
from simulation import simulate
from starts import starts
from tests.crossed import crossed
from toy_problems import PROBLEMS
from ui import compute
from ui.changes import with_number
from ui.listing import COLUMNS, MOST_RUNS, listing
from ui.panels import texts
from ui.state import State

STEPS = 400
# Of methods whose runs diverge or turn chaotic, before they do.
FEWER_STEPS = {"mdmm_exponential": 20, "double_descent": 5, "as_printed": 60}
# A plug-in may do without a listing.
METHODS = [name for name, method in OPTIMIZERS.items() if method.listing]
FRONTS = [name for name, problem in PROBLEMS.items() if problem.listing]
NUMBERS = {
    "linear": {"alpha": 0.55, "learning_rate": 0.03},
    "dual": {"epsilon": 0.35, "learning_rate": 0.03},
    "hard_constraint_first": {"epsilon": 0.62, "learning_rate": 0.015},
    "bdmm": {"epsilon": 0.6, "learning_rate": 0.03, "multiplier_rate": 0.4},
    "mdmm": {
        "epsilon": 0.55,
        "damping": 6.5,
        "learning_rate": 0.03,
        "multiplier_rate": 0.4,
    },
    # At larger rates it explodes.
    "mdmm_exponential": {"epsilon": 0.55, "damping": 6.5, "multiplier_rate": 0.1},
}


def listed(problem, method, *, keep=True, start="seven", **numbers):
    """A script, and the final losses that it should print."""
    steps = FEWER_STEPS.get(method, STEPS)
    method = OPTIMIZERS[method](**numbers)
    theta0 = starts(start, PROBLEMS[problem](), 100)
    run = simulate(PROBLEMS[problem](), method, theta0, steps, keep_in_domain=keep)
    # On a ridge or in chaos rounding alone would be enough to make a run end elsewhere.
    # None of these does, not even for a nudge a thousand times as large.
    nudged = simulate(
        PROBLEMS[problem](), method, theta0 + 1e-13, steps, keep_in_domain=keep
    )
    np.testing.assert_allclose(nudged.losses[:, -1], run.losses[:, -1], rtol=0, atol=1e-5)
    script = listing(problem, method, theta0, run.multiplier[:, 0], steps, keep)
    return script, run.losses[:MOST_RUNS, -1]


def final_losses(printed):
    rows = [re.fullmatch(r"run (\d+): (\S+) (\S+)", row) for row in printed.splitlines()]
    assert [int(row[1]) for row in rows] == list(range(1, len(rows) + 1))
    return np.array([[float(row[2]), float(row[3])] for row in rows])


def printed_by(script):
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(compile(script, "listing.py", "exec"), {"__name__": "__main__"})
    return printed.getvalue()


def test_all_methods_and_problems_of_the_sources_have_a_listing():
    assert set(NUMBERS) <= set(METHODS)
    assert {"convex", "concave", "mixed"} <= set(FRONTS)


CASES = [
    *((problem, "seven", True) for problem in FRONTS),
    ("mixed", "seven", False),
    ("concave", "one", True),
    ("convex", "random", False),
]


@pytest.mark.parametrize(("method", "case"), crossed(METHODS, CASES))
def test_the_script_ends_where_the_runs_end(method, case):
    problem, start, keep = case
    numbers = {} if start == "seven" else NUMBERS.get(method, {})
    script, losses = listed(problem, method, keep=keep, start=start, **numbers)
    assert len(losses) == {"seven": 7, "one": 1, "random": MOST_RUNS}[start]
    found = final_losses(printed_by(script))
    np.testing.assert_allclose(found, losses, rtol=0, atol=1e-5)


def test_the_script_projects_runs_that_meet_the_edge_of_the_box():
    kept, losses = listed("mixed", "bdmm", epsilon=0.3)
    free, elsewhere = listed("mixed", "bdmm", epsilon=0.3, keep=False)
    assert np.abs(losses - elsewhere).max() > 0.1
    for script, expected in ((kept, losses), (free, elsewhere)):
        found = final_losses(printed_by(script))
        np.testing.assert_allclose(found, expected, rtol=0, atol=1e-5)


@pytest.mark.parametrize("keep", [True, False])
@pytest.mark.parametrize(
    ("method", "weights", "noise"),
    [
        ("linear", (0.2, 1.0, 4.0), 0.0),
        ("linear", (0.2, 4.0), 0.1),
        ("hard_constraint_first", (), 0.1),
        ("mdmm", (), 0.1),
        ("mdmm_slack", (), 0.1),
    ],
)
def test_the_script_has_each_weight_and_the_very_noise(method, weights, noise, keep):
    state = replace(State(), optimizer=method, weights=weights, keep_in_domain=keep)
    for name, value in {"noise": noise, "num_steps": 130, "seed": 5}.items():
        state, _ = with_number(state, name, value)
    batch = compute.batch(state)
    losses = batch.run.losses[:, -1]
    assert len(losses) == 7 * max(1, len(weights))
    script = texts(state, batch, batch.outcomes())["listing"]
    found = final_losses(printed_by(html.unescape(script)))
    np.testing.assert_allclose(found, losses, rtol=0, atol=1e-5)


def test_of_many_starts_with_several_weights_the_script_has_the_first():
    state = replace(State(), optimizer="linear", weights=(0.2, 4.0), starts="row")
    for name, value in {"num_runs": 70, "num_steps": 50, "noise": 0.1}.items():
        state, _ = with_number(state, name, value)
    batch = compute.batch(state)
    script = html.unescape(texts(state, batch, batch.outcomes())["listing"])
    assert "These are the first 64 of 140 runs." in script
    found = final_losses(printed_by(script))
    expected = batch.run.losses[:MOST_RUNS, -1]
    np.testing.assert_allclose(found, expected, rtol=0, atol=1e-5)


@pytest.mark.parametrize("method", ["linear", "mdmm"])
def test_the_script_runs_by_itself_without_the_project(method, tmp_path):
    script, losses = listed("mixed", method, **NUMBERS.get(method, {}))
    (tmp_path / "listing.py").write_text(script, "utf-8")
    run = subprocess.run(
        [sys.executable, "-I", "listing.py"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    np.testing.assert_allclose(final_losses(run.stdout), losses, rtol=0, atol=1e-5)


@pytest.mark.parametrize("problem", FRONTS)
@pytest.mark.parametrize("keep", [True, False])
def test_the_script_imports_jax_alone_and_fits_a_slide(problem, keep):
    for method in METHODS:
        script, _ = listed(problem, method, keep=keep)
        imported = set()
        for node in ast.walk(ast.parse(script)):
            if isinstance(node, ast.Import):
                imported |= {name.name.split(".")[0] for name in node.names}
            elif isinstance(node, ast.ImportFrom):
                imported.add(node.module.split(".")[0])
        assert imported == {"jax", "math"}
        assert max(map(len, script.splitlines())) <= COLUMNS
        code = [line for line in script.splitlines() if line and line[0] != "#"]
        assert len(code) <= 64
        assert script.endswith("\n")
        assert "\n\n\n\n" not in script


@pytest.mark.parametrize("method", METHODS)
def test_the_present_numbers_stand_in_the_script_with_their_symbols(method):
    numbers = NUMBERS.get(method, {})
    script, _ = listed("convex", method, **numbers)
    for name, (values, default) in hyperparameters(OPTIMIZERS[method]).items():
        number = numbers.get(name, default)
        assert f"\n{name} = {number}  # {values.symbol}, {values.name}\n" in script
    assert f"\nnum_steps = {FEWER_STEPS.get(method, STEPS)}\n" in script
    said = " ".join(script.replace("\n#  ", "").split())
    assert f"# {OPTIMIZERS[method].label} · Convex" in script
    assert f"# Method: {OPTIMIZERS[method].source}" in said


def test_the_dual_is_not_solved_again():
    script, _ = listed("convex", "dual", epsilon=0.35)
    (found,) = re.findall(r"^multiplier = (\S+)  # λ\*", script, re.MULTILINE)
    # The slope of the circle (1 − L₁)² + (1 − L₂)² = 1.
    assert float(found) == pytest.approx(0.65 / np.sqrt(1 - 0.65**2), rel=1e-9)


def test_only_the_first_of_many_runs_are_listed_and_the_script_says_so():
    script, _ = listed("convex", "linear", start="random")
    assert "# These are the first 64 of 100 runs.\n" in script
    assert "first 64" not in listed("convex", "linear")[0]


@pytest.mark.parametrize("plug_in", [PROBLEMS["mixed"], OPTIMIZERS["bdmm"]])
def test_a_plug_in_without_a_listing_has_no_script(plug_in, monkeypatch):
    assert listed("mixed", "bdmm")[0]
    monkeypatch.setattr(plug_in, "listing", "")
    assert listed("mixed", "bdmm")[0] == ""


def test_refuses_what_it_cannot_write(monkeypatch):
    theta0, multiplier0 = np.ones((2, 2)), np.zeros(2)
    sweep = OPTIMIZERS["mdmm"](epsilon=np.array([0.3, 0.7]))
    with pytest.raises(TypeError):
        listing("convex", sweep, theta0, multiplier0, 9, True)
    with pytest.raises(ValueError, match="same in all runs"):
        listing("convex", OPTIMIZERS["bdmm"](), theta0, np.array([0, 1]), 9, True)
    monkeypatch.setattr(OPTIMIZERS["bdmm"], "listing", "def step(velocity):\n    pass")
    with pytest.raises(ValueError, match=r"should define `step\(theta\)`, `step"):
        listing("convex", OPTIMIZERS["bdmm"](), theta0, multiplier0, 9, True)


@pytest.mark.parametrize(("name", "problem"), crossed(list(OPTIMIZERS), list(PROBLEMS)))
def test_a_step_goes_down_the_gradient_of_the_total_loss(name, problem):
    method, problem = OPTIMIZERS[name](**NUMBERS.get(name, {})), PROBLEMS[problem]()
    theta0 = starts("seven", problem)
    run = simulate(problem, method, theta0, 40, keep_in_domain=False)

    def total(theta, multiplier):
        return method.total_loss(problem.losses(theta), multiplier)

    with np.errstate(all="ignore"):  # infinities of runs that diverge
        steps = np.diff(run.theta, axis=1)
        length = np.linalg.norm(steps, axis=-1)
    moves = (length > 1e-4) & (length < 100)
    if name == "mdmm_slack":
        # A trajectory has no slack; the total loss has the best one, which is 0 here.
        pushed = method.force(run.losses, run.multiplier)[:, :-1] > 0
        moves &= pushed & (run.losses[:, :1, 1] > method.epsilon)
    assert moves.sum() > 70
    slope = jax.vmap(jax.grad(total))(
        run.theta[:, :-1][moves], run.multiplier[:, :-1][moves]
    )
    found, expected = (
        vectors / np.linalg.norm(vectors, axis=-1, keepdims=True)
        for vectors in (steps[moves], -np.asarray(slope))
    )
    np.testing.assert_allclose(found, expected, rtol=0, atol=1e-9)


@pytest.mark.parametrize(
    ("name", "numbers", "expected"),
    [
        ("linear", {"alpha": 4.0}, [2 + 3, 2 + 3 * 0.25]),
        ("dual", {"epsilon": 0.5}, [2 + 3 * 0.5, 2 - 3 * 0.25]),
        ("hard_constraint_first", {"epsilon": 0.5}, [1, 2]),
        ("bdmm", {"epsilon": 0.5}, [2 + 3 * 0.5, 2 - 3 * 0.25]),
        ("mdmm", {"epsilon": 0.5, "damping": 8.0}, [2 + 1.5 + 1, 2 - 0.75 + 0.25]),
    ],
)
def test_total_loss_is_the_one_of_the_paper(name, numbers, expected):
    losses, multiplier = np.array([[2.0, 1.0], [2.0, 0.25]]), np.array([3.0, 3.0])
    found = OPTIMIZERS[name](**numbers).total_loss(losses, multiplier)
    assert isinstance(found, np.ndarray)
    np.testing.assert_allclose(found, expected)
    diverged = np.array([np.inf, np.inf]), np.array(0.0)
    assert not np.isfinite(OPTIMIZERS[name](**numbers).total_loss(*diverged))


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_total_loss_of_a_sweep_is_that_of_each_of_its_runs(name):
    theta0, factors = starts("seven", PROBLEMS["concave"]()), np.linspace(0.3, 1, 7)
    sweep = OPTIMIZERS[name](
        **{
            field: default * factors
            for field, (_, default) in hyperparameters(OPTIMIZERS[name]).items()
        }
    )
    run = simulate(PROBLEMS["concave"](), sweep, theta0, 20)
    together = sweep.total_loss(run.losses, run.multiplier)
    assert together.shape == run.multiplier.shape
    for index in range(7):
        numbers = {
            field: value[index] for field, value in dataclasses.asdict(sweep).items()
        }
        alone = OPTIMIZERS[name](**numbers).total_loss(
            run.losses[index], run.multiplier[index]
        )
        np.testing.assert_array_equal(together[index], alone)
