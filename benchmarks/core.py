"""How fast `simulate` is beside its rivals: the same runs by NumPy, Numba and others.

    python -m benchmarks.core --quick [--problems concave] [--runs 16 64] [--steps 200]

prints MDMM by ours, NumPy and Numba, in milliseconds. All run in one process, in turn;
beforehand it is checked that they give the same numbers.
"""

import argparse
from collections.abc import Mapping, Sequence

from benchmarks.core_measures import TOLERANCE, farthest, in_turn
from benchmarks.rivals import numba_runs, numpy_runs
from benchmarks.rivals.case import Rival, case, ours
from starts import starts
from toy_problems import PROBLEMS

RUNS = (16, 64, 512, 4096, 32_768, 65_536)
QUICK: Mapping[str, Rival] = {
    "ours": ours,
    "NumPy": numpy_runs.run,
    "Numba": numba_runs.run,
    "Numba, polynomial": numba_runs.run_polynomial,
}


def quick(problems: Sequence[str], runs: Sequence[int], num_steps: int) -> None:
    others = [name for name in QUICK if name != "ours"]
    print(f"{num_steps} steps of MDMM; ms (half the distance of the quartiles, in %)")
    print(f"{'problem':8} {'runs':>6}", *(f"{name:>18}" for name in QUICK))
    for problem in problems:
        one = case(problem, "mdmm")
        few = starts("random", PROBLEMS[problem](), 64)
        for name in others:
            apart = farthest(ours(one, few, num_steps), QUICK[name](one, few, num_steps))
            if apart > TOLERANCE:
                raise SystemExit(f"{name} is {apart:.1e} from ours on {problem}.")
        for count in runs:
            theta0 = starts("random", PROBLEMS[problem](), count)
            readings = in_turn(QUICK, one, theta0, num_steps)
            cells = (
                f"{1000 * reading.median:10.2f} (±{100 * reading.spread:3.0f}%)"
                for reading in readings.values()
            )
            ratio = readings["NumPy"].median / readings["ours"].median
            limit = readings["ours"].median / readings["Numba"].median
            print(
                f"{problem:8} {count:6}",
                *(f"{cell:>18}" for cell in cells),
                f"  NumPy/ours {ratio:5.2f}  ours/Numba {limit:5.2f}",
                flush=True,
            )


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--problems", nargs="+", default=list(PROBLEMS))
    parser.add_argument("--runs", nargs="+", type=int, default=RUNS)
    parser.add_argument("--steps", type=int, default=200)
    arguments = parser.parse_args()
    quick(arguments.problems, arguments.runs, arguments.steps)


if __name__ == "__main__":
    main()
