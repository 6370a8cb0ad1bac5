"""What JAX computes on, and how it compiles for it: chosen before it makes an array."""

import os
from collections.abc import Callable
from typing import Any

import jax
import numpy as np
from jax.sharding import Mesh, NamedSharding, PartitionSpec

# Of several results that share most of their work, such as all that is kept of a step,
# XLA on a CPU otherwise does the work again for each of them.
_TOGETHER = "--xla_backend_extra_options=xla_cpu_use_multi_output_fusion"
os.environ["XLA_FLAGS"] = f"{os.environ.get('XLA_FLAGS', '')} {_TOGETHER}".strip()

# A device for each core, unless the environment says how many.
if "JAX_NUM_CPU_DEVICES" not in os.environ:
    jax.config.update("jax_num_cpu_devices", os.cpu_count() or 1)

# Of more runs at a time a CPU does not hold a step in its caches; a device of another
# kind is idle with fewer.
MOST_RUNS = {"cpu": 2048}
MOST_RUNS_ELSEWHERE = 65_536
# For fewer runs it costs more to share them out than to compute them.
FEWEST_RUNS = 512


def most_runs() -> int:
    """How many runs all devices together should be given at a time; a power of two."""
    devices = jax.devices()
    of_one = MOST_RUNS.get(devices[0].platform, MOST_RUNS_ELSEWHERE)
    return of_one * _power_of_two(len(devices))


def shared_out(values: Any, num_runs: int) -> Any:
    """The same arrays, with its part of the runs of each of them on each device.

    Args:
        values: A tree of NumPy arrays, whose last axis is runs; numbers are left alone,
            and so is all else where one device has enough to do.
        num_runs: How many there are; a power of two.
    """
    across = sharding(num_runs)
    if across is None:
        return values
    return jax.tree.map(
        lambda array: jax.device_put(array, across(array.ndim)) if array.ndim else array,
        values,
    )


def sharding(num_runs: int) -> Callable[[int], NamedSharding] | None:
    """Which device has which part of an array of so many axes, the last one runs."""
    wanted = min(len(jax.devices()), num_runs // FEWEST_RUNS)
    if wanted < 2:
        return None
    mesh = Mesh(np.asarray(jax.devices()[: _power_of_two(wanted)]), "runs")
    return lambda num_axes: NamedSharding(
        mesh, PartitionSpec(*[None] * (num_axes - 1), "runs")
    )


def _power_of_two(at_most: int) -> int:
    return 1 << (at_most.bit_length() - 1)
