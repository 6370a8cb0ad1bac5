"""The chosen method as a complete script with the present numbers, to read and to run."""

import re
import textwrap
from collections.abc import Sequence

import numpy as np
from jaxtyping import Float

from optimizers.base import Optimizer, hyperparameters
from toy_problems import PROBLEMS
from toy_problems.base import Problem
from ui.listing_advance import advance_and_print
from ui.listing_parts import Parts, joined

# More starts than this would bury the method under numbers.
MOST_RUNS = 64
COLUMNS = 88

_HEAD = """
import math

import jax
import jax.numpy as jnp
from jax import grad

jax.config.update("jax_enable_x64", True)
"""
# The angle is clipped with `where`: `jnp.clip` halves the gradient at the very edge.
_LOSSES = """
def losses(theta):
    t1, t2 = theta
    t1 = jnp.where(t1 < 0, 0.0, jnp.where(t1 > math.pi / 2, math.pi / 2, t1))
    return front(t1) * (1 + stretch * t2**2)


def loss_1(theta):
    return losses(theta)[0]


def loss_2(theta):
    return losses(theta)[1]
"""


def listing(
    problem: str,
    method: Optimizer,
    theta0: Float[np.ndarray, "runs 2"],
    multiplier0: Float[np.ndarray, "runs"],
    num_steps: int,
    keep_in_domain: bool,
    *,
    weights: Sequence[float] = (),
    noise: float = 0.0,
    seed: int = 0,
) -> str:
    """A script that needs JAX alone and prints the losses at the end of each run.

    It prints one run per line, as in `run 1: 0.7141428429 0.7000000000`, and takes the same
    steps as `simulate`, apart from rounding, which a run on a ridge or in chaos makes grow.

    Args:
        problem: Key of `PROBLEMS`.
        method: The method with its hyperparameters, each one number for all runs, but for
            α where there are several weights.
        theta0: Where the runs start; of more than `MOST_RUNS` only the first are listed.
        multiplier0: λ before the first step, which must be the same in all runs; NaN for
            a method without one.
        num_steps: Number of steps of every run.
        keep_in_domain: Whether θ is projected onto the problem's box after each step.
        weights: Weights α that each start is run with, one after the other; empty for one.
        noise: Standard deviation σ of what a step sees of losses and gradients.
        seed: Of the noise.

    Returns:
        The script, in lines of at most `COLUMNS` columns; empty where the problem or the
        method has no listing.

    Raises:
        TypeError: A hyperparameter has one value per run.
        ValueError: `multiplier0` differs between runs, or the listing of the method does
            not define such a `step` as `Optimizer` describes.
    """
    found = parts_of(
        problem,
        method,
        theta0,
        multiplier0,
        num_steps,
        keep_in_domain,
        weights=weights,
        noise=noise,
        seed=seed,
    )
    return joined(found) if found else ""


