import pytest

pytestmark = pytest.mark.browser

# What a clock of 100 steps does at each of some cues.
CUES = """
const { Clock } = await import("/clock.js");
const { followCue } = await import("/cue.js");
matchMedia = () => ({ matches: given.isStill });
const clock = new Clock(100);
clock.goTo(40);
return given.cues.map(([count, plays, speed]) => {
  followCue(clock, { count, plays, speed });
  return [clock.frame, clock.playing, clock.speed];
});
"""


@pytest.fixture
def after(evaluate):
    return lambda *cues, is_still=False: evaluate(CUES, {"cues": cues, "isStill": is_still})


def test_before_the_first_cue_all_stays_as_it_is(after):
    assert after([0, False, 2]) == [[40, False, 1]]


def test_a_cue_plays_from_the_start_or_stands_at_the_end(after):
    assert after([1, True, 2], [2, False, 4]) == [[0, True, 2], [100, False, 4]]


def test_a_cue_is_followed_but_once(after):
    assert after([1, False, 2], [1, True, 4]) == 2 * [[100, False, 2]]


def test_nothing_moves_for_whoever_does_not_want_it(after):
    assert after([1, True, 2], is_still=True) == [[100, False, 2]]
