"""All rivals of the benchmark of the core give the numbers that `simulate` gives."""

import numpy as np
import pytest

from benchmarks.core_measures import TOLERANCE, farthest
from benchmarks.rivals.case import case, ours
from optimizers import OPTIMIZERS
from starts import starts
from toy_problems import PROBLEMS
from toy_problems.base import QUARTER_TURN

MAIN = [name for name, method in OPTIMIZERS.items() if not method.variant_of]
RUNS, STEPS = 7, 40
METHODS = {
    "numpy_runs": [*MAIN, "mdmm_one_sided", "mdmm_hard_clamp"],
    "numba_runs": MAIN,
    "plain_jax": MAIN,
    "torch_mdmm": ["bdmm", "mdmm", "mdmm_hard_clamp"],
    "torch_cooper": ["bdmm", "mdmm", "mdmm_one_sided"],
}


def cases():
    """MDMM on each problem; the other methods on one."""
    for name, methods in METHODS.items():
        for method in methods:
            for problem in PROBLEMS if method == "mdmm" else ["concave"]:
                yield name, method, problem


def rival(name):
    return pytest.importorskip(f"benchmarks.rivals.{name}", exc_type=ImportError)


def theta0(problem):
    """Two of the runs start on an edge of the box each, and some are pushed beyond it."""
    first = starts("random", PROBLEMS[problem](), RUNS)
    first[:2, 0] = 0, QUARTER_TURN
    return first


@pytest.mark.parametrize(("name", "method", "problem"), [*cases()])
def test_gives_the_same_numbers(monkeypatch, name, method, problem):
    module = rival(name)
    if name == "numba_runs":
        # The loop as Python runs it: to compile it takes a second for each case.
        kernel = module.kernel
        monkeypatch.setattr(module, "kernel", lambda *which: kernel(*which).py_func)
    of, first = case(problem, method), theta0(problem)
    expected = ours(of, first, STEPS)
    assert farthest(expected, module.run(of, first, STEPS)) < TOLERANCE
    assert np.ptp(expected.theta, axis=1).max() > 0.1


@pytest.mark.parametrize("of_library", [True, False])
def test_the_compiled_loop_gives_the_same_numbers(of_library):
    module = rival("numba_runs")
    run = module.run if of_library else module.run_polynomial
    of, first = case("mixed", "mdmm"), theta0("mixed")
    assert farthest(ours(of, first, STEPS), run(of, first, STEPS)) < TOLERANCE


def test_numbers_that_differ_are_found():
    of, first = case("concave", "mdmm"), theta0("concave")
    expected = ours(of, first, STEPS)
    other = ours(case("concave", "mdmm", damping=10.001), first, STEPS)
    assert farthest(expected, other) > TOLERANCE
    with pytest.raises(ValueError, match="NaN"):
        farthest(expected, expected._replace(multiplier=np.nan * expected.multiplier))
    with pytest.raises(ValueError, match="Shapes"):
        farthest(expected, ours(of, first, STEPS - 1))
