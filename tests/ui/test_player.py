import json
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulation import Trajectory
from toy_problems import PROBLEMS
from ui import compute, knobs
from ui.player import (
    NOTHING,
    RANGE,
    Panel,
    pack,
    quantized,
    start_colors,
)
from ui.state import MOST_ITERATES, State, with_number

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


def panel_of(run, **others):
    batch = compute.Batch("concave", State().method(), run)
    return Panel(**{"title": "", "batch": batch, "figures": {}, "alt": "", **others})


def no_such_number(text):
    raise AssertionError(f"No browser reads {text}.")


def unpacked(data):
    """Header, and positions and colours of each panel, read byte by byte."""
    length = int.from_bytes(data[:4], "little")
    assert length % 2 == 0
    header = json.loads(data[4 : 4 + length], parse_constant=no_such_number)
    at, parts = 4 + length, []
    for panel in header["panels"]:
        shape = panel["steps"] + 1, 2, panel["runs"]
        where = np.frombuffer(data, "<u2", np.prod(shape), at).reshape(shape)
        at += where.nbytes
        colors = np.frombuffer(data, np.uint8, panel["runs"], at)
        at += panel["runs"] + panel["runs"] % 2
        parts.append((where, colors))
    assert at == len(data)
    return header, parts


def losses_of(positions):
    return np.moveaxis(LOW + QUANTUM * positions, -1, 0)


@pytest.mark.parametrize(("runs", "iterates"), [(1, 1), (7, 401), (8, 2), (49, 30)])
def test_losses_come_back_within_half_a_quantum(runs, iterates):
    run = random_run(runs, iterates)
    header, [(positions, colors)] = unpacked(pack("test", [panel_of(run)]))
    np.testing.assert_allclose(
        losses_of(positions), run.losses, atol=0.51 * QUANTUM, rtol=0
    )
    np.testing.assert_array_equal(colors, start_colors(run))
    assert header["range"] == [LOW, HIGH]
    (panel,) = header["panels"]
    assert (panel["runs"], panel["steps"]) == (runs, iterates - 1)


def test_two_panels_are_told_apart():
    first, second = random_run(7, 30), random_run(3, 11)
    panels = [panel_of(first, title="one", alt="first"), panel_of(second, title="two")]
    header, parts = unpacked(pack("test", panels))
    assert [panel["title"] for panel in header["panels"]] == ["one", "two"]
    assert header["panels"][0]["alt"] == "first"
    for run, (positions, colors) in zip((first, second), parts, strict=True):
        np.testing.assert_array_equal(positions, quantized(run))
        np.testing.assert_array_equal(colors, start_colors(run))


def test_a_run_is_nothing_from_where_it_is_no_longer_finite():
    losses = np.full((3, 20, 2), 1.5)
    losses[0, 5] = np.inf
    losses[0, 6:] = np.nan
    losses[2, 19] = -np.inf
    nothing = quantized(trajectory(losses)) == NOTHING
    expected = np.zeros((20, 2, 3), bool)
    expected[5:, :, 0] = expected[19, :, 2] = True
    np.testing.assert_array_equal(nothing, expected)


def test_losses_out_of_range_are_at_its_ends_and_not_nothing():
    run = trajectory([[(-1e9, 1e9), (LOW, HIGH), (LOW - 1e-9, HIGH + 1e-9)]])
    np.testing.assert_array_equal(quantized(run)[:, :, 0], [(0, NOTHING - 1)] * 3)


@pytest.mark.parametrize(("runs", "steps"), [(4096, 244), (1000, 1000), (200, 5000)])
def test_many_runs_take_a_bounded_number_of_bytes(runs, steps):
    losses = np.broadcast_to(np.float32(1), (runs, steps + 1, 2))
    data = pack("test", [panel_of(Trajectory(losses, losses, losses[..., 0]))])
    assert len(data) < 4 * MOST_ITERATES + 100_000


def test_the_seven_have_a_colour_each_in_order():
    for problem in PROBLEMS:
        state = replace(State(), problem=problem)
        colors = start_colors(compute.batch(state).run)
        np.testing.assert_array_equal(colors, range(7))


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
    panel = Panel("L₁", batch, compute.figures(problem, epsilon), "α ≤ ε")
    header, _ = unpacked(pack("test", [panel]))
    assert header["panels"][0]["alt"] == "α ≤ ε"
    for theme, colors in header["themes"].items():
        figure = header["panels"][0]["figures"][theme]
        assert figure["layout"]["shapes"][0]["line"]["color"] == colors["ink"]
        assert len(colors["palette"]) == 7


def test_the_last_message_taken_is_acknowledged(session):
    message = {"sequence": 41, "values": {"epsilon": 0.5}}
    session["test"] = {"input": message}
    knobs.receive("test")
    header, _ = unpacked(pack("test", [panel_of(random_run(1, 2))]))
    assert header["acknowledged"] == 41
    assert unpacked(pack("other", [panel_of(random_run(1, 2))]))[0]["acknowledged"] == 0
