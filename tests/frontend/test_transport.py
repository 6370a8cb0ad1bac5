import pytest

from ui import assets

pytestmark = pytest.mark.browser

# The real markup, with a plot's slider, a menu and a tab beside it.
TRANSPORT = """
const { Transport } = await import("/transport.js");
const { Clock } = await import("/clock.js");
document.body.innerHTML = given;
globalThis.root = document.querySelector("[data-testid=loss-player]");
root.querySelector(".panels").innerHTML =
  '<input type="range" id="slider"><select id="menu"></select><button id="tab"></button>';
globalThis.clock = new Clock(100);
globalThis.changes = 0;
globalThis.transport = new Transport(root, clock, () => { changes++; transport.show(); });
globalThis.find = (name) => root.querySelector(`[data-control=${name}]`);
transport.setWords(new Proxy({}, { get: (_, name) => `to ${name}` }));
transport.show();
"""
PRESS = """
const { key, from, at, halves, modifiers } = given;
clock.halves = halves;
clock.goTo(at);
changes = 0;
const how = { key, bubbles: true, cancelable: true, ...modifiers };
const event = new KeyboardEvent("keydown", how);
(from ? document.querySelector(from) : root).dispatchEvent(event);
return [clock.position, clock.playing, event.defaultPrevented, changes];
"""


@pytest.fixture
def show(evaluate):
    evaluate(TRANSPORT, assets.text("player.html"))


@pytest.fixture
def press(show, evaluate):
    """Presses a key: where the clock is then, whether it plays, and who took the key."""

    def press(key, source="", at=40, halves=False, **modifiers):
        given = {"key": key, "from": source, "at": at, "halves": halves}
        return evaluate(PRESS, {**given, "modifiers": modifiers})

    return press


@pytest.mark.parametrize(
    ("key", "shift", "expected"),
    [
        ("ArrowLeft", False, 39),
        ("ArrowRight", False, 41),
        ("ArrowLeft", True, 30),
        ("ArrowRight", True, 50),
        ("Home", False, 0),
        ("End", False, 100),
        ("r", False, 0),
    ],
)
def test_keys_move_the_clock(key, shift, expected, press):
    for source in ("", "[data-control=scrub]", "#tab"):
        assert press(key, source, shiftKey=shift) == [expected, False, True, 1]


def test_the_space_key_plays_and_pauses(press, evaluate):
    for source in ("", "#slider", "[data-control=scrub]", "[data-control=play]"):
        assert press(" ", source) == [40, True, True, 1]
    evaluate("clock.goTo(40); clock.toggle();")
    again = "new KeyboardEvent('keydown', { key: ' ' })"
    assert not evaluate(f"root.dispatchEvent({again}); return clock.playing;")


def test_full_stop_and_comma_go_half_a_step_where_there_are_halves(press):
    assert press(".", halves=True) == [40.5, False, True, 1]
    assert press(".", at=40.5, halves=True) == [41, False, True, 1]
    assert press(",", halves=True) == [39.5, False, True, 1]


def test_without_halves_full_stop_and_comma_disturb_nothing(press, evaluate):
    for key in ".,":
        position, playing, *_ = press(key)
        assert (position, playing) == (40, False)
        script = """
        clock.toggle();
        root.dispatchEvent(new KeyboardEvent("keydown", { key: given }));
        return clock.playing;
        """
        assert evaluate(script, key)


@pytest.mark.parametrize("held", ["ctrlKey", "metaKey", "altKey"])
def test_keys_of_the_browser_stay_with_it(held, press):
    for key in (" ", "ArrowLeft", "ArrowRight", "Home", "End", "r"):
        assert press(key, **{held: True}) == [40, False, False, 0], key


@pytest.mark.parametrize(
    ("source", "keys"),
    [
        ("#slider", ["ArrowLeft", "ArrowRight", "Home", "End", "r", "."]),
        ("#menu", [" ", "ArrowLeft", "ArrowRight", "Home", "End", "r", "Escape"]),
        ("#tab", [" ", "Enter"]),
        ("[data-control=last]", [" ", "Enter"]),
        ("[data-control=play]", ["Enter"]),
        ("", ["Enter", "a", "ArrowUp", "PageDown"]),
    ],
)
def test_keys_that_mean_something_else_where_they_are_pressed_stay_there(
    source, keys, press
):
    for key in keys:
        assert press(key, source, halves=True) == [40, False, False, 0], key


