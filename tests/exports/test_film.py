import numpy as np
import pytest

from exports.film import Film, milliseconds, steps_shown
from exports.scene import scene
from tests.exports.pixels import SEVEN


@pytest.mark.parametrize("until", [0, 1, 50, 99, 100, 200, 526, 5000])
def test_frames_are_a_hundred_at_most_and_go_from_the_first_step_to_the_last(until):
    steps = np.array(steps_shown(until))
    assert (steps[0], steps[-1], len(steps)) == (0, until, min(until + 1, 100))
    strides = np.diff(steps)
    assert (strides > 0).all()
    # The first steps are the fastest, so that nothing of them is left out.
    if until <= 600:
        assert (strides[:3] <= 2).all()


def test_a_frame_is_seen_for_hundredths_of_a_second():
    seen = [milliseconds(frames) for frames in (1, 4, 20, 33, 100)]
    assert seen == [200, 200, 100, 60, 60]


def test_step_by_step_it_comes_to_what_is_drawn_at_once(state):
    # Trails of few runs hide what is below, so that it does not matter where they are cut.
    shown = scene(state("fig=mdmm-concave"))
    film = Film(shown, (400, 400))
    for step in steps_shown(shown.until):
        last = film.frame(step)
    whole = Film(shown, (400, 400)).frame(shown.until)
    apart = np.abs(np.asarray(last).astype(int) - np.asarray(whole)).max(axis=-1)
    # But at smooth edges, which are drawn twice.
    assert (apart > 64).mean() < 0.01


def test_it_does_not_go_backwards(state):
    film = Film(scene(state(SEVEN)), (400, 400))
    film.frame(2)
    with pytest.raises(ValueError, match=r"`step` should be at least 2. Found 1."):
        film.frame(1)
