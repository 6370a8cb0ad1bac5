import zlib

import numpy as np
import pytest

from exports.coding import deflated, differences, frames, planes
from tests.oracles.twin import NOTHING, at_all_steps, undone, unplaned

NUMBERS = np.random.default_rng(0)


@pytest.mark.parametrize("quantum", [1, 8, 16])
def test_wholes_come_back_within_half_a_quantum(quantum):
    wholes = NUMBERS.integers(0, NOTHING + 1, (3, 5, 40)).astype(np.uint16)
    wholes[0, 0, :3] = NOTHING, NOTHING - 1, 0
    codes = undone(differences(wholes, quantum))
    back = at_all_steps(codes, np.arange(40), quantum)
    lost = wholes == NOTHING
    np.testing.assert_array_equal(back == NOTHING, lost)
    assert np.abs(back - wholes.astype(int))[~lost].max() <= quantum / 2


def test_runs_at_rest_and_what_all_values_share_are_zeros():
    wholes = np.full((4, 3, 20), 30_000, np.uint16)
    found = differences(wholes, 1)
    assert np.count_nonzero(found) == np.count_nonzero(found[0, :, :2])


@pytest.mark.parametrize(
    ("steps", "most"), [(400, 400), (400, 100), (5000, 280), (1, 100), (0, 5)]
)
def test_frames_begin_at_the_start_end_at_the_end_and_are_evenly_many(steps, most):
    kept = frames(steps, most)
    assert kept[0] == 0
    assert kept[-1] == steps
    assert (np.diff(kept) > 0).all()
    assert len(kept) <= most + 26
    if steps > 24:
        assert np.diff(kept).max() == -(-steps // most)
        assert set(range(24)) <= set(kept)


@pytest.mark.parametrize("kind", ["<f4", "<u2", "u1"])
def test_planes_are_the_bytes_of_all_numbers_one_after_another(kind):
    array = NUMBERS.integers(0, 200, (3, 7)).astype(kind)
    np.testing.assert_array_equal(unplaned(planes(array), kind).reshape(3, 7), array)
    assert planes(np.array([0x0102, 0x0304], "u2")) == bytes([2, 4, 1, 3])


def test_what_is_deflated_is_inflated():
    data = NUMBERS.bytes(1000) + bytes(5000)
    assert zlib.decompress(deflated(data)) == data
    assert len(deflated(data)) < 1100
