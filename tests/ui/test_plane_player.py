import numpy as np

from ui.plane_player import paths


def test_a_browser_gets_each_iterate_of_a_short_run():
    losses = np.array([[[1.5, 1.23456], [0.5, 1.2]], [[2.0, 0.5], [1.0, 0.0]]])
    assert paths(losses) == [[[1.5, 1.2346], [0.5, 1.2]], [[2, 0.5], [1, 0]]]


def test_what_is_not_over_the_plane_is_left_out():
    losses = np.array([[[1.0, 2.5], [1.0, 1.5], [np.nan, np.nan], [np.inf, 1.0]]])
    assert paths(losses) == [[None, [1, 1.5], None, None]]


def test_of_a_long_run_a_browser_gets_a_thousand_steps_as_far_apart():
    steps = np.linspace(0, 2, 5001)
    ((*found,),) = paths(np.stack([steps, 2 - steps], axis=1)[None])
    assert len(found) == 1001
    np.testing.assert_allclose(
        [loss for loss, _ in found], np.linspace(0, 2, 1001), atol=6e-5
    )
