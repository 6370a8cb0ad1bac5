"""What Python packs, taken apart in a browser."""

import base64

import numpy as np
import pytest

from exports.slider import slider_values
from exports.snapshot import snapshot
from exports.twin_data import Fidelity, packed
from tests.oracles.twin import values_of
from ui.link import read

pytestmark = pytest.mark.browser

UNPACK = """
const { TwinData, inflated } = await import("/twin_data.js");
const { unpack } = await import("/payload.js");
const data = new TwinData(await inflated(given));
return data.header.values.map((_, index) => {
  const payload = unpack(data.payload(index, (header) => { header.said = `${index}`; }));
  const [panel] = payload.panels;
  return {
    said: payload.said,
    signature: payload.signature,
    alt: panel.alt,
    knob: panel.knobs[0]?.value,
    shapes: panel.views[0].stills.dark.layout.shapes,
    outcome: [...panel.outcome],
    verdicts: [...panel.verdicts],
    views: panel.views.map(({ positions, colors, ranges }) =>
      ({ positions: [...positions], colors: [...colors], ranges })),
  };
});
"""


@pytest.mark.parametrize(
    "fidelity", [Fidelity(), Fidelity(8, 26), Fidelity(16, 30, 2)], ids=str
)
@pytest.mark.parametrize(
    "query",
    [
        "m=mdmm&steps=60",
        "p=convex&m=double_descent&eps=0.3&steps=60&upper=multiplier&eta=5&box=0",
        "m=linear&weights=0.5,2&steps=60&starts=row&n=3",
        "m=linear&steps=60&upper=total",
    ],
)
def test_each_value_is_unpacked_as_its_description_says(query, fidelity, evaluate):
    state = read(query).state
    values = slider_values(state)[::8]
    snapshots = [snapshot(state, value) for value in values]
    data = packed(snapshots, values, values[-1], fidelity).data
    found = evaluate(UNPACK, base64.b64encode(data).decode())
    _, expected = values_of(data)
    assert len(found) == len(values)
    for index, (one, other) in enumerate(zip(found, expected, strict=True)):
        (panel,) = other.header["panels"]
        assert one["said"] == str(index)
        assert one["signature"] == snapshots[index].header["signature"]
        assert one["alt"] == panel["alt"]
        assert one["shapes"] == panel["views"][0]["stills"]["dark"]["layout"]["shapes"]
        knob = panel["knobs"][0]["value"] if panel["knobs"] else None
        assert one.get("knob") == knob
        np.testing.assert_array_equal(
            np.array(one["outcome"], float), other.outcome.ravel().astype(float)
        )
        assert one["verdicts"] == other.verdicts.tolist()
        for view, positions, header in zip(
            one["views"], other.positions, panel["views"], strict=True
        ):
            assert view["positions"] == positions.ravel().tolist()
            assert view["colors"] == other.colors.tolist()
            assert view["ranges"] == header["ranges"]
