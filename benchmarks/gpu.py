"""Whether a GPU gives the runs that the processor gives, and how long it takes for them.

    python -m benchmarks.gpu [--runs 64 1024 16384 65536 262144] [--steps 200]

MDMM on the concave problem, in two processes one after the other, which differ in what
JAX computes on. `simulate` brings all iterates to NumPy; the steps alone, of one of the
batches that it makes, leave them where they are. It needs a JAX for the GPU:
docs/gpu.md.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import jax
import numpy as np

from batches import STEPS_AT_A_TIME, advance, blank_records, start
from benchmarks.core_measures import TOLERANCE, farthest, in_turn
from benchmarks.rivals.case import Case, case, ours
from devices import dealt_out
from optimizers.mdmm import MDMM
from simulation import Trajectory
from starts import starts
from toy_problems.concave import Concave

RUNS = (64, 1024, 16_384, 65_536, 262_144)
PLATFORMS = ("cpu", "cuda")
# How many runs' numbers are compared, of each batch.
COMPARED = 1024


def steps_alone(_of: Case, theta0: np.ndarray, num_steps: int) -> None:
    """What `simulate` does with the first batch of one device, but for copying."""
    problem = Concave()
    (first, *_), *_ = dealt_out(0, len(theta0))
    rows, method = start(problem, MDMM(), theta0[first.runs].T)
    records = blank_records(n=2, num_runs=len(first.runs))
    for done in range(0, num_steps + 1, STEPS_AT_A_TIME):
        steps = min(STEPS_AT_A_TIME, num_steps + 1 - done)
        of = problem, method, rows, np.array(problem.box), None
        rows, records = advance(*of, steps, first.wanted, records)
    jax.block_until_ready(records)


MEASURED = {"whole": ours, "alone": steps_alone}


def measure_here(counts: list[int], num_steps: int, into: Path) -> None:
    """Measure on what JAX computes on in this process, and keep some numbers."""
    of, times = case("concave", "mdmm"), {}
    for count in counts:
        theta0 = starts("random", Concave(), count)
        first = (part[:COMPARED] for part in ours(of, theta0, num_steps))
        np.savez(into / f"{count}.npz", *first)
        readings = in_turn(MEASURED, of, theta0, num_steps)
        seconds = [reading.median for reading in readings.values()]
        times[count] = *seconds, sum(map(len, dealt_out(0, count)))
    found = {"device": f"{len(jax.devices())} × {jax.devices()[0].device_kind}"}
    (into / "found.json").write_text(json.dumps(found | {"times": times}))


def kept(folder: Path, count: int) -> Trajectory:
    """What a process has kept of its runs."""
    return Trajectory(*np.load(folder / f"{count}.npz").values())


def compare(counts: list[int], num_steps: int, platforms: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        found = {}
        for platform in platforms:
            into = Path(folder) / platform
            into.mkdir(exist_ok=True)
            command = [sys.executable, "-m", "benchmarks.gpu", "--into", str(into)]
            numbers = ["--runs", *map(str, counts), "--steps", str(num_steps)]
            environment = {**os.environ, "JAX_PLATFORMS": platform}
            subprocess.run([*command, *numbers], check=True, env=environment)
            found[platform] = json.loads((into / "found.json").read_text())
            print(f"{platform}: {found[platform]['device']}, {os.cpu_count()} cores")
        print(f"{num_steps} steps of MDMM on concave; ms")
        print("| runs | device | `simulate` | batches | steps of one alone | apart |")
        for count in counts:
            for platform in platforms:
                whole, alone, batches = found[platform]["times"][str(count)]
                both = (platforms[0], platform)
                apart = farthest(*(kept(Path(folder, each), count) for each in both))
                if apart > TOLERANCE:
                    raise SystemExit(f"{count} runs are {apart:.1e} apart on {platform}.")
                print(
                    f"| {count} | {platform} | {1000 * whole:.2f} | {batches} "
                    f"| {1000 * alone:.2f} | {apart:.0e} |",
                    flush=True,
                )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, nargs="+", default=RUNS)
    parser.add_argument("--steps", type=int, default=200)
    parser.add_argument("--platforms", nargs="+", default=PLATFORMS)
    parser.add_argument("--into", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.into:
        measure_here(arguments.runs, arguments.steps, arguments.into)
    else:
        compare(arguments.runs, arguments.steps, arguments.platforms)


if __name__ == "__main__":
    main()
