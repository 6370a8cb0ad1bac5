"""What all rivals are given, and what they hand back."""

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from optimizers import OPTIMIZERS
from result_memory import room
from simulation import Trajectory, simulate
from toy_problems import PROBLEMS

# Rows of one iterate: t₁, t₂, L₁, L₂ and λ, each of all runs.
ROWS = 5


@dataclass(frozen=True)
class Case:
    """A method on a problem.

    Attributes:
        problem: Key of the toy problem.
        method: Key of the method.
        numbers: Each hyperparameter, by its name; one number for all runs.
        first_multiplier: λ before the first step. For the method that solves the dual, the
            solution: how it is found is not what is compared.
    """

    problem: str
    method: str
    numbers: Mapping[str, float]
    first_multiplier: float


# A rival takes a case, starts of shape (runs, 2) inside the box, and a number of steps. It
# keeps its runs in the box after each step, and works in the precision of the starts.
Rival = Callable[[Case, np.ndarray, int], Trajectory]


def case(problem: str, method: str, **numbers: float) -> Case:
    """The case of these names, at the method's defaults but for `numbers`."""
    optimizer = OPTIMIZERS[method](**numbers)
    made = PROBLEMS[problem]()
    start = simulate(made, optimizer, made.theta_from_losses(made.starts[:1]), 0)
    return Case(
        problem, method, dataclasses.asdict(optimizer), float(start.multiplier[0, 0])
    )


def ours(of: Case, theta0: np.ndarray, num_steps: int) -> Trajectory:
    """The case as the app runs it."""
    optimizer = OPTIMIZERS[of.method](**of.numbers)
    return simulate(PROBLEMS[of.problem](), optimizer, theta0, num_steps)


def blank_rows(num_steps: int, num_runs: int, kind: np.dtype) -> np.ndarray:
    """Room for the rows of all iterates, of shape (iterates, `ROWS`, runs).

    It is memory such as ours have, so that none of them waits for the system where another
    need not.
    """
    return room((num_steps + 1, ROWS, num_runs), kind)


def trajectory(rows: np.ndarray) -> Trajectory:
    """The trajectory as views of rows, of shape (iterates, `ROWS`, runs)."""
    by_run = np.moveaxis(rows, -1, 0)
    return Trajectory(by_run[..., 0:2], by_run[..., 2:4], by_run[..., 4])
