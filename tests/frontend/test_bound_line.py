import pytest

pytestmark = pytest.mark.browser

LINE = """
const { BoundLine } = await import("/bound_line.js");
globalThis.told = [];
globalThis.line = new BoundLine(plot, (name, value) => told.push([name, value]));
line.setBound(given, "Bound ε");
"""
BOUND = {"name": "epsilon", "value": 0.7, "low": 0, "high": 1.3}
STATE = """
const { element } = line;
return ["aria-valuenow", "aria-valuemin", "aria-valuemax", "aria-label"].map((name) =>
  element.getAttribute(name));
"""


@pytest.fixture
def plot(loss_plot, evaluate):
    """A plot with a line at the bound."""
    plot = loss_plot([[[1, 1]]])
    evaluate(LINE, BOUND)
    return plot


@pytest.fixture
def press(evaluate):
    """Presses keys on the line; returns what was told."""

    def press(*keys, **modifiers):
        script = """
        for (const key of given.keys) {
          line.element.dispatchEvent(
            new KeyboardEvent("keydown", { key, cancelable: true, ...given.modifiers }));
        }
        return told.splice(0);
        """
        return evaluate(script, {"keys": keys, "modifiers": modifiers})

    return press


def test_the_line_lies_where_the_bound_is(plot, evaluate):
    box = evaluate(
        """const { left, right, top, bottom } = line.element.getBoundingClientRect();
        return [left, right, (top + bottom) / 2];"""
    )
    left, middle = plot.window(plot.place["x"][0], 0.7)
    right, _ = plot.window(plot.place["x"][1], 0.7)
    assert box == pytest.approx([left, right, middle], abs=0.01)


def test_the_line_is_read_aloud(plot, evaluate):
    assert evaluate(STATE) == ["0.7", "0", "1.3", "Bound ε"]


@pytest.mark.parametrize(
    ("key", "shift", "expected"),
    [
        ("ArrowUp", False, 0.71),
        ("ArrowRight", False, 0.71),
        ("ArrowDown", False, 0.69),
        ("ArrowLeft", False, 0.69),
        ("ArrowUp", True, 0.8),
        ("ArrowDown", True, 0.6),
    ],
)
def test_arrow_keys_move_the_bound(key, shift, expected, plot, press, evaluate):
    assert press(key, shiftKey=shift) == [["epsilon", expected]]
    assert evaluate(STATE)[0] == str(expected)


def test_each_key_goes_on_from_the_one_before(plot, press):
    told = press("ArrowUp", "ArrowUp", "ArrowDown", "ArrowDown", "ArrowDown")
    assert [value for _, value in told] == [0.71, 0.72, 0.71, 0.7, 0.69]


@pytest.mark.parametrize(("key", "end"), [("ArrowUp", 1.3), ("ArrowDown", 0)])
def test_the_bound_ends_at_the_ends_of_its_slider(key, end, plot, press, evaluate):
    told = press(*[key] * 20, shiftKey=True)
    assert told[-1] == ["epsilon", end]
    assert len(told) == round(abs(end - 0.7) / 0.1)
    assert evaluate(STATE)[0] == str(end)


@pytest.mark.parametrize("held", ["ctrlKey", "metaKey", "altKey"])
def test_keys_of_the_browser_stay_with_it(held, plot, press):
    assert press("ArrowUp", **{held: True}) == []
    assert press("PageUp", "a") == []


def test_the_line_follows_the_mouse_until_it_is_let_go(plot, mouse, evaluate):
    mouse("move", *plot.window(0.6, 0.7))
    mouse("down")
    mouse("move", *plot.window(1.0, 1.1))
    assert evaluate("return told.splice(0);") == [["epsilon", 1.1]]
    assert evaluate("return plot.area.classList.contains('bound-dragged');")
    assert evaluate("return line.element.textContent;") == "ε = 1.1"
    mouse("move", *plot.window(3, 0.3))
    assert evaluate("return told.splice(0);") == [["epsilon", 0.3]]
    mouse("move", *plot.window(0.5, 2.4))
    assert evaluate("return told.splice(0);") == [["epsilon", 1.3]]
    mouse("up")
    mouse("move", *plot.window(0.5, 0.5))
    assert evaluate("return told;") == []
    assert not evaluate("return plot.area.classList.contains('bound-dragged');")


