import dataclasses
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np
import pytest

import simulation
from batches import RUNS_AT_ONCE, STEPS_AT_A_TIME, advance, start
from devices import MOST_RUNS, MOST_RUNS_ELSEWHERE, WORTH_SHARING, dealt_out
from optimizers import OPTIMIZERS
from optimizers.base import hyperparameters
from optimizers.mdmm import MDMM
from simulation import simulate, stream
from toy_problems.concave import Concave

ROOT = Path(__file__).resolve().parents[1]
STARTS = np.array(Concave().theta_from_losses(Concave.starts))
# A run that goes back and forth across a bound does so by rounding.
SMOOTH = [
    name
    for name, kind in OPTIMIZERS.items()
    if not kind.variant_of and name != "hard_constraint_first"
]


def many_starts(num_runs):
    numbers = np.random.default_rng(0)
    angles = numbers.uniform(0.2, 1.3, num_runs)
    return np.stack([angles, numbers.uniform(0.6, 1.2, num_runs)], axis=1)


@pytest.mark.parametrize("num_runs", [WORTH_SHARING - 9, 2 * WORTH_SHARING + 9])
def test_runs_of_several_batches_are_those_of_small_ones(num_runs):
    theta0 = many_starts(num_runs)
    epsilon = np.linspace(0.3, 0.8, num_runs)
    whole = simulate(Concave(), MDMM(epsilon=epsilon), theta0, 130, noise=0.01, seed=5)
    # Noise of a run hangs on its place, so that only the first ones can be seen alone.
    first = simulate(
        Concave(), MDMM(epsilon=epsilon[:7]), theta0[:7], 130, noise=0.01, seed=5
    )
    np.testing.assert_allclose(whole.losses[:7], first.losses, atol=1e-12)
    calm = simulate(Concave(), MDMM(epsilon=epsilon), theta0, 130)
    last = simulate(Concave(), MDMM(epsilon=epsilon[-7:]), theta0[-7:], 130)
    np.testing.assert_allclose(calm.losses[-7:], last.losses, atol=1e-12)
    np.testing.assert_allclose(calm.multiplier[-7:], last.multiplier, atol=1e-12)


@pytest.mark.parametrize(
    "num_runs", [1, 8, 9, WORTH_SHARING - 1, WORTH_SHARING, 2100, 9000]
)
def test_each_run_is_dealt_out_once(num_runs):
    dealt = dealt_out(100, 100 + num_runs)
    shards = [shard for batches in dealt for shard in batches]
    runs = np.concatenate([shard.runs[: shard.wanted] for shard in shards])
    np.testing.assert_array_equal(np.sort(runs), 100 + np.arange(num_runs))
    assert all(shard.runs.max() < 100 + num_runs for shard in shards)
    (size,) = {len(shard.runs) for shard in shards}
    most = MOST_RUNS.get(jax.devices()[0].platform, MOST_RUNS_ELSEWHERE)
    assert size in {8} | {2**power for power in range(5, 17) if 2**power <= most}
    places = [{shard.device for shard in batches} for batches in dealt]
    assert all(len(place) == 1 for place in places)
    devices = len(jax.devices()) if num_runs >= WORTH_SHARING else 1
    assert len(set.union(*places)) == len(dealt) == devices
    loads = [sum(shard.wanted for shard in batches) for batches in dealt]
    assert max(loads) - min(loads) <= len(shards)


def test_a_stream_is_the_same_batch_in_parts():
    theta0 = many_starts(50)
    asked = Concave(), MDMM(damping=np.linspace(1, 20, 50)), theta0, 110
    whole = simulate(*asked, noise=0.02, seed=3)
    parts = list(stream(*asked, noise=0.02, seed=3, most_bytes=20 * 5 * 111 * 8))
    assert [len(part.theta) for part in parts] == [20, 20, 10]
    for name in whole._fields:
        joined = np.concatenate([getattr(part, name) for part in parts])
        np.testing.assert_allclose(joined, getattr(whole, name), atol=1e-13)
    assert len(list(stream(*asked, most_bytes=1))) == 50


def test_a_stream_refuses_what_simulate_refuses():
    with pytest.raises(ValueError, match="`theta0` should have shape"):
        next(stream(Concave(), MDMM(), [1.0, 2.0]))


SEVERAL = """
import jax, numpy as np, sys
from devices import dealt_out
from optimizers.mdmm import MDMM
from simulation import simulate
from tests.test_batches import many_starts
from toy_problems.concave import Concave
run = simulate(Concave(), MDMM(), many_starts(9000), 130, noise=0.01)
used = {shards[0].device for shards in dealt_out(0, 9000)}
assert used == set(jax.devices()) and len(used) == 4
np.savez(sys.argv[1], losses=run.losses, multiplier=run.multiplier)
"""


