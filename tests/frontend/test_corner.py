import pytest

pytestmark = pytest.mark.browser

CORNER = """
const { Corner } = await import("/corner.js");
const place = "position: fixed; left: 30px; top: 20px; width: 400px; height: 300px";
document.body.innerHTML = `<div style="${place}"></div>`;
const style = document.createElement("style");
style.textContent = await (await fetch("/touch.css")).text();
document.head.append(style);
globalThis.told = [];
const area = document.body.firstChild;
globalThis.corner = new Corner(area, (name, value) => told.push([name, value]));
corner.setKnob(given.knob, "Corner");
corner.place(given.low, given.high);
"""
KNOB = {"name": "alpha", "value": 1, "low": 0.05, "high": 20, "scale": "log"}
# Upwards from (200, 250) to (200, 50), the upper end being half as far away.
LOW, HIGH = [400, 500, 2], [200, 50, 1]
PLACE = """
const { a, b, c, d, e, f } = new DOMMatrix(getComputedStyle(corner.element).transform);
return [e, f];
"""


def pixel(alpha, low=LOW, high=HIGH):
    """By hand: where the corner is for a weight."""
    rise = alpha / (1 + alpha)
    x, y, w = (a + rise * (b - a) for a, b in zip(low, high, strict=True))
    return [x / w, y / w]


@pytest.fixture
def show(evaluate):
    def show(low=LOW, high=HIGH, **knob):
        evaluate(CORNER, {"knob": KNOB | knob, "low": low, "high": high})

    return show


@pytest.mark.parametrize("alpha", [0.05, 1, 4, 20])
def test_the_handle_lies_on_the_corner(alpha, show, evaluate):
    show(value=alpha)
    assert evaluate(PLACE) == pytest.approx(pixel(alpha), abs=1e-3)


def test_the_handle_is_read_aloud(show, evaluate):
    show()
    names = ["role", "aria-label", "aria-valuenow", "aria-valuemin", "aria-valuemax"]
    script = "return given.map((name) => corner.element.getAttribute(name));"
    assert evaluate(script, names) == ["slider", "Corner", "1", "0.05", "20"]


@pytest.mark.parametrize("alpha", [0.2, 1, 5])
@pytest.mark.parametrize("high", [HIGH, [290, 80, 1]], ids=["upright", "slanted"])
def test_dragged_to_where_a_weight_has_it_the_corner_tells_that_weight(
    alpha, high, show, mouse, evaluate
):
    show(high=high, value=2)
    x, y = pixel(2, high=high)
    mouse("move", 30 + x + 2, 20 + y + 2)
    mouse("down")
    x, y = pixel(alpha, high=high)
    mouse("move", 30 + x, 20 + y, steps=3)
    mouse("up")
    name, value = evaluate("return told.at(-1);")
    assert name == "alpha"
    assert value == pytest.approx(alpha, rel=0.02)
    assert evaluate(PLACE) == pytest.approx(pixel(value, high=high), abs=1e-3)


@pytest.mark.parametrize(("down", "end"), [(-400, 20), (400, 0.05)])
def test_beyond_the_ends_of_the_way_the_weight_stays_in_its_range(
    down, end, show, mouse, evaluate
):
    show()
    x, y = pixel(1)
    mouse("move", 30 + x + 2, 20 + y + 2)
    mouse("down")
    mouse("move", 30 + x, 20 + y + down, steps=3)
    mouse("up")
    assert evaluate("return told.at(-1);") == ["alpha", end]


def test_what_the_server_says_does_not_move_what_a_hand_holds(show, mouse, evaluate):
    show()
    x, y = pixel(1)
    mouse("move", 30 + x + 2, 20 + y + 2)
    mouse("down")
    mouse("move", 30 + x, 20 + y - 30, steps=2)
    held = evaluate("return corner.value;")
    evaluate("corner.setKnob(given, 'Corner')", KNOB | {"value": 7})
    assert evaluate("return corner.value;") == held != 7
    mouse("up")
    evaluate("corner.setKnob(given, 'Corner', true)", KNOB | {"value": 7})
    assert evaluate("return corner.value;") == held
    evaluate("corner.setKnob(given, 'Corner', false)", KNOB | {"value": 7})
    assert evaluate("return corner.value;") == 7


def test_arrow_keys_take_the_steps_of_the_slider(show, evaluate):
    show()
    script = """
    for (const [key, shiftKey] of given) {
      const how = { key, shiftKey, cancelable: true };
      corner.element.dispatchEvent(new KeyboardEvent("keydown", how));
    }
    return told.splice(0).map(([, value]) => value);
    """
    step = 400 ** (1 / 200)
    found = evaluate(script, [["ArrowUp", False], ["ArrowDown", False], ["ArrowUp", True]])
    assert found == pytest.approx([step, 1, step**10], rel=0.005)
    assert evaluate(script, [["a", False]]) == []


def test_where_the_way_is_short_or_the_weight_is_hidden_there_is_no_handle(show, evaluate):
    seen = "return corner.element.style.visibility !== 'hidden' && !corner.element.hidden;"
    show()
    assert evaluate(seen)
    show(high=[210, 220, 1])
    assert not evaluate(seen)
    show()
    evaluate("corner.setKnob(null, 'Corner'); corner.place(given, given);", LOW)
    assert not evaluate(seen)
