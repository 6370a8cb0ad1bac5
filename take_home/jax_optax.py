"""Fit a line while its squared norm is kept to 1: JAX, Optax, and this repository."""

import jax
import jax.numpy as jnp
import optax

from optimizers.training import MDMM, AtMost

inputs = jnp.array([[1.0, 0.0], [1.0, 1.0], [1.0, 2.0], [1.0, 3.0]])
targets = jnp.array([1.0, 2.0, 2.0, 5.0])

method = MDMM(constraints={"norm": AtMost(bound=1.0)}, damping=1.0, multiplier_rate=0.1)
optimizer = optax.adam(0.02)
params = jnp.zeros(2)
memory, multipliers = optimizer.init(params), method.init()


def descended(params, multipliers):
    error = jnp.mean((inputs @ params - targets) ** 2)
    values = {"norm": jnp.sum(params**2)}
    return method.descended(error, values, multipliers), values


@jax.jit
def step(params, memory, multipliers):
    gradient, values = jax.grad(descended, has_aux=True)(params, multipliers)
    updates, memory = optimizer.update(gradient, memory, params)
    return optax.apply_updates(params, updates), memory, method.update(values, multipliers)


for _ in range(4000):
    params, memory, multipliers = step(params, memory, multipliers)
print(*params, *multipliers["norm"])
