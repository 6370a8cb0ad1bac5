import json
from dataclasses import replace

import numpy as np
import pytest

from exports import snapshot as snapshot_module
from exports.slider import own_value, slider_values
from exports.snapshot import snapshot
from exports.twin_data import LADDER, Fidelity, columns, fitted, packed
from tests.oracles.twin import NOTHING, values_of
from ui.link import read

# Of loss space: what one of the app's own quanta is.
QUANTUM = 6 / (NOTHING - 1)
QUERIES = (
    "m=mdmm&steps=60",
    "m=bdmm&steps=60&upper=multiplier&eta=0.1",
    "m=linear&steps=60&starts=row&n=9&upper=loss_1",
    "m=linear&weights=0.5,2&steps=20",
    "m=mdmm&steps=40&total=1",
)


@pytest.fixture(scope="module", params=QUERIES)
def made(request):
    """A state, its values, and five snapshots of them."""
    state = read(request.param).state
    values = slider_values(state)[::10]
    return state, values, [snapshot(state, value) for value in values]


def as_json(header):
    return json.loads(json.dumps(header))


def test_of_few_runs_nothing_is_lost(made):
    _, values, snapshots = made
    header, found = values_of(packed(snapshots, values, values[-1], Fidelity()).data)
    assert header["values"] == list(values)
    assert header["own"] == len(values) - 1
    for one, back in zip(snapshots, found, strict=True):
        np.testing.assert_array_equal(back.outcome, one.outcome)
        np.testing.assert_array_equal(back.verdicts, one.verdicts)
        np.testing.assert_array_equal(back.colors, one.colors)
        np.testing.assert_array_equal(back.positions[0], one.positions[0])
        expected = as_json(one.header)
        if header["shared"] is None:
            for view, other in zip(one.positions, back.positions, strict=True):
                np.testing.assert_array_equal(view, other)
        else:
            expected["panels"][0]["views"][1]["ranges"] = [[-1, 5]]
        assert back.header == expected


def test_a_loss_over_time_is_there_once(made):
    _, values, snapshots = made
    header, found = values_of(packed(snapshots, values, values[0], Fidelity()).data)
    if header["shared"] is None:
        return
    for one, back in zip(snapshots, found, strict=True):
        ((low, high),) = one.header["panels"][0]["views"][1]["ranges"]
        shown = low + one.positions[1] * (high - low) / (NOTHING - 1)
        seen = (shown > -1) & (shown < 5)
        again = -1 + back.positions[1] * QUANTUM
        off = np.abs(again - shown)[seen]
        assert off.max() <= QUANTUM + (high - low) / (NOTHING - 1)


@pytest.mark.parametrize("fidelity", [one for one in LADDER if one.every == 1])
def test_whatever_the_fidelity_the_frames_are_right_to_a_thousandth(fidelity, made):
    _, values, snapshots = made
    fidelity = fidelity._replace(frames=min(fidelity.frames, 30))
    header, found = values_of(packed(snapshots, values, values[0], fidelity).data)
    kept = header["kept"]
    for one, back in zip(snapshots, found, strict=True):
        there, again = (
            one.positions[0][kept].astype(int),
            back.positions[0][kept].astype(int),
        )
        np.testing.assert_array_equal(again == NOTHING, there == NOTHING)
        assert np.abs(again - there).max() * QUANTUM < 1e-3
        assert len(back.positions[0]) == one.kept[-1] + 1


def test_of_fewer_runs_each_so_manieth_of_each_weight_is_there():
    state = read("m=linear&weights=0.5,2&starts=row&n=9&steps=10").state
    (value,) = slider_values(state)
    one = snapshot(state, value)
    data = packed([one], [value], value, Fidelity(every=4))
    _, (back,) = values_of(data.data)
    chosen = [0, 4, 8, 9, 13, 17]
    assert data.runs == len(chosen)
    assert back.header["panels"][0]["runs"] == len(chosen)
    np.testing.assert_array_equal(back.positions[0], one.positions[0][..., chosen])
    np.testing.assert_array_equal(back.outcome, one.outcome[chosen])
    np.testing.assert_array_equal(back.colors, one.colors[chosen])


def test_less_room_takes_steps_first_and_then_runs():
    state = read("m=mdmm&starts=random&n=40&steps=300&sigma=0.1").state
    values = slider_values(state)[::20]
    snapshots = [snapshot(state, value) for value in values]
    sizes = [len(packed(snapshots, values, values[0], one).data) for one in LADDER]
    rooms = [int(1.1 * size) for size in sizes]
    found = [fitted(snapshots, values, values[0], room) for room in rooms]
    assert all(len(one.data) <= room for one, room in zip(found, rooms, strict=True))
    assert [one.fidelity for one in found[:2]] == [
        LADDER[0]._replace(frames=300),
        LADDER[1]._replace(frames=300),
    ]
    for one in found:
        assert one.runs == 40 or one.kept < 130
    assert found[-1].runs < 10
    with pytest.raises(ValueError, match=r"should fit in 10 bytes. Found \d+"):
        fitted(snapshots, values, values[0], 10)


def test_columns_are_where_headers_differ_and_the_same_ones_are_there_once():
    first = {"same": [1, {"a": 2}], "one": [{"x": 1}, 5], "two": 1, "long": [1]}
    other = {"same": [1, {"a": 2}], "one": [{"x": 3}, 5], "two": 3, "long": [1, 2]}
    assert columns([first, other]) == [
        ([["one", 0, "x"], ["two"]], [1, 3]),
        ([["long"]], [[1], [1, 2]]),
    ]
    assert columns([first, first]) == []


def test_the_own_value_may_be_any_of_them():
    state = replace(read("m=mdmm&eps=0.31&steps=5").state)
    values = slider_values(state)
    snapshots = [snapshot(state, own_value(state))] * len(values)
    header, _ = values_of(fitted(snapshots, values, own_value(state), 10**6).data)
    assert header["values"][header["own"]] == 0.31


def test_what_nobody_could_send_takes_no_memory(monkeypatch):
    monkeypatch.setattr(snapshot_module, "MOST_ITERATES", 1000)
    monkeypatch.setattr(snapshot_module, "MOST_FRAMES", 60)
    state = read("m=mdmm&steps=300&starts=random&n=9").state
    (one,) = [snapshot(state, 0.7)]
    assert len(one.kept) < 90
    assert len(one.positions[0]) == len(one.positions[1]) == len(one.kept)
    header, (back,) = values_of(packed([one], [0.7], 0.7, Fidelity(1, 20)).data)
    assert {0, 300} <= set(header["kept"]) <= set(one.kept)
    expected = one.positions[0][np.isin(one.kept, header["kept"])]
    np.testing.assert_array_equal(back.positions[0][header["kept"]], expected)
