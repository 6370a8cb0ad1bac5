import numpy as np
import pytest

from exports.snapshot import MOST_RUNS, chosen_runs, snapshot
from tests.oracles.twin import NOTHING
from ui import compute
from ui.changes import with_number
from ui.link import read
from ui.report import sentence


def losses_of(positions):
    """Of shape (runs, iterates, 2)."""
    return np.moveaxis(-1 + positions * 6.0 / (NOTHING - 1), 2, 0)


@pytest.mark.parametrize("value", [0.2, 0.7, 1.3])
def test_it_has_what_the_app_shows_of_the_state_with_that_value(value):
    state = read("p=convex&m=mdmm&eps=0.4&steps=50").state
    shown, _ = with_number(state, "epsilon", value)
    batch = compute.batch(shown)
    found = snapshot(state, value)
    (panel,) = found.header["panels"]
    assert panel["alt"] == sentence(batch, batch.outcomes())
    assert f"ε = {value:.3g}" in panel["title"]
    np.testing.assert_allclose(found.outcome[:, :2], batch.run.losses[:, -1], atol=1e-6)
    losses = losses_of(found.positions[0])
    np.testing.assert_allclose(losses, batch.run.losses, atol=1e-4)
    (knob,) = panel["knobs"]
    assert knob["value"] == panel["bound"]["value"] == value
    assert knob["values"] == panel["bound"]["values"]


def test_nothing_is_offered_that_only_a_server_could_do():
    header = snapshot(read("m=mdmm&play=1&f=12").state, 0.7).header
    (panel,) = header["panels"]
    assert not panel.get("touchable")
    assert all(view["options"] == () for view in panel["views"])
    assert (header["query"], header["plotly"]) == ("", "")
    assert header["opened"] == {"count": 1, "frame": 12, "pinned": 0, "play": False}


@pytest.mark.parametrize(
    "query",
    [
        "m=mdmm&starts=random&n=1000&steps=20",
        "m=linear&weights=1,2,3&starts=row&n=301&steps=20",
    ],
)
def test_of_very_many_runs_some_are_shown_and_the_sentence_is_about_all(query):
    state = read(query).state
    value = 0.7 if "mdmm" in query else 0.0
    found, batch = snapshot(state, value), compute.batch(state)
    runs = len(batch.run.losses)
    assert found.total == runs
    assert MOST_RUNS / 2 < len(found.colors) <= MOST_RUNS
    (panel,) = found.header["panels"]
    assert panel["runs"] == len(found.colors) == found.positions[1].shape[2]
    assert panel["alt"] == sentence(batch, batch.outcomes())
    ends = {tuple(pair) for pair in batch.run.losses[:, -1].astype("f4").tolist()}
    assert {tuple(pair) for pair in found.outcome[:, :2].tolist()} <= ends


def test_runs_are_chosen_alike_in_each_group():
    assert chosen_runs(10, 2, 2).tolist() == [0, 2, 4, 5, 7, 9]
    assert chosen_runs(7, 1, 1).tolist() == list(range(7))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("upper=loss_2", 1),
        ("upper=loss_1", 0),
        ("upper=multiplier", None),
        ("total=1", None),
    ],
)
def test_a_loss_over_time_is_known_as_one(query, expected):
    assert snapshot(read(f"m=mdmm&{query}").state, 0.7).loss_over_time == expected


def test_a_plot_that_shows_more_than_loss_space_has_stands_for_itself():
    found = snapshot(read("p=convex&m=double_descent&eps=0.3&steps=300").state, 0.3)
    (view,) = [
        view for view in found.header["panels"][0]["views"] if view["kind"] == "time"
    ]
    assert max(view["ranges"][0]) > 10
    assert found.loss_over_time is None
