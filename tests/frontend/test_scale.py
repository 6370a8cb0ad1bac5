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


def test_a_list_has_a_position_for_each_of_its_values_and_no_other(evaluate):
    values = [0.05, 0.1, 0.7, 20]
    found = evaluate(
        """const { fraction, positionOf, positionsOf, valueAt } = await import("/scale.js");
        const scale = { low: 0.05, high: 20, scale: "list", values: given };
        return [
          positionsOf(scale),
          given.map((_, position) => valueAt(scale, position)),
          [-1, 0.07, 0.08, 0.7, 9, 1000].map((value) => positionOf(scale, value)),
          [0, 0.05, 0.4, 10.35, 20, 30].map((value) => fraction(scale, value)),
        ];""",
        values,
    )
    ends, shown, positions, fractions = found
    assert ends == {"min": 0, "max": 3, "step": 1}
    assert shown == values
    assert positions == [0, 0, 1, 2, 2, 3]
    expected = [0, 0, 1.5 / 3, 2.5 / 3, 1, 1]
    assert fractions == pytest.approx(expected)


def test_the_one_value_of_a_list_is_at_its_only_position(evaluate):
    found = evaluate(
        """const { fraction, positionOf, positionsOf } = await import("/scale.js");
        const scale = { low: 0, high: 0, scale: "list", values: [3] };
        return [positionsOf(scale).max, positionOf(scale, 5), fraction(scale, 3)];"""
    )
    assert found == [0, 0, 0]
