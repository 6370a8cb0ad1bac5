"""What JAX computes on, and how it compiles for it: chosen before it makes an array."""

import math
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from typing import NamedTuple

import jax
import numpy as np
from jax.sharding import SingleDeviceSharding
from jaxtyping import Array, Int

_OPTIONS_ON_A_CPU = (
    # Of several results that share most of their work, such as the rows of a step, XLA
    # otherwise does the work again for each of them.
    "xla_cpu_use_multi_output_fusion",
    # Loops that pass over more bytes than this are otherwise not compiled as a whole: the
    # some twenty operations of a step are called one after the other, each of which takes
    # longer to call than to do for a hundred runs.
    "xla_cpu_small_while_loop_byte_threshold=1000000000",
)
_FLAGS = (
    f"--xla_backend_extra_options={','.join(_OPTIONS_ON_A_CPU)}",
    # Eight numbers at once where a processor can, and not four: a fifth less for a step.
    "--xla_cpu_prefer_vector_width=512",
)
os.environ["XLA_FLAGS"] = " ".join([os.environ.get("XLA_FLAGS", ""), *_FLAGS]).strip()

# What is called is computed at once, by the thread that calls it, which then finds it in
# its caches.
jax.config.update("jax_cpu_enable_async_dispatch", False)

# A device for each core, unless the environment says how many; not more than a few, since
# JAX compiles all code once for each of them.
if "JAX_NUM_CPU_DEVICES" not in os.environ:
    jax.config.update("jax_num_cpu_devices", min(os.cpu_count() or 1, 4))

# Of more runs than this, what is kept of some steps is too much for a CPU's caches; with
# fewer, Python takes a quarter of the time. A device of another kind is idle with fewer.
MOST_RUNS = {"cpu": 2048}
MOST_RUNS_ELSEWHERE = 65_536
# Fewer runs are not worth a second device.
WORTH_SHARING = 1024
# Batches are of this many runs, or four times as many, and so on, so that another number of
# runs seldom compiles anything; once a batch costs what its runs do, of twice as many.
FEWEST_RUNS = 8
COSTLY_RUNS = 32


class Shard(NamedTuple):
    """A batch of runs that one device simulates.

    Attributes:
        runs: Which ones, some of them perhaps more than once, to make up the number.
        wanted: How many of them count, from the first one on.
        device: Where.
    """

    runs: Int[np.ndarray, "batch"]
    wanted: int
    device: jax.Device


def dealt_out(first_run: int, last_run: int) -> list[list[Shard]]:
    """The runs from one to before another, as batches of one size.

    Returns:
        A list for each device, of the batches that it takes one after the other.
    """
    num_runs, devices = last_run - first_run, jax.devices()
    if num_runs < WORTH_SHARING:
        devices = devices[:1]
    most = MOST_RUNS.get(devices[0].platform, MOST_RUNS_ELSEWHERE)
    size = min(most, _size_for(math.ceil(num_runs / len(devices))))
    # As many that count in each, so that no device waits for another.
    rounds = math.ceil(num_runs / (size * len(devices)))
    share = math.ceil(num_runs / (rounds * len(devices)))

    def shard(run: int, device: jax.Device) -> Shard:
        runs = np.minimum(np.arange(run, run + size), last_run - 1)
        return Shard(runs, min(share, last_run - run), device)

    return [
        [shard(run, device) for run in range(first, last_run, share * len(devices))]
        for device, first in zip(devices, range(first_run, last_run, share), strict=False)
    ]


def on_each_device(do: Callable[[list[Shard]], None], dealt: list[list[Shard]]) -> None:
    """Does something for the batches of each device: there, and side by side.

    One program for all devices, with the runs as an axis sharded over them, has a quarter
    of a millisecond of its own in each call, and its devices wait for one another.
    """

    def do_there(shards: list[Shard]) -> None:
        with jax.default_device(shards[0].device):
            do(shards)

    # New threads often begin on the core of the one that has made them, and stay there for
    # some milliseconds.
    done = [_threads().submit(do_there, shards) for shards in dealt[1:]]
    do_there(dealt[0])
    for one in done:
        one.result()


@lru_cache(maxsize=1)
def _threads() -> ThreadPoolExecutor:
    """Of this process, and for as long as it runs: one for each device but the first."""
    return ThreadPoolExecutor(max(1, len(jax.devices()) - 1), "device")


def look(array: Array) -> np.ndarray:
    """What an array holds now, for as long as nobody writes over it.

    JAX remembers what `asarray` has shown of the memory of a CPU, and would not write
    over that.
    """
    (device,) = array.devices()
    if device.platform != "cpu":
        # A GPU writes thirty times as fast to where the system moves nothing elsewhere.
        pinned = SingleDeviceSharding(device, memory_kind="pinned_host")
        array = jax.block_until_ready(jax.device_put(array, pinned))
    return np.asarray(memoryview(array))


def _size_for(num_runs: int) -> int:
    size = FEWEST_RUNS
    while size < num_runs:
        size *= 4 if size < COSTLY_RUNS else 2
    return size
