import pytest

pytestmark = pytest.mark.browser

# What a clock of 100 steps is like after each of some actions.
CLOCK = """
const { Clock, STEPS_PER_SECOND } = await import("/clock.js");
const clock = new Clock(100);
const seen = [];
for (const [name, ...values] of given) {
  if (typeof clock[name] === "function") clock[name](...values);
  else clock[name] = values[0];
  const { frame, steps, playing, position, halfway } = clock;
  seen.push({ frame, steps, playing, position, halfway });
}
return [STEPS_PER_SECOND, ...seen];
"""


@pytest.fixture
def after(evaluate):
    """Attributes of a clock after some actions."""

    def after(actions, *names):
        rate, *seen = evaluate(CLOCK, actions)
        assert rate == 60
        return [seen[-1][name] for name in names]

    return after


@pytest.mark.parametrize(
    ("actions", "expected"),
    [
        ([["pause"]], [100, 100, False]),
        ([["toggle"]], [0, 100, True]),
        ([["goTo", 40], ["toggle"]], [40, 100, True]),
        ([["goTo", 40], ["toggle"], ["toggle"]], [40, 100, False]),
        ([["goTo", -5]], [0, 100, False]),
        ([["goTo", 500]], [100, 100, False]),
        ([["goTo", 2.6]], [3, 100, False]),
        ([["toggle"], ["goTo", 50]], [50, 100, False]),
        ([["toggle"], ["advance", 0.5]], [30, 100, True]),
        ([["toggle"], ["advance", 0.01], ["advance", 0.01]], [1, 100, True]),
        ([["toggle"], ["speed", 0.25], ["advance", 1]], [15, 100, True]),
        ([["toggle"], ["speed", 4], ["advance", 0.25]], [60, 100, True]),
        ([["toggle"], ["advance", 99]], [100, 100, False]),
        ([["toggle"], ["advance", 99], ["toggle"]], [0, 100, True]),
        ([["goTo", 10], ["advance", 1]], [10, 100, False]),
        ([["setSteps", 400]], [400, 400, False]),
        ([["setSteps", 50]], [50, 50, False]),
        ([["goTo", 30], ["setSteps", 400]], [30, 400, False]),
        ([["goTo", 30], ["setSteps", 20]], [20, 20, False]),
        ([["toggle"], ["advance", 0.5], ["setSteps", 400]], [30, 400, True]),
        (
            [["toggle"], ["advance", 0.5], ["setSteps", 20], ["setSteps", 400]],
            [20, 400, True],
        ),
        ([["setSteps", 0], ["toggle"]], [0, 0, True]),
        ([["setSteps", 0], ["toggle"], ["advance", 0.1]], [0, 0, False]),
    ],
    ids=str,
)
def test_the_clock_shows_the_step_that_was_asked_for(actions, expected, after):
    assert after(actions, "frame", "steps", "playing") == expected


@pytest.mark.parametrize("halves", [False, True])
def test_a_clock_stops_at_halves_only_where_there_are_some(halves, after):
    unit = 0.5 if halves else 1
    for asked in (0, 2, 2.2, 2.3, 2.5, 2.7, 2.8, 99.6, 99.9, 140, -0.4):
        # Of two that are equally near, the later one.
        nearest = unit * ((asked / unit + 0.5) // 1)
        expected = min(100, max(0, nearest))
        actions = [["halves", halves], ["goTo", asked]]
        found = after(actions, "position", "frame", "halfway")
        assert found == [expected, expected // 1, expected % 1 == 0.5], asked


HALF = [["halves", True], ["goTo", 2.5]]


@pytest.mark.parametrize(
    ("actions", "position", "halfway"),
    [
        ([["toggle"]], 2.5, False),
        ([["toggle"], ["advance", 0.05]], 5.5, False),
        ([["toggle"], ["pause"]], 2, False),
        ([["toggle"], ["advance", 0.05], ["pause"]], 5, False),
        ([["toggle"], ["advance", 0.05], ["goTo", 4.5]], 4.5, True),
        ([["pause"]], 2.5, True),
        ([["setSteps", 400]], 2.5, True),
        ([["setSteps", 3]], 2.5, True),
        ([["setSteps", 2]], 2, False),
        ([["toggle"], ["setSteps", 400]], 2.5, False),
        ([["halves", False], ["setSteps", 100]], 2, False),
        ([["goTo", 99.5], ["setSteps", 400]], 99.5, True),
        ([["goTo", 99.5], ["toggle"], ["advance", 1]], 100, False),
        ([["goTo", 99.5], ["toggle"], ["advance", 1], ["setSteps", 7]], 7, False),
    ],
    ids=str,
)
def test_half_a_step_lasts_until_the_clock_plays(actions, position, halfway, after):
    assert after(HALF + actions, "position", "halfway") == [position, halfway]
