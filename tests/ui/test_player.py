import json
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulation import Trajectory
from toy_problems import PROBLEMS
from ui import compute, knobs, panels
from ui.changes import with_number
from ui.link import query, read
from ui.panels import loss_view
from ui.player import NOTHING, RANGE, Panel, View, pack, quantized
from ui.run_colors import run_colors, start_colors
from ui.session import get_state, open_address
from ui.state import MOST_ITERATES, SERIES, State

LOW, HIGH = RANGE
QUANTUM = (HIGH - LOW) / (NOTHING - 1)
NUMBERS = np.random.default_rng(0)


@pytest.fixture(autouse=True)
def session(monkeypatch):
    """What a session has in store, without a server."""
    monkeypatch.setattr(knobs.st, "session_state", store := {})
    return store


def trajectory(losses):
    losses = np.asarray(losses, float)
    return Trajectory(np.zeros_like(losses), losses, np.zeros(losses.shape[:2]))


def random_run(runs, iterates):
    return trajectory(NUMBERS.uniform(LOW, HIGH, (runs, iterates, 2)))


def view_of(run, **others):
    losses = run.losses[..., 0], run.losses[..., 1]
    usual = {"kind": "loss", "name": "", "title": "", "stills": {}}
    return View(**{**usual, "coordinates": losses, "ranges": (RANGE, RANGE), **others})


def panel_of(run, **others):
    runs = len(run.losses)
    usual = {
        "title": "",
        "batch": compute.Batch("concave", State().method(), run),
        "views": (view_of(run),),
        "alt": "",
        "outcome": np.zeros((runs, 4)),
        "verdicts": np.zeros(runs, np.uint8),
        "verdict_words": ("settled",),
    }
    return Panel(**{**usual, **others})


def no_such_number(text):
    raise AssertionError(f"No browser reads {text}.")


class Unpacked(NamedTuple):
    """What a browser finds of one panel."""

    outcome: np.ndarray
    verdicts: np.ndarray
    colors: np.ndarray
    views: list


