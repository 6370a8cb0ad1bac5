"""How fast `simulate` is beside its rivals, which give the same runs in other ways.

    python -m benchmarks.core --quick [--problems concave] [--runs 16 64]
    python -m benchmarks.core

The first prints MDMM by ours, NumPy and Numba, in milliseconds; the second measures all,
and writes docs/speed.md and docs/speed.svg. All run in one process, in turn; beforehand it
is checked that they give the same numbers.
"""

import argparse
import os
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from benchmarks import core_figure, core_tables
from benchmarks.core_findings import STEPS, Findings, Size
from benchmarks.core_measures import (
    TOLERANCE,
    Reading,
    chaos,
    compile_seconds,
    farthest,
    float32_error,
    in_turn,
    peak_growth,
)
from benchmarks.rivals import (
    numba_runs,
    numpy_runs,
    plain_jax,
    torch_cooper,
    torch_mdmm,
)
from benchmarks.rivals.case import Rival, case, ours
from optimizers import OPTIMIZERS
from starts import starts
from toy_problems import PROBLEMS

DOCS = Path(__file__).resolve().parents[1] / "docs"
RUNS = (16, 64, 256, 1024, 4096, 16_384, 65_536)
QUICK_RUNS = (16, 64, 512, 4096, 32_768, 65_536)
# For other numbers of steps, these runs.
OTHER_STEPS = (100, 500, 1000, 5000)
SOME_RUNS = (16, 1024, 16_384, 65_536)
# Larger outputs are left out: with copies of them, they need several times as much memory.
LARGEST_OUTPUT = 0.7e9
METHODS = [name for name, method in OPTIMIZERS.items() if not method.variant_of]
NUMBA = {"Numba": numba_runs.run, "Numba, polynomials": numba_runs.run_polynomial}
SEVERAL: Mapping[str, Rival] = {"ours": ours, "NumPy": numpy_runs.run, **NUMBA}
OTHERS: Mapping[str, Rival] = {
    "plain JAX": plain_jax.run,
    "mdmm": torch_mdmm.run,
    "cooper": torch_cooper.run,
}
ALL: Mapping[str, Rival] = {**SEVERAL, **OTHERS}
IN_FLOAT32: Mapping[str, Rival] = {"NumPy": numpy_runs.run, "plain JAX": plain_jax.run}


def some_starts(problem: str, count: int) -> np.ndarray:
    return starts("random", PROBLEMS[problem](), count)


def measured(size: Size, others: Mapping[str, Rival]) -> dict[str, Reading]:
    """The others come last, since they leave memory in pieces to those that follow."""
    of, theta0 = case(size.problem, size.method), some_starts(size.problem, size.runs)
    readings = in_turn(SEVERAL, of, theta0, size.steps)
    readings |= in_turn(others, of, theta0, size.steps)
    print(size, *(f"{1000 * one.median:.2f}" for one in readings.values()), flush=True)
    return readings


def check(rivals: Mapping[str, Rival], problem: str, method: str) -> None:
    """Stops everything where a rival gives other numbers than ours."""
    of, theta0 = case(problem, method), some_starts(problem, 64)
    expected = ours(of, theta0, STEPS)
    for name, rival in rivals.items():
        apart = farthest(expected, rival(of, theta0, STEPS))
        if apart > TOLERANCE:
            raise SystemExit(f"{name} is {apart:.1e} from ours: {method} on {problem}.")


def quick(problems: Sequence[str], runs: Sequence[int]) -> None:
    print(f"{STEPS} steps of MDMM; ms, and half the distance of the quartiles in %")
    print(f"{'problem':8} {'runs':>6}", *(f"{name:>18}" for name in SEVERAL))
    for problem in problems:
        check(SEVERAL, problem, "mdmm")
        for count in runs:
            of, theta0 = case(problem, "mdmm"), some_starts(problem, count)
            readings = in_turn(SEVERAL, of, theta0, STEPS)
            cells = (
                f"{1000 * one.median:10.2f} (±{100 * one.spread:3.0f}%)"
                for one in readings.values()
            )
            ratio = readings["NumPy"].median / readings["ours"].median
            limit = readings["ours"].median / readings["Numba"].median
            print(
                f"{problem:8} {count:6}",
                *(f"{cell:>18}" for cell in cells),
                f"  NumPy/ours {ratio:5.2f}  ours/Numba {limit:5.2f}",
                flush=True,
            )


def full(problems: Sequence[str], runs: Sequence[int]) -> Findings:
    load, start = os.getloadavg()[0], time.perf_counter()
    readings, compiled, errors = {}, {}, {}
    for problem in problems:
        for method in METHODS:
            others = OTHERS if method == "mdmm" else {}
            check({**SEVERAL, **others}, problem, method)
            for count in runs:
                size = Size(problem, method, count, STEPS)
                readings[size] = measured(size, others)
            of, few = case(problem, method), some_starts(problem, 64)
            errors[problem, method] = {
                name: float32_error(rival, of, few, STEPS)
                for name, rival in IN_FLOAT32.items()
            } | {"chaos": chaos(of, few, STEPS)}
    skipped = []
    for count in (count for count in SOME_RUNS if count in runs):
        for steps in OTHER_STEPS:
            size = Size("concave", "mdmm", count, steps)
            if size.output_bytes > LARGEST_OUTPUT:
                skipped.append(size)
            else:
                readings[size] = measured(size, OTHERS)
    largest = Size("concave", "mdmm", max(runs), STEPS)
    of, theta0 = case("concave", "mdmm"), some_starts("concave", largest.runs)
    memory = {
        name: peak_growth(rival, of, theta0, STEPS) / largest.output_bytes
        for name, rival in ALL.items()
    }
    # Last, since it throws away all that is compiled.
    for problem in problems:
        for method in OPTIMIZERS:
            of, few = case(problem, method), some_starts(problem, 64)
            compiled[problem, method] = compile_seconds(of, few, STEPS)
    return Findings(
        readings=readings,
        skipped=skipped,
        memory=memory,
        memory_of=largest,
        compiled=compiled,
        errors=errors,
        load=(load, os.getloadavg()[0]),
        minutes=(time.perf_counter() - start) / 60,
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--problems", nargs="+", default=list(PROBLEMS))
    parser.add_argument("--runs", nargs="+", type=int)
    parser.add_argument("--into", type=Path, default=DOCS)
    arguments = parser.parse_args()
    if arguments.quick:
        quick(arguments.problems, arguments.runs or QUICK_RUNS)
        return
    findings = full(arguments.problems, arguments.runs or RUNS)
    (arguments.into / "speed.md").write_text(core_tables.page(findings), "utf-8")
    (arguments.into / "speed.svg").write_text(core_figure.svg(findings), "utf-8")


if __name__ == "__main__":
    main()
