import numpy as np
import pytest

pytestmark = pytest.mark.browser

STARTS = """
const { Starts } = await import("/starts.js");
globalThis.told = [];
globalThis.starts = new Starts(plot, {
  onChange: (all) => told.push(all),
  onPoint: (run) => told.push(`point ${run}`),
  onPin: (run) => told.push(`pin ${run}`),
});
const words = { start: "Run {run} at {loss_1}, {loss_2}" };
globalThis.setPanel = (panel, isNewer = false) => starts.setPanel(panel, words, isNewer);
setPanel(given);
return starts.handles.length;
"""
LOSSES = [[0.3, 2.1], [1.2, 0.4], [0.7123, 1.4567]]
# A start is known only as finely as it was sent.
QUANTUM = 6 / 65534


def near(starts):
    return pytest.approx(np.array(starts), abs=QUANTUM / 2 + 0.00005)


@pytest.fixture
def plot(loss_plot, evaluate):
    """A plot of three runs whose starts can be moved."""
    plot = loss_plot([[start] for start in LOSSES])
    assert evaluate(STARTS, {"touchable": True, "runs": 3}) == 3
    return plot


@pytest.fixture
def press(evaluate):
    """Presses a key on the handle of a run; returns what was told."""

    def press(key, run, **modifiers):
        script = """
        const { key, run, modifiers } = given;
        const event = new KeyboardEvent("keydown", { key, cancelable: true, ...modifiers });
        starts.handles[run].dispatchEvent(event);
        return [told.splice(0), event.defaultPrevented];
        """
        told, used = evaluate(script, {"key": key, "run": run, "modifiers": modifiers})
        assert used == bool(told)
        return told

    return press


ARROWS = {
    "ArrowUp": (0, 1),
    "ArrowDown": (0, -1),
    "ArrowRight": (1, 0),
    "ArrowLeft": (-1, 0),
}


@pytest.mark.parametrize(("shift", "stride"), [(False, 0.02), (True, 0.1)])
@pytest.mark.parametrize("key", ARROWS)
def test_arrow_keys_move_a_start(key, shift, stride, plot, press):
    expected = np.array(LOSSES)
    expected[1] += stride * np.array(ARROWS[key])
    (told,) = press(key, 1, shiftKey=shift)
    assert np.array(told) == near(expected)


def test_each_key_goes_on_from_the_one_before(plot, press):
    for times in (1, 2, 3):
        (told,) = press("ArrowRight", 0)
        assert told[0] == near([0.3 + 0.02 * times, 2.1])


def test_starts_are_sent_with_four_digits(plot, press):
    (told,) = press("ArrowUp", 2)
    for loss in np.ravel(told):
        assert loss == round(loss, 4)


@pytest.mark.parametrize("key", ["Delete", "Backspace"])
def test_a_start_can_be_taken_away(key, plot, press):
    (told,) = press(key, 1)
    assert np.array(told) == near([LOSSES[0], LOSSES[2]])


@pytest.mark.parametrize("key", ["Insert", "+"])
def test_another_start_can_be_added_beside_one(key, plot, press):
    (told,) = press(key, 1)
    assert np.array(told) == near([*LOSSES, [1.3, 0.5]])


def test_enter_pins_a_run(plot, press):
    assert press("Enter", 2) == ["pin 2"]


@pytest.mark.parametrize("held", ["ctrlKey", "metaKey", "altKey"])
def test_keys_of_the_browser_stay_with_it(held, plot, press):
    assert press("ArrowUp", 0, **{held: True}) == []
    assert press("Tab", 0) == press("a", 0) == []


def test_a_start_is_added_where_it_is_asked_for(plot, evaluate):
    told = evaluate("starts.add(0.123456, 2); return told;")
    assert np.array(told[0]) == near([*LOSSES, [0.1235, 2]])


@pytest.mark.parametrize("panel", [{"touchable": False, "runs": 3}, {"runs": 3}])
def test_starts_that_cannot_be_touched_have_no_handles(panel, loss_plot, evaluate):
    loss_plot([[start] for start in LOSSES])
    assert evaluate(STARTS, panel) == 0
    assert evaluate("starts.add(1, 1); return told;") == []


def test_handles_lie_over_the_starts_and_say_where(plot, evaluate):
    found = evaluate(
        """return starts.handles.map((handle) => {
          const { left, right, top, bottom } = handle.getBoundingClientRect();
          const label = handle.getAttribute("aria-label");
          return [(left + right) / 2, (top + bottom) / 2, label];
        });"""
    )
    for run, ((across, down, label), start) in enumerate(zip(found, LOSSES, strict=True)):
        assert (across, down) == pytest.approx(plot.window(*start), abs=0.05)
        assert label == f"Run {run + 1} at {start[0]:.3f}, {start[1]:.3f}"


def test_a_start_follows_the_mouse(plot, mouse, evaluate):
    mouse("move", *plot.window(*LOSSES[0]))
    mouse("down")
    mouse("move", *plot.window(0.9, 1.1))
    mouse("move", *plot.window(0.8, 1.3))
    told = [one for one in evaluate("return told.splice(0);") if one != "point 0"]
    for found, start in zip(told, [(0.9, 1.1), (0.8, 1.3)], strict=True):
        np.testing.assert_allclose(found, [start, *LOSSES[1:]], atol=0.001)
    mouse("up")
    mouse("move", *plot.window(0.5, 0.5))
    assert not any(isinstance(one, list) for one in evaluate("return told;"))


def test_an_answer_does_not_undo_what_was_moved_since(plot, press, evaluate):
    (moved,) = press("ArrowUp", 0)
    panel = {"touchable": True, "runs": 3}
    evaluate("setPanel(given, true);", panel)
    (again,) = press("ArrowUp", 1)
    assert again[0] == moved[0]
    evaluate("setPanel(given, false);", panel)
    (anew,) = press("ArrowUp", 1)
    assert anew[0] == near(LOSSES[0])


def test_as_many_handles_are_there_as_runs(plot, evaluate):
    script = "setPanel({ touchable: true, runs: given }); return told.length;"
    for runs in (2, 3, 1):
        evaluate(script, runs)
        assert evaluate("return plot.area.querySelectorAll('.start').length;") == runs


def test_starts_added_in_haste_are_all_there(plot, press):
    assert [len(press("Insert", 0)[0]) for _ in range(2)] == [4, 5]
    assert len(press("ArrowRight", 4)[0]) == 5
    assert len(press("Delete", 4)[0]) == 4


def test_an_answer_to_an_older_change_takes_nothing_back(plot, press, evaluate):
    press("Insert", 0)
    evaluate("setPanel({ touchable: true, runs: 3 }, true);")
    assert len(press("ArrowRight", 3)[0]) == 4
    evaluate("setPanel({ touchable: true, runs: 3 });")
    assert evaluate("return starts.handles.length;") == 3


def test_a_start_that_was_dragged_is_not_pinned_by_it(plot, evaluate, mouse):
    mouse("move", *plot.window(*LOSSES[1]))
    mouse("down")
    mouse("move", *plot.window(1.3, 0.6), steps=3)
    mouse("up")
    told = evaluate("return told;")
    assert any(isinstance(one, list) for one in told)
    assert "pin 1" not in told
    mouse("down")
    mouse("up")
    assert "pin 1" in evaluate("return told;")
