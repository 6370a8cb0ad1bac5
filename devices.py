"""What JAX computes on, and how it compiles for it: chosen before it makes an array."""

import math
import os
from typing import NamedTuple

import jax
import numpy as np
from jax.sharding import SingleDeviceSharding
from jaxtyping import Int

# Of several results that share most of their work, such as all that is kept of a step,
# XLA on a CPU otherwise does the work again for each of them.
_TOGETHER = "--xla_backend_extra_options=xla_cpu_use_multi_output_fusion"
os.environ["XLA_FLAGS"] = f"{os.environ.get('XLA_FLAGS', '')} {_TOGETHER}".strip()

# What is called is computed at once, by the thread that calls it, which then finds it in
# its caches.
jax.config.update("jax_cpu_enable_async_dispatch", False)

# A device for each core, unless the environment says how many; not more than a few, since
# JAX compiles all code once for each of them.
if "JAX_NUM_CPU_DEVICES" not in os.environ:
    jax.config.update("jax_num_cpu_devices", min(os.cpu_count() or 1, 4))

# Of more runs than this a CPU does not hold what is kept of some steps in its caches; a
# device of another kind is idle with fewer.
MOST_RUNS = {"cpu": 2048}
MOST_RUNS_ELSEWHERE = 65_536
# Fewer runs are not worth a second device.
WORTH_SHARING = 2048
# Batches are powers of two of at least this many runs, so that another number of runs
# seldom compiles anything.
FEWEST_RUNS = 8


class Shard(NamedTuple):
    """A batch of runs that one device simulates.

    Attributes:
        runs: Which ones, some of them perhaps more than once, to make up the number.
        wanted: How many of them count, from the first one on.
        place: The device, as a sharding of one.
    """

    runs: Int[np.ndarray, "batch"]
    wanted: int
    place: SingleDeviceSharding


def dealt_out(first_run: int, last_run: int) -> list[list[Shard]]:
    """The runs from one to before another, as batches of one size.

    Returns:
        A list for each device, of the batches that it takes one after the other.
    """
    num_runs, devices = last_run - first_run, jax.devices()
    if num_runs < WORTH_SHARING:
        devices = devices[:1]
    most = MOST_RUNS.get(devices[0].platform, MOST_RUNS_ELSEWHERE)
    size = min(most, _power_of_two(math.ceil(num_runs / len(devices))))

    def shard(run: int, device: jax.Device) -> Shard:
        runs = np.minimum(np.arange(run, run + size), last_run - 1)
        return Shard(runs, min(size, last_run - run), SingleDeviceSharding(device))

    return [
        [shard(run, device) for run in range(first, last_run, size * len(devices))]
        for device, first in zip(devices, range(first_run, last_run, size), strict=False)
    ]


def _power_of_two(at_least: int) -> int:
    return max(FEWEST_RUNS, 1 << (at_least - 1).bit_length())
