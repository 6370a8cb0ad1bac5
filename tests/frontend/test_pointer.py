import numpy as np
import pytest

pytestmark = pytest.mark.browser

LOSSES = [[[0.3, 2.1], [0.4, 1.8]], [[1.2, 0.4], [1.0, 0.6]], [[0.7, 1.4], [0.7, 1.0]]]
POINTER = """
const { Pointer } = await import("/pointer.js");
globalThis.told = [];
globalThis.frame = 1;
new Pointer(plot, {
  frame: () => frame,
  onPoint: (run) => told.push(["point", run]),
  onPin: (run) => told.push(["pin", run]),
  onAdd: (...losses) => told.push(["add", ...losses]),
});
plot.chart.zoom = (...how) => told.push(["zoom", ...how]);
"""


@pytest.fixture
def plot(loss_plot, evaluate, mouse):
    plot = loss_plot(LOSSES)
    evaluate(POINTER)
    return plot


@pytest.fixture
def told(evaluate):
    """What was told since it was last asked, of some kind."""
    script = """
    // A pointer is followed with the next frame.
    for (let k = 0; k < 2; k++) await new Promise(requestAnimationFrame);
    return told.splice(0);
    """
    return lambda kind: [values for name, *values in evaluate(script) if name == kind]


def test_a_run_that_the_mouse_is_near_is_pointed_at(plot, mouse, told):
    for run, trail in enumerate(LOSSES):
        across, down = plot.window(*trail[1])
        mouse("move", across + 5, down - 5)
        assert told("point")[-1] == [run]
    mouse("move", *plot.window(1.4, 2.4))
    assert told("point")[-1] == [-1]


def test_nothing_is_pointed_at_when_the_mouse_has_left(plot, mouse, told):
    mouse("move", *plot.window(*LOSSES[1][0]))
    assert told("point")[-1] == [1]
    mouse("move", 900, 600)
    assert told("point")[-1] == [-1]


def test_steps_to_come_are_not_pointed_at(plot, mouse, told, evaluate):
    evaluate("globalThis.frame = 0;")
    mouse("move", *plot.window(*LOSSES[2][1]))
    assert told("point")[-1] == [-1]


def test_a_run_of_a_thinned_plot_is_called_as_in_the_panel(
    loss_plot, mouse, evaluate, told
):
    plot = loss_plot(LOSSES, every=4)
    evaluate(POINTER)
    mouse("move", *plot.window(*LOSSES[2][1]))
    assert told("point")[-1] == [8]


def test_a_click_pins_what_it_is_near_or_nothing(plot, mouse, told):
    mouse("click", *plot.window(*LOSSES[1][1]))
    mouse("click", *plot.window(1.4, 2.4))
    assert told("pin") == [[1], [-1]]


def test_a_press_that_moves_is_no_click(plot, mouse, told):
    across, down = plot.window(*LOSSES[1][1])
    for far in (6, 3):
        mouse("move", across, down)
        mouse("down")
        mouse("move", across + far, down)
        mouse("up")
        assert told("pin") == ([[1]] if far == 3 else [])


def test_other_buttons_pin_nothing(plot, mouse, told):
    for button in ("right", "middle"):
        mouse("click", *plot.window(*LOSSES[1][1]), button=button)
    assert told("pin") == []


def test_a_press_on_a_handle_belongs_to_the_handle(plot, mouse, told, evaluate):
    evaluate(
        """const handle = document.createElement("button");
        handle.className = "handle start";
        handle.style.transform = "translate(100px, 100px)";
        plot.area.append(handle);"""
    )
    left, top = plot.corner
    mouse("click", left + 100, top + 100)
    assert told("pin") == []


def test_a_double_click_adds_a_start_there(plot, mouse, told):
    mouse("dblclick", *plot.window(1.3, 2.2))
    ((loss_1, loss_2),) = told("add")
    np.testing.assert_allclose([loss_1, loss_2], [1.3, 2.2], atol=0.01)


def test_two_clicks_apart_add_nothing(plot, mouse, told):
    mouse("click", *plot.window(1.3, 2.2))
    mouse("click", *plot.window(1.2, 2.2))
    assert told("add") == []


def test_outside_loss_space_a_double_click_adds_nothing(plot, mouse, told, evaluate):
    evaluate("plot.kind = 'parameter';")
    mouse("dblclick", *plot.window(1.3, 2.2))
    assert told("add") == []


def test_the_wheel_zooms_only_while_control_is_held(plot, told, evaluate):
    across, down = plot.window(0.6, 1.1)
    script = """
    return given.map(([ctrlKey, deltaY]) => {
      const event = new WheelEvent("wheel", { ctrlKey, deltaY, bubbles: true,
        cancelable: true, clientX: %f, clientY: %f });
      plot.chartElement.dispatchEvent(event);
      return event.defaultPrevented;
    });
    """ % (across, down)  # noqa: UP031 - braces are JavaScript's
    assert evaluate(script, [[False, 1], [True, 100], [True, -100]]) == [False, True, True]
    (out, x, y), (closer, *_) = told("zoom")
    assert out > 1 > closer
    assert out * closer == pytest.approx(1)
    assert (x, y) == pytest.approx((0.6, 1.1), abs=0.01)


def test_where_something_is_asked_a_click_is_an_answer_and_pins_nothing(
    plot, mouse, told, evaluate
):
    evaluate("""
    globalThis.asked = [];
    const { Pointer } = await import("/pointer.js");
    new Pointer(plot, {
      frame: () => 1, onPoint: () => undefined, onAdd: () => asked.push("add"),
      onPin: () => asked.push("pin"),
      onAnswer: (...values) => asked.push(values),
    });
    """)
    across, down = plot.window(1.4, 1.1)
    for _ in range(2):
        mouse("click", across, down)
    (first, second) = evaluate("return asked;")
    assert first == second == pytest.approx([1.4, 1.1], abs=0.02)