def test_several_devices_have_a_part_each_and_the_result_is_the_same(tmp_path):
    environment = {**os.environ, "JAX_PLATFORMS": "cpu", "JAX_NUM_CPU_DEVICES": "4"}
    command = [sys.executable, "-c", SEVERAL, str(tmp_path / "run.npz")]
    subprocess.run(command, check=True, cwd=ROOT, env=environment)
    found = np.load(tmp_path / "run.npz")
    here = simulate(Concave(), MDMM(), many_starts(9000), 130, noise=0.01)
    np.testing.assert_allclose(found["losses"], here.losses, atol=1e-12)
    np.testing.assert_allclose(found["multiplier"], here.multiplier, atol=1e-12)


@pytest.mark.parametrize("method", SMOOTH)
def test_half_as_many_digits_are_enough_where_nothing_chatters(problem, method):
    """Two hundred steps in float32 end within 1e-4 of those in float64."""
    theta0 = np.asarray(problem.theta_from_losses(problem.starts))
    kind = OPTIMIZERS[method]
    numbers = {
        name: jnp.float32(default) for name, (_, default) in hyperparameters(kind).items()
    }
    optimizer = dataclasses.replace(kind(), **numbers)
    rows, optimizer = start(problem, optimizer, jnp.asarray(theta0.T, jnp.float32))
    box = jnp.asarray(problem.box, jnp.float32)
    for _ in range(2):
        records = jnp.zeros((5, STEPS_AT_A_TIME, 7), jnp.float32)
        rows, records = advance(problem, optimizer, rows, box, None, 100, 7, records)
    exact = simulate(problem, kind(), theta0, 199)
    assert records.dtype == jnp.float32
    found = np.stack(records[2:4, 99], axis=-1)
    np.testing.assert_allclose(found, exact.losses[:, -1], atol=1e-4)


def test_records_are_written_over_and_given_back():
    problem, optimizer = Concave(), MDMM()
    numbers = {name: jnp.asarray(0.5) for name in hyperparameters(MDMM)}
    rows, optimizer = start(
        problem, dataclasses.replace(optimizer, **numbers), jnp.asarray(STARTS.T)
    )
    blank = jnp.zeros((5, STEPS_AT_A_TIME, 7))
    _, records = advance(problem, optimizer, rows, np.array(problem.box), None, 3, 7, blank)
    assert blank.is_deleted()
    np.testing.assert_array_equal(records[:2, 0], STARTS.T)
    assert (records[:, 3:] == 0).all()


def test_records_that_have_been_copied_are_the_next_ones_to_write_over(monkeypatch):
    simulate(Concave(), MDMM(), STARTS, 5)
    kept = simulation._free[jax.devices()[0]]
    monkeypatch.setattr(simulation, "blank_records", None)
    first = simulate(Concave(), MDMM(), STARTS, 130)
    before = first.losses.copy()
    second = simulate(Concave(), MDMM(epsilon=0.3), STARTS, 130)
    assert kept.is_deleted()
    np.testing.assert_array_equal(first.losses, before)
    assert np.abs(second.losses - before).max() > 0.01


def test_two_threads_write_over_records_of_their_own():
    bounds = np.linspace(0.3, 0.8, 8)

    def ends(epsilon):
        methods = [MDMM(epsilon=epsilon)] * 20
        return [simulate(Concave(), one, STARTS, 200).losses for one in methods]

    alone = [simulate(Concave(), MDMM(epsilon=one), STARTS, 200).losses for one in bounds]
    with ThreadPoolExecutor(8) as threads:
        for expected, found in zip(alone, threads.map(ends, bounds), strict=True):
            for one in found:
                np.testing.assert_array_equal(one, expected)


@pytest.mark.skipif(jax.default_backend() != "cpu", reason="Elsewhere all go at once.")
def test_runs_that_do_not_count_stay_where_they_are():
    """So a batch costs what its runs do, whatever its size, to the next so many."""
    theta0 = many_starts(4 * RUNS_AT_ONCE["cpu"]).T
    rows, optimizer = start(Concave(), MDMM(), theta0)
    before, count = np.array(rows.theta), RUNS_AT_ONCE["cpu"] + 1
    box, records = np.array(Concave.box), jnp.zeros((5, STEPS_AT_A_TIME, theta0.shape[1]))
    rows, _ = advance(Concave(), optimizer, rows, box, None, 3, count, records)
    moved = (np.array(rows.theta) != before).all(axis=0)
    assert moved[: 2 * RUNS_AT_ONCE["cpu"]].all()
    assert not moved[2 * RUNS_AT_ONCE["cpu"] :].any()
