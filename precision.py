"""The one choice of floating-point precision, made before JAX makes an array.

Float64, because a published figure needs it. Hard-constraint-first decides at each step
on which side of ε a run is, and a run that chatters is within rounding of it again and
again. At ε² = ½, in float32, six of the seven runs on the concave front leave the listing
within 400 steps, by up to 0.028 in θ; in float64 none does, as
`tests/optimizers/test_hard_constraint_first.py` shows.
"""

import jax
import jax.numpy as jnp

jax.config.update("jax_enable_x64", True)

FLOAT = jnp.float64
