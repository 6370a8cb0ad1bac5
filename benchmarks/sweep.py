"""A sweep of 41 values from seven starts, 1,000 steps each, for each method and problem.

    python benchmarks/sweep.py [--values 41] [--steps 1000] [--sweeps 7]

The first sweep of each compiles, and is told apart. The others have values of their own.
"""

import argparse
import statistics
import sys
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent))

from optimizers import OPTIMIZERS
from sweeps import spread, sweep
from toy_problems import PROBLEMS


def seconds(problem, method, values, steps):
    name = "epsilon" if method.constrained else "alpha"
    theta0 = problem.theta_from_losses(problem.starts)
    start = time.perf_counter()
    sweep(problem, method, name, values, theta0, steps)
    return time.perf_counter() - start


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--values", type=int, default=41)
    parser.add_argument("--steps", type=int, default=1000)
    parser.add_argument("--sweeps", type=int, default=7)
    arguments = parser.parse_args()
    print(f"{'problem':9} {'method':24} {'first ms':>9} {'median ms':>10} {'max':>6}")
    for problem_name, problem in PROBLEMS.items():
        for method_name, method in OPTIMIZERS.items():
            name = "epsilon" if method.constrained else "alpha"
            values = spread(name, problem(), arguments.values)
            first, *others = (
                1000 * seconds(problem(), method(), values * (1 - shift), arguments.steps)
                for shift in np.linspace(0, 0.01, 1 + arguments.sweeps)
            )
            print(
                f"{problem_name:9} {method_name:24} {first:9.0f} "
                f"{statistics.median(others):10.0f} {max(others):6.0f}",
                flush=True,
            )


if __name__ == "__main__":
    main()