def test_escape_lets_go_of_the_player(show, evaluate):
    script = """
    const focus = [];
    for (const element of [root, find("scrub"), find("play")]) {
      element.focus();
      focus.push(document.activeElement === element);
      element.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
      focus.push(document.activeElement === document.body);
    }
    return focus;
    """
    assert evaluate(script) == [True] * 6


@pytest.mark.parametrize(
    ("name", "expected"),
    [("first", 0), ("back", 39), ("forward", 41), ("half", 40.5), ("last", 100)],
)
def test_buttons_move_the_clock(name, expected, show, evaluate):
    script = """
    clock.halves = true;
    clock.goTo(40);
    changes = 0;
    find(given).click();
    return [clock.position, clock.playing, changes];
    """
    assert evaluate(script, name) == [expected, False, 1]


def test_the_speed_goes_round(show, evaluate):
    script = """
    const speeds = [[clock.speed, find("speed").textContent]];
    for (let k = 0; k < 5; k++) {
      find("speed").click();
      speeds.push([clock.speed, find("speed").textContent]);
    }
    return speeds;
    """
    expected = [[speed, f"×{speed}"] for speed in (1, 2, 4, 0.25, 0.5, 1)]
    assert evaluate(script) == expected


def test_the_scrubber_goes_where_it_is_put_and_is_read_aloud(show, evaluate):
    script = """
    const scrub = find("scrub");
    clock.toggle();
    scrub.value = 73;
    scrub.dispatchEvent(new Event("input"));
    const { position, playing } = clock;
    return [position, playing, scrub.max, scrub.getAttribute("aria-valuetext"),
      scrub.getAttribute("aria-label")];
    """
    assert evaluate(script) == [73, False, "100", "73 / 100", "to scrub"]


def test_the_counter_says_when_only_half_a_step_was_made(show, evaluate):
    script = """
    clock.halves = true;
    return [40, 40.5, 100].flatMap((position) => {
      clock.goTo(position);
      transport.show();
      return [find("counter").textContent, find("counter").title];
    });
    """
    expected = ["40 / 100", "", "40½ / 100", "to phase_theta", "100 / 100", ""]
    assert evaluate(script) == expected


@pytest.mark.parametrize("halves", [False, True])
def test_the_button_for_half_a_step_is_there_only_where_there_are_some(
    halves, show, evaluate
):
    script = "clock.halves = given; transport.show(); return find('half').hidden;"
    assert evaluate(script, halves) == (not halves)


def test_the_button_that_plays_says_what_it_would_do(show, evaluate):
    script = """
    const play = find("play");
    const said = () => [play.getAttribute("aria-label"), play.title, play.innerHTML];
    const states = [said()];
    for (let k = 0; k < 2; k++) { play.click(); states.push(said()); }
    return states;
    """
    before, during, after = evaluate(script)
    assert before[:2] == after[:2] == ["to play", "to play"]
    assert during[:2] == ["to pause", "to pause"]
    assert before[2] == after[2] != during[2]


def test_the_button_that_plays_is_left_alone_from_frame_to_frame(show, evaluate):
    # What is replaced between press and release is not clicked.
    script = """
    const icon = find("play").firstElementChild;
    for (const frame of [3, 4]) { clock.goTo(frame); transport.show(); }
    return icon === find("play").firstElementChild;
    """
    assert evaluate(script)


def test_words_that_come_while_it_plays_leave_the_button_as_it_is(show, evaluate):
    label = evaluate(
        """find("play").click();
        transport.setWords(new Proxy({}, { get: (_, name) => `to ${name}` }));
        transport.show();
        return find("play").getAttribute("aria-label");"""
    )
    assert label == "to pause"


def test_a_half_step_is_read_aloud(show, evaluate):
    script = "clock.halves = true; clock.goTo(40.5); transport.show();"
    script += 'return find("scrub").getAttribute("aria-valuetext");'
    assert evaluate(script) == "40½ / 100"


@pytest.mark.parametrize(("key", "expected"), [("ArrowLeft", 40), ("ArrowRight", 41)])
def test_from_a_half_step_the_next_whole_one_is_half_a_step_away(key, expected, press):
    assert press(key, at=40.5, halves=True)[0] == expected


def test_r_goes_to_the_start_with_caps_lock_too(press):
    assert press("R")[0] == 0