def test_what_is_dragged_is_newer_than_what_the_server_says(plot, mouse, evaluate):
    mouse("move", *plot.window(0.6, 0.7))
    mouse("down")
    mouse("move", *plot.window(0.6, 1.1))
    later = {**BOUND, "value": 0.9}
    evaluate("line.setBound(given, '');", later)
    assert evaluate(STATE)[0] == "1.1"
    mouse("up")
    evaluate("line.setBound(given, '');", later)
    assert evaluate(STATE)[0] == "0.9"


def test_the_right_button_moves_nothing(plot, mouse, evaluate):
    mouse("move", *plot.window(0.6, 0.7))
    mouse("down", button="right")
    mouse("move", *plot.window(0.6, 1.1))
    mouse("up", button="right")
    assert evaluate("return told;") == []


def test_nothing_that_plotly_listens_to_gets_past_the_line(plot, mouse, evaluate):
    evaluate(
        """globalThis.heard = [];
        for (const name of ["mousedown", "dblclick", "pointerdown", "click"])
          plot.area.addEventListener(name, () => heard.push(name));"""
    )
    mouse("dblclick", *plot.window(0.6, 0.7))
    assert set(evaluate("return heard;")) == {"click"}


def test_without_a_bound_there_is_no_line(plot, evaluate):
    shown = "return line.element.checkVisibility({ visibilityProperty: true });"
    assert evaluate(shown)
    evaluate("line.setBound(null, '');")
    assert not evaluate(shown)
    evaluate("line.setBound(given, '');", BOUND)
    assert evaluate(shown)


def test_a_line_that_a_zoom_has_left_outside_is_not_seen(plot, evaluate):
    evaluate("plot.runs.place.y = [0.8, 1.2]; line.place();")
    assert evaluate("return line.element.style.visibility;") == "hidden"


def test_an_answer_to_an_older_change_takes_nothing_back(plot, press, evaluate):
    press("ArrowUp", "ArrowUp")
    evaluate("line.setBound({ ...given, value: 0.71 }, '', true);", BOUND)
    assert press("ArrowUp") == [["epsilon", 0.73]]
    evaluate("line.setBound({ ...given, value: 0.6 }, '', false);", BOUND)
    assert press("ArrowUp") == [["epsilon", 0.61]]


VALUES = [0, 0.2, 0.45, 0.7, 0.9, 1.1, 1.3]


@pytest.mark.parametrize(
    ("key", "shift", "expected"),
    [("ArrowUp", False, 0.9), ("ArrowDown", False, 0.45), ("ArrowUp", True, 1.3)],
)
def test_where_there_are_only_some_values_a_key_leads_to_the_next(
    key, shift, expected, plot, press, evaluate
):
    evaluate("line.setBound(given, 'Bound ε');", BOUND | {"values": VALUES})
    assert press(key, shiftKey=shift) == [["epsilon", expected]]


def test_where_there_are_only_some_values_the_hand_finds_the_nearest(plot, mouse, evaluate):
    evaluate("line.setBound(given, 'Bound ε');", BOUND | {"values": VALUES})
    across, down = plot.window(1, 0.7)
    mouse("move", across, down)
    mouse("down")
    mouse("move", *plot.window(1, 0.78))
    mouse("move", *plot.window(1, 0.97))
    mouse("move", *plot.window(1, 0.52))
    mouse("up")
    assert evaluate("return told.splice(0);") == [["epsilon", 0.9], ["epsilon", 0.45]]
    assert evaluate(STATE)[0] == "0.45"
