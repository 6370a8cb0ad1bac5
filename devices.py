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

# A device for each core, unless the environment says how many; not more than a few, since
# JAX compiles all code once for each of them.
if "JAX_NUM_CPU_DEVICES" not in os.environ:
    jax.config.update("jax_num_cpu_devices", min(os.cpu_count() or 1, 4))

# Of more runs than this a CPU does not hold what is kept of some steps in its caches; a
# device of another kind is idle with fewer.
MOST_RUNS = {"cpu": 512}
MOST_RUNS_ELSEWHERE = 65_536
# Fewer runs are not worth a second device.
WORTH_SHARING = 256
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


def shards(first_run: int, last_run: int) -> list[list[Shard]]:
    """The runs from one to before another, dealt out to the devices.

    Returns:
        Lists of batches that are worked at side by side, at most one for each device.
    """
    devices = jax.devices()
    num_runs = last_run - first_run
    sharers = len(devices) if num_runs >= WORTH_SHARING else 1
    most = MOST_RUNS.get(devices[0].platform, MOST_RUNS_ELSEWHERE)
    size = min(most, _power_of_two(math.ceil(num_runs / sharers)))

    def shard(run: int, device: jax.Device) -> Shard:
        wanted = min(size, last_run - run)
        runs = np.minimum(np.arange(run, run + _power_of_two(wanted)), last_run - 1)
        return Shard(runs, wanted, SingleDeviceSharding(device))

    side_by_side = size * len(devices)
    return [
        [
            shard(run, device)
            for run, device in zip(
                range(first, min(first + side_by_side, last_run), size),
                devices,
                strict=False,
            )
        ]
        for first in range(first_run, last_run, side_by_side)
    ]


def _power_of_two(at_least: int) -> int:
    return max(FEWEST_RUNS, 1 << (at_least - 1).bit_length())