def unpacked(data):
    """The header, and the arrays of each panel, read byte by byte."""
    length = int.from_bytes(data[:4], "little")
    header = json.loads(data[4 : 4 + length], parse_constant=no_such_number)
    at, panels = 4 + length, []

    def take(kind, *shape):
        nonlocal at
        assert at % 4 == 0
        array = np.frombuffer(data, kind, int(np.prod(shape)), at).reshape(shape)
        at += -(-array.nbytes // 4) * 4
        return array

    for panel in header["panels"]:
        runs, iterates = panel["runs"], panel["steps"] + 1
        of_runs = take("<f4", runs, 4), take("u1", runs), take("u1", runs)
        views = [
            take("<u2", iterates, view["coordinates"], view["runs"])
            for view in panel["views"]
        ]
        panels.append(Unpacked(*of_runs, views))
    assert at == len(data)
    return header, panels


def losses_of(positions):
    return np.moveaxis(LOW + QUANTUM * positions, -1, 0)


def quantized_losses(run):
    return quantized((run.losses[..., 0], run.losses[..., 1]), (RANGE, RANGE))


@pytest.mark.parametrize(("runs", "iterates"), [(1, 1), (7, 401), (8, 2), (49, 30)])
def test_losses_come_back_within_half_a_quantum(runs, iterates):
    run = random_run(runs, iterates)
    header, [found] = unpacked(pack("test", [panel_of(run)]))
    (positions,) = found.views
    np.testing.assert_allclose(
        losses_of(positions), run.losses, atol=0.51 * QUANTUM, rtol=0
    )
    np.testing.assert_array_equal(found.colors, start_colors(run))
    (panel,) = header["panels"]
    assert panel["views"][0]["ranges"] == [[LOW, HIGH]] * 2
    assert (panel["runs"], panel["steps"]) == (runs, iterates - 1)


def test_two_panels_are_told_apart():
    first, second = random_run(7, 30), random_run(3, 11)
    panels = [panel_of(first, title="one", alt="first"), panel_of(second, title="two")]
    header, parts = unpacked(pack("test", panels))
    assert [panel["title"] for panel in header["panels"]] == ["one", "two"]
    assert header["panels"][0]["alt"] == "first"
    for run, found in zip((first, second), parts, strict=True):
        np.testing.assert_array_equal(found.views[0], quantized_losses(run))
        np.testing.assert_array_equal(found.colors, start_colors(run))


def test_each_view_has_its_own_coordinates_and_ranges():
    run = random_run(5, 9)
    over_time = view_of(
        run, kind="time", name="upper_series", coordinates=(100 * run.losses[..., 0],),
        ranges=((-100.0, 500.0),), of_multiplier=True, options=(("total", "all"),),
    )  # fmt: skip
    header, [found] = unpacked(
        pack("test", [panel_of(run, views=(view_of(run), over_time))])
    )
    losses, series = found.views
    np.testing.assert_array_equal(losses, quantized_losses(run))
    np.testing.assert_array_equal(series[:, 0], losses[:, 0])
    _, view = header["panels"][0]["views"]
    assert (view["kind"], view["name"], view["ofMultiplier"]) == (
        "time",
        "upper_series",
        True,
    )
    assert (view["coordinates"], view["ranges"]) == (1, [[-100, 500]])
    assert view["options"] == [["total", "all"]]


@pytest.mark.parametrize(("runs", "every"), [(7, 1), (7, 2), (8, 3), (1, 5), (300, 2)])
def test_of_many_runs_a_small_plot_gets_each_so_manieth(runs, every):
    run = random_run(runs, 4)
    header, [found] = unpacked(
        pack("test", [panel_of(run, views=(view_of(run), view_of(run, every=every)))])
    )
    everything, some = found.views
    np.testing.assert_array_equal(some, everything[:, :, ::every])
    assert header["panels"][0]["views"][1]["every"] == every


def test_what_became_of_each_run_comes_along():
    outcome = np.array([[0.5, 0.25, 1.5, 111], [2, 3, np.nan, np.nan], [0, 1, 0, 7]])
    verdicts = np.array([1, 0, 1], np.uint8)
    words = "moving", "settled"
    panel = panel_of(
        random_run(3, 5), outcome=outcome, verdicts=verdicts, verdict_words=words
    )
    header, [found] = unpacked(pack("test", [panel]))
    np.testing.assert_array_equal(found.outcome, outcome)
    np.testing.assert_array_equal(found.verdicts, verdicts)
    assert header["panels"][0]["verdictWords"] == list(words)


def test_a_multiplier_that_four_bytes_cannot_hold_is_infinite():
    outcome = np.array([[0.5, 0.25, 1e300, np.nan]])
    _, [found] = unpacked(pack("test", [panel_of(random_run(1, 2), outcome=outcome)]))
    np.testing.assert_array_equal(found.outcome, [[0.5, 0.25, np.inf, np.nan]])


def test_a_run_is_nothing_from_where_it_is_no_longer_finite():
    losses = np.full((3, 20, 2), 1.5)
    losses[0, 5] = np.inf
    losses[0, 6:] = np.nan
    losses[2, 19, 1] = -np.inf
    nothing = quantized_losses(trajectory(losses)) == NOTHING
    expected = np.zeros((20, 2, 3), bool)
    expected[5:, :, 0] = expected[19, :, 2] = True
    np.testing.assert_array_equal(nothing, expected)


def test_losses_out_of_range_are_at_its_ends_and_not_nothing():
    run = trajectory([[(-1e9, 1e9), (LOW, HIGH), (LOW - 1e-9, HIGH + 1e-9)]])
    found = quantized_losses(run)[:, :, 0]
    np.testing.assert_array_equal(found, [(0, NOTHING - 1)] * 3)


@pytest.mark.parametrize(("runs", "steps"), [(4096, 244), (1000, 1000), (200, 5000)])
def test_many_runs_take_a_bounded_number_of_bytes(runs, steps):
    losses = np.broadcast_to(np.float32(1), (runs, steps + 1, 2))
    data = pack("test", [panel_of(Trajectory(losses, losses, losses[..., 0]))])
    assert len(data) < 4 * MOST_ITERATES + 120_000


def test_the_seven_have_a_colour_each_in_order():
    for problem in PROBLEMS:
        state = replace(State(), problem=problem)
        colors = start_colors(compute.batch(state).run)
        np.testing.assert_array_equal(colors, range(7))


def test_of_several_weights_each_has_a_colour_and_a_label_in_loss_space():
    state = replace(State(), optimizer="linear", weights=(0.2, 1.0, 4.0), starts="row")
    state, _ = with_number(state, "num_runs", 5)
    batch = compute.batch(state)
    np.testing.assert_array_equal(run_colors(batch), np.repeat([0, 1, 2], 5))
    assert loss_view(state, batch).labels == ("α", "0.2", "1", "4")
    assert loss_view(State(), compute.batch(State())).labels == ()


@settings(deadline=None)
@given(st.floats(0, 1e3), st.floats(0, 1e3))
def test_every_start_has_one_of_the_colours(loss_1, loss_2):
    (color,) = start_colors(trajectory([[(loss_1, loss_2)]]))
    assert color in range(7)


def test_the_signature_is_that_of_the_trajectories():
    run, other = random_run(7, 30), random_run(7, 30)

    def signature(*panels):
        return unpacked(pack("test", list(panels)))[0]["signature"]

    assert signature(panel_of(run)) == signature(panel_of(run, title="else"))
    assert signature(panel_of(run)) != signature(panel_of(other))
    assert signature(panel_of(run)) != signature(panel_of(run), panel_of(other))


@pytest.mark.parametrize("epsilon", [-1, 0, 0.7, 1, 3])
@pytest.mark.parametrize("problem", PROBLEMS)
def test_the_header_is_such_that_a_browser_reads_it(problem, epsilon):
    state, _ = with_number(replace(State(), problem=problem), "epsilon", epsilon)
    state, _ = with_number(state, "learning_rate", 10)  # most of the runs diverge
    batch = compute.batch(state)
    views = (
        panels.loss_view(state, batch),
        panels.parameter_view(state, batch),
        *(panels.time_view(state, batch, "upper_series", name) for name in SERIES),
    )
    made = panels.panel(state, batch, batch.outcomes(), views, alt="α ≤ ε")
    header, [found] = unpacked(pack("test", [made]))
    assert header["panels"][0]["alt"] == "α ≤ ε"
    assert len(found.views) == 2 + len(SERIES)
    assert all(len(theme["palette"]) == 7 for theme in header["themes"].values())
    for theme in ("light", "dark"):
        for view in header["panels"][0]["views"]:
            assert (
                view["stills"][theme]["layout"]["font"]["color"]
                == (header["themes"][theme]["ink"])
            )


def test_what_an_address_opens_with_is_there_with_the_state_as_an_address(session):
    open_address("m=mdmm&f=12.5&pin=3&play=1&theme=projector&hide=eps,share")
    header, _ = unpacked(pack("test", [panel_of(random_run(7, 30))]))
    assert header["opened"] == {"count": 1, "frame": 12.5, "pinned": 3, "play": True}
    assert header["hidden"] == ["epsilon", "share"]
    assert read(header["query"]).state == replace(get_state(), frame=None, pinned=0)
    open_address(query(State()))
    header, _ = unpacked(pack("test", [panel_of(random_run(7, 30))]))
    assert header["opened"] == {"count": 2, "frame": None, "pinned": 0, "play": False}
    assert header["layout"] == "lesson"


def test_the_last_message_taken_is_acknowledged(session):
    message = {"sequence": 41, "values": {"epsilon": 0.5}}
    session["test"] = {"input": message}
    knobs.receive("test")
    header, _ = unpacked(pack("test", [panel_of(random_run(1, 2))]))
    assert header["acknowledged"] == 41
    assert unpacked(pack("other", [panel_of(random_run(1, 2))]))[0]["acknowledged"] == 0
