import base64
import json

import numpy as np
import pytest

from optimizers.mdmm import MDMM
from simulation import Trajectory
from ui import assets, knobs
from ui.compute import Batch
from ui.player import Panel, pack, quantized, start_colors
from ui.state import HYPERPARAMETERS, WHOLES

pytestmark = pytest.mark.browser

ENTRIES = ("player.js", "knobs.js", "preload.js")


@pytest.mark.parametrize("entry", ENTRIES)
def test_a_joined_module_is_a_module_with_one_function(entry, evaluate):
    exported = evaluate(
        """const blob = new Blob([given], { type: "text/javascript" });
        const module = await import(URL.createObjectURL(blob));
        return Object.entries(module).map(([name, value]) => [name, typeof value]);""",
        assets.module(entry),
    )
    assert exported == [["default", "function"]]


@pytest.fixture
def payload(monkeypatch):
    """What Python sends of two panels, and their runs."""
    monkeypatch.setattr(knobs.st, "session_state", {})
    numbers = np.random.default_rng(0)
    panels, runs = [], []
    for shape in ((7, 30), (2, 5)):
        losses = numbers.uniform(-1, 5, (*shape, 2))
        losses[0, 3:] = np.nan
        runs.append(Trajectory(np.zeros_like(losses), losses, np.zeros(shape)))
        batch = Batch("concave", MDMM(), runs[-1])
        panels.append(Panel(f"{shape[0]} × L₁", batch, {}, "α"))
    return pack("test", panels), runs


UNPACK = """
const { unpack } = await import("/payload.js");
const bytes = Uint8Array.from(atob(given.data), (letter) => letter.charCodeAt(0));
const placed = new Uint8Array(bytes.length + given.offset + 5);
placed.set(bytes, given.offset);
const view = placed.subarray(given.offset, given.offset + bytes.length);
const payload = unpack(view);
payload.panels = payload.panels.map((panel) => ({
  ...panel,
  copied: panel.positions.buffer !== placed.buffer,
  positions: [...panel.positions],
  colors: [...panel.colors],
}));
return payload;
"""


@pytest.mark.parametrize("offset", [0, 1, 2, 3, 8])
def test_what_python_packs_is_unpacked(offset, payload, evaluate):
    data, runs = payload
    encoded = base64.b64encode(data).decode()
    found = evaluate(UNPACK, {"data": encoded, "offset": offset})
    assert [panel["title"] for panel in found["panels"]] == ["7 × L₁", "2 × L₁"]
    assert found["range"] == [-1, 5]
    for panel, run in zip(found["panels"], runs, strict=True):
        assert panel["positions"] == quantized(run).ravel().tolist()
        assert panel["colors"] == start_colors(run).tolist()
        assert panel["copied"] == (offset % 2 == 1)


CLOCK = """
const { Clock, STEPS_PER_SECOND } = await import("/clock.js");
const clock = new Clock(100);
const seen = [];
for (const [name, ...numbers] of given) {
  if (name === "speed") clock.speed = numbers[0];
  else clock[name](...numbers);
  seen.push([clock.frame, clock.steps, clock.playing]);
}
return [STEPS_PER_SECOND, ...seen];
"""


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
def test_the_clock_shows_the_step_that_was_asked_for(actions, expected, evaluate):
    rate, *seen = evaluate(CLOCK, actions)
    assert rate == 60
    assert seen[-1] == expected


SCALE = """
const { LOG_POSITIONS, fraction, positionOf, valueAt } = await import("/scale.js");
const scale = given;
const positions = [];
if (scale.scale === "log") for (let at = 0; at <= LOG_POSITIONS; at++) positions.push(at);
else for (let k = 0; k <= 100; k++) positions.push(scale.low + k * scale.step);
return positions.map((at) => {
  const value = valueAt(scale, at);
  return [at, value, positionOf(scale, value), fraction(scale, value)];
});
"""
SCALES = {
    name: {
        "low": values.low,
        "high": values.high,
        "step": (values.high - values.low) / 100,
        "scale": values.scale,
        "whole": False,
    }
    for name, (values, _) in HYPERPARAMETERS.items()
}


@pytest.mark.parametrize("name", SCALES)
def test_a_position_comes_back_from_its_value(name, evaluate):
    scale = SCALES[name]
    rows = np.array(evaluate(SCALE, scale))
    positions, values, back, fractions = rows.T
    tolerance = 0 if scale["scale"] == "log" else 1e-4
    np.testing.assert_allclose(back, positions, atol=tolerance)
    assert values[0] == scale["low"]
    assert values[-1] == scale["high"]
    assert (np.diff(values) > 0).all()
    np.testing.assert_allclose(fractions, np.linspace(0, 1, len(rows)), atol=0.006)
    for value in values:
        assert len(json.dumps(value)) <= 7, "A value worth showing has few digits."


@pytest.mark.parametrize("name", WHOLES)
def test_a_whole_number_stays_whole(name, evaluate):
    whole = WHOLES[name]
    ends = {"low": whole.low, "high": whole.high, "step": 1}
    values = evaluate(
        """const { valueAt } = await import("/scale.js");
        const positions = [given.low, given.low + 0.4, 17.6, given.high];
        return positions.map((at) => valueAt(given, at));""",
        {**ends, "scale": "linear", "whole": True},
    )
    assert values == [whole.low, whole.low, 18, whole.high]


@pytest.mark.parametrize(
    "scale", [SCALES["alpha"], SCALES["epsilon"]], ids=["log", "linear"]
)
def test_a_value_beyond_the_slider_is_at_its_end(scale, evaluate):
    found = evaluate(
        """const { fraction, positionOf } = await import("/scale.js");
        return [-1000, given.low / 2, given.high * 2].flatMap((value) =>
          [fraction(given, value), positionOf(given, value)]);""",
        scale,
    )
    low, high = (0, 200) if scale["scale"] == "log" else (scale["low"], scale["high"])
    assert found == [0, low, 0, low, 1, high]
