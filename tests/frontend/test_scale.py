import json

import numpy as np
import pytest

from ui.state import RANGED, WHOLES

pytestmark = pytest.mark.browser

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
    for name, (values, _) in RANGED.items()
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
        assert len(json.dumps(value)) <= 8, "A value worth showing has few digits."


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
