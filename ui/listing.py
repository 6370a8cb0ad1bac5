"""The chosen method as a complete script with the present numbers, to read and to run."""

import math
import re
import textwrap

import numpy as np
from jaxtyping import Float

from optimizers.base import Optimizer, hyperparameters
from toy_problems import PROBLEMS
from toy_problems.base import QUARTER_TURN, Problem

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
_PROJECTED = """
def project(theta):
    t1, t2 = theta
    return jnp.array([{kept}])


@jax.jit
@jax.vmap
def advance({state}):
    {state} = step({state})
    return {projected}
"""
_RUN = """
{start}
for _ in range(num_steps):
    {state} = advance({state})

for run, (end_1, end_2) in enumerate(jax.vmap(losses)(theta).tolist(), start=1):
    print(f"run {{run}}: {{end_1:.10f}} {{end_2:.10f}}")
"""


def listing(
    problem: str,
    method: Optimizer,
    theta0: Float[np.ndarray, "runs 2"],
    multiplier0: Float[np.ndarray, "runs"],
    num_steps: int,
    keep_in_domain: bool,
) -> str:
    """A script that needs JAX alone and prints the losses at the end of each run.

    It prints one run per line, as in `run 1: 0.7141428429 0.7000000000`, and takes the same
    steps as `simulate`, apart from rounding, which a run on a ridge or in chaos makes grow.

    Args:
        problem: Key of `PROBLEMS`.
        method: The method with its hyperparameters, each one number for all runs.
        theta0: Where the runs start; of more than `MOST_RUNS` only the first are listed.
        multiplier0: λ before the first step, which must be the same in all runs; NaN for
            a method without one.
        num_steps: Number of steps of every run.
        keep_in_domain: Whether θ is projected onto the problem's box after each step.

    Returns:
        The script, in lines of at most `COLUMNS` columns; empty where the problem or the
        method has no listing.

    Raises:
        TypeError: A hyperparameter has one value per run.
        ValueError: `multiplier0` differs between runs, or the listing of the method does
            not define such a `step` as `Optimizer` describes.
    """
    of = PROBLEMS[problem]
    if not of.listing or not method.listing:
        return ""
    state = _state(method)
    parts = [
        _about(of, method, len(theta0)),
        _HEAD,
        _numbers(of, method, multiplier0, num_steps),
        of.listing,
        _LOSSES,
        method.listing,
        *([_projected(of, state)] if keep_in_domain else []),
        _starts(theta0),
        _run(state, keep_in_domain),
    ]
    return _joined(parts)


def _state(method: Optimizer) -> str:
    """What a step takes and returns, as the listing of the method writes it."""
    found = re.search(r"^def step\((.*)\):", method.listing, re.MULTILINE)
    if found is None or found[1] not in ("theta", "theta, multiplier"):
        raise ValueError(
            f"The listing of {method.label} should define `step(theta)` or "
            f"`step(theta, multiplier)`. Found {method.listing!r}."
        )
    return found[1]


def _about(problem: type[Problem], method: Optimizer, num_runs: int) -> str:
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
    if num_runs > MOST_RUNS:
        paragraphs.append(f"These are the first {MOST_RUNS} of {num_runs} runs.")
    return "\n".join(
        line
        for paragraph in paragraphs
        for line in textwrap.wrap(
            paragraph, COLUMNS, initial_indent="# ", subsequent_indent="#   "
        )
        or ["#"]
    )


def _numbers(
    problem: type[Problem], method: Optimizer, multiplier0: np.ndarray, num_steps: int
) -> str:
    """One line for each number that the rule uses: its name, its value, what it is."""
    lines = [
        f"{name} = {float(getattr(method, name))!r}  # {values.symbol}, {values.name}"
        for name, (values, _) in hyperparameters(type(method)).items()
    ]
    if re.search(r"\bmultiplier\b", method.listing):
        if (multiplier0 != multiplier0[0]).any():
            raise ValueError("`multiplier0` should be the same in all runs.")
        changes = "multiplier" in _state(method)
        about = "λ, at the start" if changes else "λ*, the best there is, solved beforehand"
        lines.append(f"multiplier = {float(multiplier0[0])!r}  # {about}")
    about = "k, how steeply the losses rise away from the front"
    lines.append(f"stretch = {float(problem.stretch)!r}  # {about}")
    return "\n".join([*lines, f"num_steps = {num_steps}"])


def _projected(problem: type[Problem], state: str) -> str:
    """A step that ends with each parameter clipped to its interval of the box."""
    kept = []
    for name, (low, high) in zip(("t1", "t2"), problem.box, strict=True):
        bounded = math.isfinite(low) or math.isfinite(high)
        kept.append(f"jnp.clip({name}, {_bound(low)}, {_bound(high)})" if bounded else name)
    return _PROJECTED.format(
        kept=", ".join(kept),
        state=state,
        projected=state.replace("theta", "project(theta)"),
    )


def _bound(value: float) -> str:
    if math.isinf(value):
        return "math.inf" if value > 0 else "-math.inf"
    return "math.pi / 2" if value == QUARTER_TURN else repr(value)


def _starts(theta0: np.ndarray) -> str:
    """Every digit of them, since a run can double the least difference many times."""
    rows = [f"    [{float(t1)!r}, {float(t2)!r}]," for t1, t2 in theta0[:MOST_RUNS]]
    return "\n".join(["theta0 = [", *rows, "]"])


def _run(state: str, keep_in_domain: bool) -> str:
    start = ["theta = jnp.array(theta0)"]
    if "multiplier" in state:
        start.append("multiplier = jnp.full(len(theta), multiplier)")
    if not keep_in_domain:
        start.append("advance = jax.jit(jax.vmap(step))")
    return _RUN.format(start="\n".join(start), state=state)


def _joined(parts: list[str]) -> str:
    """The parts, with two empty lines around each function and one elsewhere."""
    script, after_function = "", False
    for part in (part.strip("\n") for part in parts):
        is_function = part.startswith(("def ", "@"))
        gap = "" if not script else "\n\n\n" if is_function or after_function else "\n\n"
        script, after_function = script + gap + part, is_function
    return script + "\n"
