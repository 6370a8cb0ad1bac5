"""The end of a listing: how its script advances all runs at once, and prints their ends."""

import math
import textwrap

from batches import STEPS_AT_A_TIME
from toy_problems.base import QUARTER_TURN, Problem

_PROJECT = """
def project(theta):
    t1, t2 = theta
    return jnp.array([{kept}])
"""
_ADVANCE = """
@jax.jit
@jax.vmap
def advance({state}):
    {state} = step({state})
    return {projected}
"""
# A step that sees a weight or errors of its own is defined where these are at hand.
_ADVANCE_EACH = """
@jax.jit
@jax.vmap
def advance({state}, {own}):
{inner}

    {state} = step({state})
    return {projected}
"""
_NOISY_LOSSES = """
at = theta

def loss_1(theta):
    return losses(theta)[0] + errors[0, 0] + errors[0, 1:] @ (theta - at)

def loss_2(theta):
    return losses(theta)[1] + errors[1, 0] + errors[1, 1:] @ (theta - at)
"""
_DRAW = """
@jax.vmap
def draw(run, piece):
    key = jax.random.fold_in(jax.random.fold_in(jax.random.key(seed), run), piece)
    return noise * jax.random.normal(key, ({steps}, 2, 3))
"""
_LOOP = """
for _ in range(num_steps):
    {state} = advance({state}{own}){kept}
"""
_NOISY_LOOP = """
runs = jnp.arange(len(theta))
for number in range(num_steps):
    piece, k = divmod(number, {steps})
    if k == 0:
        drawn = draw(runs, jnp.full(len(theta), piece))
    errors = drawn[:, k]
    {state} = advance({state}, {own}){kept}
"""
_PRINT = """
for run, (end_1, end_2) in enumerate(jax.vmap(losses)(theta).tolist(), start=1):
    print(f"run {run}: {end_1:.10f} {end_2:.10f}")
"""


def advance_and_print(
    problem: type[Problem],
    rule: str,
    state: str,
    keep_in_domain: bool,
    *,
    several: bool,
    noisy: bool,
    first_memory: str = "",
    keeps_path: bool = False,
) -> tuple[list[str], str, str]:
    """Functions that a script needs beside the losses, and what it does with them.

    Args:
        problem: Whose box θ is kept in.
        rule: The listing of the method, which defines `step`.
        state: What a step takes and returns, as the listing writes it.
        keep_in_domain: Whether θ is projected onto the box after each step.
        several: Whether `weights` has a weight α for each time that the starts are run.
        noisy: Whether a step sees errors of the size `noise`, drawn from `seed`.
        first_memory: The function of this name, where the state has a memory.
        keeps_path: Whether θ of each step is kept, in a list called `path`.

    Returns:
        The functions, the lines that follow the starts, `theta0`, and those that print.
    """
    own = ", ".join(["alpha"] * several + ["errors"] * noisy)
    projected = state.replace("theta", "project(theta)") if keep_in_domain else state
    functions = [] if own else [rule]
    functions += [first_memory] if first_memory else []
    functions += [_project(problem)] if keep_in_domain else []
    if own:
        inner = (_NOISY_LOSSES.strip("\n") + "\n\n" if noisy else "") + rule.strip("\n")
        inner = textwrap.indent(inner, "    ")
        functions += [_DRAW.format(steps=STEPS_AT_A_TIME)] if noisy else []
        advance = _ADVANCE_EACH.format(
            state=state, own=own, inner=inner, projected=projected
        )
        functions.append(advance)
    else:
        functions += [_ADVANCE.format(state=state, projected=projected)]

    start = ["theta = jnp.array(theta0)"]
    if several:
        start += [
            "alpha = jnp.repeat(jnp.array(weights), len(theta))",
            "theta = jnp.tile(theta, (len(weights), 1))",
        ]
    if "multiplier" in state:
        start.append("multiplier = jnp.full(len(theta), multiplier)")
    if "memory" in state:
        start.append("memory = jax.vmap(first_memory)(theta)")
    start += ["path = [theta]"] if keeps_path else []
    kept = "\n    path.append(theta)" if keeps_path else ""
    if noisy:
        loop = _NOISY_LOOP.format(state=state, own=own, steps=STEPS_AT_A_TIME, kept=kept)
    else:
        loop = _LOOP.format(state=state, own=f", {own}" if own else "", kept=kept)
    return functions, "\n".join(start) + loop, _PRINT


def _project(problem: type[Problem]) -> str:
    """Each parameter, clipped to its interval of the box."""
    kept = []
    for name, (low, high) in zip(("t1", "t2"), problem.box, strict=True):
        bounded = math.isfinite(low) or math.isfinite(high)
        kept.append(f"jnp.clip({name}, {_bound(low)}, {_bound(high)})" if bounded else name)
    return _PROJECT.format(kept=", ".join(kept))


def _bound(value: float) -> str:
    if math.isinf(value):
        return "math.inf" if value > 0 else "-math.inf"
    return "math.pi / 2" if value == QUARTER_TURN else repr(value)
