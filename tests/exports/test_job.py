import gc

import pytest

from exports import job as module
from exports.animation import animation
from exports.job import Job
from exports.pictures import picture
from tests.exports.pixels import SEVEN

SIZE = (320, 240)


@pytest.mark.parametrize(("kind", "make"), [("gif", animation), ("png", picture)])
def test_piece_by_piece_it_makes_the_same_file(state, kind, make):
    job = Job(state(SEVEN), SIZE, kind)
    shares = []
    while job.is_under_way:
        job.go_on(0.0)
        shares.append(job.share)
    assert job.file == make(state(SEVEN), SIZE, kind)
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0.0, 1.0)


def test_it_works_about_as_long_as_it_was_told_to(state):
    job = Job(state("fig=mdmm-concave"), SIZE, "gif")
    job.go_on(0.0)
    assert job.is_under_way
    job.go_on(60.0)
    assert not job.is_under_way


def test_given_up_it_does_nothing_more(state):
    job = Job(state(SEVEN), SIZE, "gif")
    job.go_on(0.0)
    job.give_up()
    job.go_on(60.0)
    assert (job.file, job.is_under_way, job.is_given_up) == (None, False, True)


def test_of_too_many_the_one_that_is_under_way_for_longest_is_given_up(state, monkeypatch):
    monkeypatch.setattr(module, "MOST_UNDER_WAY", 3)
    gc.collect()
    monkeypatch.setattr(module, "_under_way", [])
    first, second, third = (Job(state(SEVEN), SIZE, "gif") for _ in range(3))
    second.go_on(60.0)
    fourth = Job(state(SEVEN), SIZE, "gif")
    # One of the three was finished already.
    assert first.is_under_way
    Job(state(SEVEN), SIZE, "gif")
    assert first.is_given_up
    assert second.file
    assert third.is_under_way
    assert fourth.is_under_way


@pytest.mark.parametrize("kind", ["exe", "", "../gif"])
def test_a_kind_that_there_is_not_is_refused_at_once(state, kind):
    with pytest.raises(ValueError, match="`kind` should be one of"):
        Job(state(SEVEN), SIZE, kind)
