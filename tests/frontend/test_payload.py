import base64
import json
import struct

import numpy as np
import pytest

from optimizers.mdmm import MDMM
from simulation import Trajectory
from ui import session
from ui.compute import Batch
from ui.player import Panel, View, pack, quantized
from ui.run_colors import start_colors
from ui.state import State

pytestmark = pytest.mark.browser

NOTHING = 65535
NUMBERS = np.random.default_rng(0)


def view(coordinates, runs, iterates, every=1):
    """Header of a view, and whole numbers of shape (iterates, coordinates, runs)."""
    ranges = [[-1, 5], [0, 0.5 * np.pi]][:coordinates]
    wholes = NUMBERS.integers(0, NOTHING, (iterates, coordinates, -(-runs // every)))
    wholes[1:, :, -1] = NOTHING
    header = {
        "coordinates": coordinates,
        "ranges": ranges,
        "runs": wholes.shape[2],
        "every": every,
    }
    return header, wholes


def panel(title, runs, iterates, *views):
    """Header of a panel, and its arrays, as `payload.js` describes them."""
    outcome = NUMBERS.normal(size=(runs, 4)).astype(np.float32)
    outcome[-1, 2:] = np.nan
    arrays = {
        "outcome": outcome,
        "verdicts": NUMBERS.integers(0, 6, runs, np.uint8),
        "colors": NUMBERS.integers(0, 7, runs, np.uint8),
        "positions": [wholes for _, wholes in views],
    }
    headers = [header for header, _ in views]
    return {"title": title, "runs": runs, "steps": iterates - 1, "views": headers}, arrays


def padded(data):
    return data + b"\xff" * (-len(data) % 4)


def packed(panels):
    """Bytes as `payload.js` describes them."""
    header = json.dumps({"panels": [head for head, _ in panels]}, ensure_ascii=False)
    text = header.encode() + b" " * (-len(header.encode()) % 4)
    parts = [struct.pack("<I", len(text)), text]
    for _, arrays in panels:
        parts += [padded(arrays["outcome"].astype("<f4").tobytes())]
        parts += [padded(arrays[name].tobytes()) for name in ("verdicts", "colors")]
        parts += [padded(array.astype("<u2").tobytes()) for array in arrays["positions"]]
    return b"".join(parts)


UNPACK = """
const { unpack, valueOf } = await import("/payload.js");
const bytes = Uint8Array.from(atob(given.data), (letter) => letter.charCodeAt(0));
const placed = new Uint8Array(bytes.length + given.offset + 5);
placed.set(bytes, given.offset);
const payload = unpack(placed.subarray(given.offset, given.offset + bytes.length));
const count = (size) => [...Array(size).keys()];
const numbers = (view) => count(view.steps + 1).flatMap((step) =>
  count(view.coordinates).flatMap((coordinate) =>
    count(view.runs).map((run) => valueOf(view, step, run, coordinate))));
return payload.panels.map((panel) => ({
  ...panel,
  copied: panel.outcome.buffer !== placed.buffer,
  outcome: [...panel.outcome],
  verdicts: [...panel.verdicts],
  views: panel.views.map((view) => ({
    ...view,
    positions: [...view.positions],
    colors: [...view.colors],
    values: numbers(view),
  })),
}));
"""


@pytest.fixture
def unpacked(evaluate):
    """What the browser makes of bytes that begin somewhere in a buffer."""

    def unpacked(data, offset=0):
        encoded = base64.b64encode(data).decode()
        return evaluate(UNPACK, {"data": encoded, "offset": offset})

    return unpacked


PANELS = [
    # No number of runs or positions here is a whole number of words.
    panel("7 × L₁", 7, 5, view(2, 7, 5), view(2, 7, 5, every=3), view(1, 7, 5, every=3)),
    panel("θ", 5, 3, view(2, 5, 3), view(1, 5, 3)),
]


@pytest.mark.parametrize("offset", [0, 1, 2, 3, 4, 8])
def test_all_arrays_of_all_views_are_unpacked_wherever_they_begin(offset, unpacked):
    found = unpacked(packed(PANELS), offset)
    assert [one["title"] for one in found] == ["7 × L₁", "θ"]
    for shown, (head, arrays) in zip(found, PANELS, strict=True):
        np.testing.assert_array_equal(shown["outcome"], arrays["outcome"].ravel())
        assert shown["verdicts"] == arrays["verdicts"].tolist()
        assert len(shown["views"]) == len(arrays["positions"])
        for one, wholes in zip(shown["views"], arrays["positions"], strict=True):
            assert one["positions"] == wholes.ravel().tolist()
            assert one["steps"] == head["steps"]


def test_a_thinned_view_has_the_colours_of_its_own_runs(unpacked):
    shown, _ = unpacked(packed(PANELS))
    colors = PANELS[0][1]["colors"].tolist()
    assert [one["colors"] for one in shown["views"]] == [colors, colors[::3], colors[::3]]


@pytest.mark.parametrize("offset", range(5))
def test_trajectories_are_copied_only_where_they_have_to_be(offset, unpacked):
    found = unpacked(packed(PANELS), offset)
    assert [one["copied"] for one in found] == [offset % 4 != 0] * 2


def test_a_value_is_where_it_is_between_the_ends_of_its_range(unpacked):
    found = unpacked(packed(PANELS))
    for shown, (_, arrays) in zip(found, PANELS, strict=True):
        for one, wholes in zip(shown["views"], arrays["positions"], strict=True):
            low, high = np.array(one["ranges"]).T[:, :, None]
            expected = low + (high - low) * wholes / 65534
            expected[wholes == NOTHING] = np.nan
            np.testing.assert_allclose(one["values"], expected.ravel(), rtol=1e-12)
            assert np.isnan(one["values"]).sum() == one["steps"] * one["coordinates"]


def test_what_the_app_packs_is_unpacked(monkeypatch, unpacked):
    monkeypatch.setattr(session.st, "session_state", {session.KEY: State()})
    losses = NUMBERS.uniform(-1, 5, (7, 30, 2))
    losses[0, 3:] = np.nan
    run = Trajectory(np.zeros_like(losses), losses, np.zeros((7, 30)))
    both, ends = (losses[..., 0], losses[..., 1]), ((-1, 5), (-1, 5))
    views = (
        View("loss", "", "L", both, ends, {}),
        View("time", "upper_series", "λ", both[:1], ends[:1], {}, every=2),
    )
    outcome = NUMBERS.normal(size=(7, 4)).astype(np.float32)
    verdicts = np.arange(7, dtype=np.uint8)
    batch = Batch("concave", MDMM(), run)
    panels = [Panel("α", batch, views, "", outcome, verdicts, ("",) * 7)]
    (found,) = unpacked(pack("test", panels))
    loss, time = found["views"]
    assert loss["positions"] == quantized(both, ends).ravel().tolist()
    thinned = tuple(values[::2] for values in both[:1])
    assert time["positions"] == quantized(thinned, ends[:1]).ravel().tolist()
    assert loss["colors"] == start_colors(run).tolist()
    assert found["verdicts"] == verdicts.tolist()
    assert found["outcome"] == outcome.ravel().tolist()