def parts_of(
    problem: str,
    method: Optimizer,
    theta0: Float[np.ndarray, "runs 2"],
    multiplier0: Float[np.ndarray, "runs"],
    num_steps: int,
    keep_in_domain: bool,
    *,
    weights: Sequence[float] = (),
    noise: float = 0.0,
    seed: int = 0,
    most_runs: int = MOST_RUNS,
    keeps_path: bool = False,
) -> Parts | None:
    """The parts of what `listing` returns; None where there is no listing.

    Args:
        problem: As for `listing`, like all that is not explained here.
        method: The method with its hyperparameters.
        theta0: Where the runs start.
        multiplier0: λ before the first step.
        num_steps: Number of steps of every run.
        keep_in_domain: Whether θ is projected onto the problem's box after each step.
        weights: Weights α that each start is run with.
        noise: Standard deviation σ of what a step sees.
        seed: Of the noise.
        most_runs: Of more starts only the first are listed.
        keeps_path: Whether the script keeps θ of each step, in a list called `path`.

    Raises:
        TypeError: As `listing` does.
        ValueError: As `listing` does.
    """
    of = PROBLEMS[problem]
    if not of.listing or not method.listing:
        return None
    num_starts = len(theta0) // max(1, len(weights))
    # The first runs are those with the first weight.
    weights = weights if num_starts <= most_runs else weights[:1]
    several, noisy = bool(weights), bool(noise)
    functions, run, ends = advance_and_print(
        of,
        method.listing,
        _state(method),
        keep_in_domain,
        several=several,
        noisy=noisy,
        first_memory=method.first_memory,
        keeps_path=keeps_path,
    )
    numbers = [
        *_numbers(method, weights, multiplier0),
        *([f"noise = {noise!r}  # σ, of losses and gradients"] if noise else []),
        *([f"seed = {seed}"] if noise else []),
        f"stretch = {float(of.stretch)!r}  # k, how steeply losses rise off the front",
        f"num_steps = {num_steps}",
    ]
    shown = min(num_starts, most_runs)
    return Parts(
        about=_about(of, method, len(theta0), shown if num_starts > most_runs else 0),
        head=_HEAD,
        numbers="\n".join(numbers),
        model=(of.listing, _LOSSES),
        rule=tuple(functions),
        starts=_starts(theta0[:shown]),
        run=run,
        ends=ends,
    )


def _state(method: Optimizer) -> str:
    """What a step takes and returns, as the listing of the method writes it."""
    found = re.search(r"^def step\((.*)\):", method.listing, re.MULTILINE)
    states = ("theta", "theta, multiplier", "theta, multiplier, memory")
    if found is None or found[1] not in states:
        raise ValueError(
            f"The listing of {method.label} should define `step(theta)`, "
            "`step(theta, multiplier)` or `step(theta, multiplier, memory)`. Found "
            f"{method.listing!r}."
        )
    return found[1]


def _about(problem: type[Problem], method: Optimizer, num_runs: int, first: int) -> str:
    """The comment at the head; `first` is how many of more runs are listed, else 0."""
    aim = "L₁ subject to L₂ ≤ ε" if method.constrained else "both losses, L₁ and L₂"
    paragraphs = [
        f"{method.label} · {problem.label}",
        "",
        f"Minimizes {aim}, of a model with two parameters θ = (t₁, t₂).",
        "Prints L₁ and L₂ at the end of each run. Needs JAX: pip install jax",
        "",
        f"Method: {method.source}",
        f"Problem: {problem.source}",
    ]
    if first:
        paragraphs.append(f"These are the first {first} of {num_runs} runs.")
    return "\n".join(
        line
        for paragraph in paragraphs
        for line in textwrap.wrap(
            paragraph, COLUMNS, initial_indent="# ", subsequent_indent="#   "
        )
        or ["#"]
    )


def _numbers(
    method: Optimizer, weights: Sequence[float], multiplier0: np.ndarray
) -> list[str]:
    """One line for each number that the rule uses: its name, its value, what it is."""
    lines = []
    for name, (values, _) in hyperparameters(type(method)).items():
        key, value = name, getattr(method, name)
        if name == "alpha" and weights:
            key, value = "weights", [float(weight) for weight in weights]
        else:
            value = float(value)
        lines.append(f"{key} = {value!r}  # {values.symbol}, {values.name}")
    if re.search(r"\bmultiplier\b", method.listing):
        if (multiplier0 != multiplier0[0]).any():
            raise ValueError("`multiplier0` should be the same in all runs.")
        changes = "multiplier" in _state(method)
        about = "λ, at the start" if changes else "λ*, the best there is, solved beforehand"
        lines.append(f"multiplier = {float(multiplier0[0])!r}  # {about}")
    return lines


def _starts(theta0: np.ndarray) -> str:
    """Every digit of them, since a run can double the least difference many times."""
    rows = [f"    [{float(t1)!r}, {float(t2)!r}]," for t1, t2 in theta0]
    return "\n".join(["theta0 = [", *rows, "]"])
