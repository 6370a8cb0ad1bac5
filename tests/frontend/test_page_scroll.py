import pytest

pytestmark = pytest.mark.browser

AREA = """
const { letPageScroll } = await import("/page_scroll.js");
document.body.innerHTML =
  '<div id="area"><canvas></canvas><b class="handle"></b></div><p></p>';
globalThis.area = document.querySelector("#area");
globalThis.factors = [];
globalThis.ended = new AbortController();
letPageScroll(area, (factor) => factors.push(factor), ended.signal);
globalThis.reached = [];
for (const target of area.children) {
  for (const name of ["touchstart", "touchmove"]) {
    target.addEventListener(name, () => reached.push(name));
  }
}
globalThis.touch = (css, ...places) => {
  const target = document.querySelector(css);
  const names = places.map((_, at) => (at ? "touchmove" : "touchstart"));
  [...names, "touchend"].forEach((name, at) => {
    const [clientX, clientY] = places[at] ?? places.at(-1);
    const one = new Touch({ identifier: 1, target, clientX, clientY });
    const how = { changedTouches: [one], bubbles: true, composed: true };
    target.dispatchEvent(new TouchEvent(name, how));
  });
  return reached.splice(0);
};
"""


@pytest.fixture
def touch(evaluate):
    """Touches an element at one place after another; what of it a chart has heard."""
    evaluate(AREA)
    return lambda css, *places: evaluate(
        "return touch(given.css, ...given.places);", {"css": css, "places": places}
    )


def test_a_chart_hears_of_a_finger_only_after_a_tap(touch):
    assert touch("canvas", (50, 50), (50, 90)) == []
    assert touch("canvas", (50, 50), (51, 52)) == []
    assert touch("canvas", (50, 50), (50, 90)) == ["touchstart", "touchmove"]
    touch("p", (5, 5))
    assert touch("canvas", (50, 50), (50, 90)) == []


def test_a_handle_hears_of_each_finger_and_is_no_tap(touch):
    assert touch(".handle", (50, 50)) == ["touchstart"]
    assert touch("canvas", (50, 50), (50, 90)) == []


def test_the_wheel_is_for_the_page_unless_ctrl_is_held(touch, evaluate):
    script = """
    const wheel = new WheelEvent("wheel", { ...given, bubbles: true, cancelable: true });
    area.firstChild.dispatchEvent(wheel);
    return [wheel.defaultPrevented, factors.splice(0)];
    """
    assert evaluate(script, {"deltaY": 120}) == [False, []]
    prevented, (nearer,) = evaluate(script, {"deltaY": -120, "ctrlKey": True})
    assert prevented
    _, (farther,) = evaluate(script, {"deltaY": 120, "ctrlKey": True})
    assert nearer < 1
    assert nearer * farther == pytest.approx(1)


def test_once_it_has_ended_a_tap_elsewhere_changes_nothing(touch, evaluate):
    touch("canvas", (50, 50))
    evaluate("ended.abort()")
    touch("p", (5, 5))
    assert touch("canvas", (50, 50)) == ["touchstart"]
