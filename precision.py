"""The one choice of floating-point precision, made before JAX makes an array.

Float64, because a published figure needs it. Hard-constraint-first decides at each step
on which side of ε a run is; a run that chatters at ε² = ½ is within 1e-7 of it again and
again, so that in float32 two of its seven runs take the other side and end one step,
0.02, away from the listing (`tests/optimizers/test_hard_constraint_first.py`).
"""

import jax
import jax.numpy as jnp

jax.config.update("jax_enable_x64", True)

FLOAT = jnp.float64
