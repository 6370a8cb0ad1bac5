"""A loop over steps and runs, compiled by Numba: about what the machine can do.

Blocks of runs, each of which fits the nearest cache, take all their steps in turn; and
beyond some thousand runs, one block for each core at a time. Numba's packages on PyPI have
no vectorised sine and cosine, so that there are two of these rivals: `run` calls those of
the C library, one number at a time, and `run_polynomial` has polynomials for the quarter
turn of the domain, which go through the vector units with all else.
"""

import math
from functools import cache

import numba
import numpy as np

from benchmarks.rivals.case import Case, blank_rows, trajectory
from simulation import Trajectory

QUARTER_TURN = math.pi / 2
TURN = 2 / math.pi
STRETCH = {"concave": 1.0, "convex": 3.0, "mixed": 3.0}
RUNS_AT_A_TIME = 256
# Below, to wake a second core takes longer than it saves.
FEWEST_IN_PARALLEL = 2048
# All that fast mathematics may assume but for finite numbers: λ of some methods is NaN.
FAST = {"reassoc", "nsz", "arcp", "contract", "afn"}
# Of its pools of threads the one whose threads do not spin while the next rival runs.
numba.config.THREADING_LAYER = "workqueue"
jit = numba.njit(fastmath=FAST, error_model="numpy")


def run(case: Case, theta0: np.ndarray, num_steps: int) -> Trajectory:
    """Implements `Rival`, in float64 alone."""
    return _run(_library, case, theta0, num_steps)


def run_polynomial(case: Case, theta0: np.ndarray, num_steps: int) -> Trajectory:
    """Implements `Rival`, in float64 alone."""
    return _run(_polynomial, case, theta0, num_steps)


def _run(sine_and_cosine, case, theta0, num_steps):
    rows = blank_rows(num_steps, len(theta0), theta0.dtype)
    rows[0, 0:2] = theta0.T
    rows[0, 4] = case.first_multiplier
    numbers = case.numbers
    kernel(case.problem, case.method, sine_and_cosine, len(theta0) >= FEWEST_IN_PARALLEL)(
        rows,
        STRETCH[case.problem],
        numbers["learning_rate"],
        numbers.get("epsilon", numbers.get("alpha")),
        numbers.get("damping", 0.0),
        numbers.get("multiplier_rate", 0.0),
    )
    return trajectory(rows)


@cache
def kernel(problem, method, sine_and_cosine, parallel):
    """The loop for these, which fills all rows of an array but the first iterate's."""
    front, rule = FRONTS[problem], RULES[method]

    def fill(rows, stretch, rate, bound, damping, multiplier_rate):
        iterates, _, runs = rows.shape
        for block in numba.prange(-(-runs // RUNS_AT_A_TIME)):
            low = block * RUNS_AT_A_TIME
            high = min(runs, low + RUNS_AT_A_TIME)
            for step in range(iterates):
                for i in range(low, high):
                    t1, t2, lam = rows[step, 0, i], rows[step, 1, i], rows[step, 4, i]
                    point_1, point_2, slope_1, slope_2 = front(sine_and_cosine, t1)
                    radius = 1 + stretch * t2 * t2
                    loss_2 = point_2 * radius
                    rows[step, 2, i] = point_1 * radius
                    rows[step, 3, i] = loss_2
                    if step + 1 < iterates:
                        weight_1, weight_2, lam = rule(
                            loss_2, lam, bound, damping, multiplier_rate
                        )
                        slope = weight_1 * slope_1 + weight_2 * slope_2
                        point = weight_1 * point_1 + weight_2 * point_2
                        t1 = _at_least_0(t1 - rate * radius * slope)
                        rows[step + 1, 0, i] = QUARTER_TURN if t1 > QUARTER_TURN else t1
                        rows[step + 1, 1, i] = t2 - rate * 2 * stretch * t2 * point
                        rows[step + 1, 4, i] = lam

    return numba.njit(fill, fastmath=FAST, error_model="numpy", parallel=parallel)


# Not max, which makes 0 of the NaN of a run that diverged.
@jit
def _at_least_0(x):
    return 0.0 if x < 0 else x


@jit
def _library(x):
    return math.sin(x), math.cos(x)


# Taylor's series about the middle of the quarter turn, exact to the last bits within it.
@jit
def _polynomial(x):
    y = x - math.pi / 4
    z = y * y
    sine, cosine = 0.0, 0.0
    for n in range(8, -1, -1):
        sine = 1 - sine * z / ((2 * n + 2) * (2 * n + 3))
        cosine = 1 - cosine * z / ((2 * n + 1) * (2 * n + 2))
    return (cosine + y * sine) * math.sqrt(0.5), (cosine - y * sine) * math.sqrt(0.5)


@jit
def _concave(sine_and_cosine, t1):
    sine, cosine = sine_and_cosine(t1)
    return sine, cosine, cosine, -sine


@jit
def _convex(sine_and_cosine, t1):
    sine, cosine = sine_and_cosine(t1)
    return 1 - cosine, 1 - sine, sine, -cosine


@jit
def _mixed(sine_and_cosine, t1):
    # The waves have the angle 4πs, which is 8 t₁: three times doubled.
    sine, cosine = sine_and_cosine(t1)
    for _ in range(3):
        sine, cosine = 2 * sine * cosine, 1 - 2 * sine * sine
    s, wave, slope = TURN * t1, 0.02 * (1 - cosine), 0.16 * sine
    return s + wave, 1 - s + wave, TURN + slope, slope - TURN


# Each rule returns the factors of ∇L₁ and ∇L₂, and the next λ. A bound is ε, or else α.


@jit
def _linear(loss_2, lam, bound, damping, multiplier_rate):
    return 1.0, bound, lam


@jit
def _dual(loss_2, lam, bound, damping, multiplier_rate):
    return 1.0, lam, lam


@jit
def _hard_constraint_first(loss_2, lam, bound, damping, multiplier_rate):
    violated = 1.0 if loss_2 > bound else 0.0
    return 1.0 - violated, violated, lam


@jit
def _bdmm(loss_2, lam, bound, damping, multiplier_rate):
    return 1.0, lam, _at_least_0(lam + multiplier_rate * (loss_2 - bound))


@jit
def _mdmm(loss_2, lam, bound, damping, multiplier_rate):
    violation = loss_2 - bound
    return 1.0, lam + damping * violation, _at_least_0(lam + multiplier_rate * violation)


FRONTS = {"concave": _concave, "convex": _convex, "mixed": _mixed}
RULES = {
    "linear": _linear,
    "dual": _dual,
    "hard_constraint_first": _hard_constraint_first,
    "bdmm": _bdmm,
    "mdmm": _mdmm,
}
