from collections import deque

import numpy as np
import pytest

import result_memory
from optimizers.mdmm import MDMM
from result_memory import LEAST_BYTES, give_up, keep_none, room
from simulation import simulate
from toy_problems.concave import Concave

LARGE = LEAST_BYTES // 8


def address(array):
    return array.__array_interface__["data"][0]


@pytest.fixture(autouse=True)
def kept(monkeypatch):
    """What is kept, of this test alone."""
    kept = deque(maxlen=1)
    monkeypatch.setattr(result_memory, "_kept", kept)
    return kept


def test_what_nobody_has_any_more_is_had_again():
    first = room((3, LARGE), float)
    first[:] = 1
    place = address(first)
    del first
    assert address(room((3, LARGE), float)) == place


@pytest.mark.parametrize(
    "of",
    [
        lambda whole: whole[1:, ::2].T,
        lambda whole: whole[0].reshape(2, -1)[1],
        lambda whole: memoryview(whole),
        lambda whole: whole.view(np.int64)[:1],
    ],
)
def test_what_somebody_has_is_nobody_elses(of):
    whole = room((3, LARGE), float)
    whole[:] = 1
    part = of(whole)
    place = address(whole)
    del whole
    others = [room((3, LARGE), float) for _ in range(3)]
    for one in others:
        one[:] = 2
    assert (np.asarray(part) != 2).all()
    assert place not in [address(one) for one in others]
    del part
    assert address(room((3, LARGE), float)) == place


def test_what_is_kept_is_one_result_and_is_given_up_for_one_of_another_size(kept):
    several = [room((n, LARGE), float) for n in (1, 2, 3)]
    del several
    assert len(kept) == 1
    room((4, LARGE - 1), float)[:] = 0
    assert [block.nbytes for block in kept] == [32 * (LARGE - 1)]


@pytest.mark.parametrize("shape", [(0,), (3, 0), (LARGE - 1,)])
def test_a_small_one_is_not_kept(kept, shape):
    assert room(shape, float).shape == shape
    assert not kept


@pytest.mark.parametrize("stop", [give_up, keep_none])
def test_a_process_can_give_up_what_is_kept(stop):
    room((3, LARGE), float)[:] = 1
    stop()
    assert not result_memory._kept


def test_a_process_can_keep_none():
    before = room((3, LARGE), float)
    keep_none()
    del before
    room((3, LARGE), float)[:] = 1
    assert not result_memory._kept


def test_a_result_stays_what_it_is_while_others_come_and_go():
    theta0 = np.full((1200, 2), 0.7)
    asked = Concave(), MDMM(epsilon=0.5), theta0, 100
    kept = simulate(*asked).losses[:, -1]
    before = kept.copy()
    for epsilon in (0.2, 0.9):
        simulate(Concave(), MDMM(epsilon=epsilon), theta0, 100)
    np.testing.assert_array_equal(kept, before)
    np.testing.assert_array_equal(simulate(*asked).losses[:, -1], before)
