import pytest

pytestmark = pytest.mark.browser

# Where a clock of 100 steps is after each frame, frames being 50 ms apart.
FRAMES = """
const { Clock } = await import("/clock.js");
const { Ticker } = await import("/ticker.js");
let [time, next] = [1000, undefined];
performance.now = () => time;
window.requestAnimationFrame = (frame) => (next = frame);
const clock = new Clock(100);
const root = document.body.appendChild(document.createElement("div"));
const seen = [];
const ticker = new Ticker(clock, root, () => seen.push(clock.position), given.rate);
const began = [ticker.start()];
clock.goTo(given.from);
clock.toggle();
began.push(ticker.start(), ticker.start());
for (let k = 0; k < 8 && next; k++) {
  const frame = next;
  next = undefined;
  if (k === given.leaves) root.remove();
  frame((time += 50));
}
return { began, seen };
"""


@pytest.fixture
def frames(evaluate):
    def frames(rate=1, start=90, leaves=-1):
        return evaluate(FRAMES, {"rate": rate, "from": start, "leaves": leaves})

    return frames


def test_a_clock_that_plays_moves_by_the_time_between_frames_up_to_its_end(frames):
    assert frames() == {"began": [False, True, False], "seen": [93, 96, 99, 100]}


def test_a_rate_makes_it_slower(frames):
    assert frames(rate=0.5, start=97)["seen"] == [98.5, 100]


def test_it_stops_when_what_it_paints_has_left_the_page(frames):
    assert frames(leaves=1)["seen"] == [93, 96]
