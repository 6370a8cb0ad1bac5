"""Sweeps: one hyperparameter through many values, each from many starts, in one batch."""

from typing import NamedTuple

import numpy as np
import pandas as pd
from jaxtyping import Bool, Float
from numpy.typing import ArrayLike

from checks import as_finite_numbers
from damping.law import damping_threshold
from front_coverage import middles
from optimizers import OPTIMIZERS
from optimizers.base import Optimizer, hyperparameters
from simulation import simulate
from toy_problems.base import FRONT_POINTS, Problem
from verdicts import Verdict, assess

# A run of a method without a bound may halt anywhere; these are what it does instead.
WITHOUT_HALT = (Verdict.DIVERGED, Verdict.MOVING, Verdict.OSCILLATING)


class Sweep(NamedTuple):
    """What became of each start at each value of a hyperparameter.

    Attributes:
        name: The hyperparameter, such as `alpha`.
        values: Those it went through.
        end_losses: Both losses at the last iterate; NaN where a run diverged.
        verdict: One `Verdict` for each run.
        failed: Which runs have not settled or, of a method without a bound, not halted.
        needed_damping: What the damping has to exceed, which for MDMM is η_λ − F″(ε); NaN
            where the law says nothing: of other methods, and where ε is infeasible or has
            room to spare.
        underdamped: Whether δ does not exceed it, so that the optimum repels every run.
    """

    name: str
    values: Float[np.ndarray, "values"]
    end_losses: Float[np.ndarray, "values starts 2"]
    verdict: np.ndarray
    failed: Bool[np.ndarray, "values starts"]
    needed_damping: Float[np.ndarray, "values"]
    underdamped: Bool[np.ndarray, "values"]

    @property
    def found(self) -> Float[np.ndarray, "values starts 2"]:
        """The end losses, NaN where the run has failed."""
        return np.where(self.failed[..., None], np.nan, self.end_losses)


def sweep(
    problem: Problem,
    method: Optimizer,
    name: str,
    values: ArrayLike,
    theta0: ArrayLike,
    num_steps: int = 1000,
) -> Sweep:
    """Take one hyperparameter of a method through values, and run it from every start.

    Args:
        problem: The two losses.
        method: The method with its other hyperparameters, each a number or an array with
            one number per value, which then goes along with the value.
        name: Of the hyperparameter, such as `epsilon`; what the method has for it is
            ignored.
        values: At least one; for ε also such as no parameters can keep to.
        theta0: Starts, of shape (starts, n).
        num_steps: Of each run.

    Raises:
        ValueError: The method has no such hyperparameter, there is no value, or a number
            is one that `simulate` refuses.
    """
    if name not in hyperparameters(type(method)):
        known = ", ".join(hyperparameters(type(method)))
        raise ValueError(f"`name` should be one of {known}. Found {name!r}.")
    values = as_finite_numbers(values, "values")
    if values.ndim != 1 or not len(values):
        raise ValueError(f"`values` should have shape (values,). Found {values.shape}.")
    starts = as_finite_numbers(theta0, "theta0")
    if starts.ndim != 2 or not len(starts):
        raise ValueError(f"`theta0` should have shape (starts, n). Found {starts.shape}.")

    numbers = {key: getattr(method, key) for key in hyperparameters(type(method))}
    numbers[name] = values
    per_value = {
        key: _one_per_value(number, key, len(values)) for key, number in numbers.items()
    }
    per_run = {
        key: np.repeat(number, len(starts)) if np.ndim(number) else number
        for key, number in per_value.items()
    }
    batch = type(method)(**per_run)
    run = simulate(problem, batch, np.tile(starts, (len(values), 1)), num_steps)
    outcomes = assess(problem, batch, run)

    shape = len(values), len(starts)
    verdict = outcomes.verdict.reshape(shape)
    settled = verdict == Verdict.SETTLED
    needed = damping_threshold(problem, type(method)(**per_value))
    needed = np.broadcast_to(needed, len(values))
    return Sweep(
        name=name,
        values=values,
        end_losses=outcomes.losses.reshape(*shape, 2),
        verdict=verdict,
        failed=~settled if method.constrained else np.isin(verdict, WITHOUT_HALT),
        needed_damping=needed,
        underdamped=np.asarray(per_value.get("damping", 0.0)) <= needed,
    )


def spread(
    name: str, problem: Problem, num_values: int = 41
) -> Float[np.ndarray, "values"]:
    """Values worth sweeping through, rising: from one end of the slider to the other.

    Those of a weight or a rate are equal factors apart, those of the damping equal steps.
    Bounds are the L₂ of points evenly spaced along the front, each in the middle of its
    share, so that none of them asks for an end of it.

    Raises:
        ValueError: No method has such a hyperparameter, or `num_values` is below 1.
    """
    known = {
        key: values
        for method in OPTIMIZERS.values()
        for key, (values, _) in hyperparameters(method).items()
    }
    if name not in known:
        raise ValueError(f"`name` should be one of {', '.join(known)}. Found {name!r}.")
    if num_values < 1:
        raise ValueError(f"`num_values` should be at least 1. Found {num_values}.")
    if name == "epsilon":
        front = np.asarray(problem.front_curve(FRONT_POINTS))
        return middles(front, num_values)[::-1, 1]
    between = np.geomspace if known[name].scale == "log" else np.linspace
    return between(known[name].low, known[name].high, num_values)


def table(swept: Sweep) -> pd.DataFrame:
    """A sweep as a table, one row for each value and start."""
    num_values, num_starts = swept.failed.shape
    per_value = {swept.name: swept.values, "needed_damping": swept.needed_damping}
    columns = {key: np.repeat(column, num_starts) for key, column in per_value.items()}
    return pd.DataFrame(
        {
            swept.name: columns[swept.name],
            "start": np.tile(np.arange(1, num_starts + 1), num_values),
            "loss_1": swept.end_losses[..., 0].ravel(),
            "loss_2": swept.end_losses[..., 1].ravel(),
            "verdict": [str(verdict) for verdict in swept.verdict.ravel()],
            "failed": swept.failed.ravel(),
            "needed_damping": columns["needed_damping"],
        }
    )


def _one_per_value(number: ArrayLike, name: str, num_values: int) -> np.ndarray:
    found = as_finite_numbers(np.asarray(number), name)
    if found.shape not in ((), (num_values,)):
        raise ValueError(
            f"`{name}` should be a number or have shape ({num_values},), one number per "
            f"value. Found shape {found.shape}."
        )
    return found
