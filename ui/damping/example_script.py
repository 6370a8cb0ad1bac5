"""The example as a complete script with the present numbers, to read and to run."""

from damping.example import STARTS

_SCRIPT = """
# Minimizes x² + y² subject to x + y = 1; the answer is x = y = 1/2 with λ = −1.
# Prints x, y and λ at the end of each run. Needs JAX: pip install jax
#
# Method: J. C. Platt and A. H. Barr, “Constrained differential optimization”,
#   Neural Information Processing Systems, 1987.

import jax
import jax.numpy as jnp

jax.config.update("jax_enable_x64", True)

damping = {damping!r}  # δ, Platt and Barr's c
learning_rate = {learning_rate!r}  # η, of x and y
multiplier_rate = {multiplier_rate!r}  # η_λ, of λ
num_steps = {num_steps}


def f(point):
    return point @ point


def g(point):
    return point.sum() - 1


@jax.jit
def step(point, multiplier):
    force = multiplier + damping * g(point)
    gradient = jax.grad(f)(point) + force * jax.grad(g)(point)
    return point - learning_rate * gradient, multiplier + multiplier_rate * g(point)


starts = [
{starts}
]
for run, start in enumerate(starts, start=1):
    point, multiplier = jnp.array(start), jnp.array(0.0)
    for _ in range(num_steps):
        point, multiplier = step(point, multiplier)
    print(f"run {{run}}: {{point[0]:.10f}} {{point[1]:.10f}} {{multiplier:.10f}}")
"""


def script(
    damping: float, learning_rate: float, multiplier_rate: float, num_steps: int
) -> str:
    """A script that prints one line for each run, as in `run 1: 0.5 0.5 -1.0`."""
    return _SCRIPT.lstrip().format(
        damping=float(damping),
        learning_rate=float(learning_rate),
        multiplier_rate=float(multiplier_rate),
        num_steps=num_steps,
        starts="\n".join(f"    [{x!r}, {y!r}]," for x, y in STARTS),
    )
