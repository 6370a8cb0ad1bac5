"""What an exported file shows at one value of its slider, as the app would show it."""

from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np
from jaxtyping import Float, Int, UInt8, UInt16

from exports.coding import frames
from exports.slider import main_number, slider_values
from simulation import Trajectory
from ui import compute, report
from ui.advice import advice
from ui.changes import with_number
from ui.compute import Batch
from ui.figure import figure_panel
from ui.knobs import Advice, knob_at
from ui.panels import BEYOND
from ui.player import RANGE, Panel, View, arrays_of, header_of
from ui.state import State

# Of more runs, evenly chosen ones: at the size of a slide nobody tells more apart. Where
# there are more iterates, so many of them: all values together take memory.
MOST_RUNS = 256
MOST_ITERATES, MOST_FRAMES = 60_000, 400


class Snapshot(NamedTuple):
    """One panel at one value, in the parts that `ui/frontend/payload.js` describes.

    Attributes:
        header: All but the arrays.
        outcome: Of each run: end L₁, end L₂, λ, step by which it settled.
        verdicts: Of each run, an index of the panel's words for verdicts.
        colors: Index of the colour of each run.
        kept: Steps at which there are positions.
        positions: Of each view, quantized as [kept step, coordinate, run].
        loss_over_time: Which loss the second view shows over time, 0 or 1, if it is one
            and shows no more of it than is quantized of the first; None otherwise.
        groups: So many equal groups the runs are in, one for each of several weights.
        total: How many runs the state has.
    """

    header: dict[str, Any]
    outcome: Float[np.ndarray, "runs 4"]
    verdicts: UInt8[np.ndarray, "runs"]
    colors: UInt8[np.ndarray, "runs"]
    kept: Int[np.ndarray, "kept"]
    positions: tuple[UInt16[np.ndarray, "kept coordinates runs"], ...]
    loss_over_time: int | None
    groups: int
    total: int


def snapshot(state: State, value: float) -> Snapshot:
    """The figure of a state whose main number has another value.

    Args:
        state: What is exported.
        value: One of `slider_values(state)`.

    Raises:
        RefusedError: The server has no turn for so much work now.
    """
    name = main_number(state)
    shown = with_number(state, name, value)[0] if name else state
    everything = compute.batch(shown)
    outcomes = everything.outcomes()
    batch = _some(everything)
    if batch is not everything:
        outcomes = batch.outcomes()
    knobs = (_knob(state, shown, name),) if name else ()
    panel = _alone(figure_panel(shown, batch, outcomes, knobs), slider_values(state))
    if batch is not everything:
        said = report.total_sentence if state.total_only else report.sentence
        panel = replace(panel, alt=said(everything, everything.outcomes()))
    outcome, verdicts, colors, *positions = arrays_of(panel)
    runs, iterates, _ = batch.run.losses.shape
    most = iterates if runs * iterates <= MOST_ITERATES else MOST_FRAMES
    kept = frames(iterates - 1, most)
    return Snapshot(
        header=_header(shown, panel),
        outcome=outcome,
        verdicts=verdicts,
        colors=colors,
        kept=kept,
        positions=tuple(view[kept] for view in positions),
        loss_over_time=_loss_over_time(batch, panel.views),
        groups=max(1, len(batch.weights)),
        total=len(everything.run.losses),
    )


def chosen_runs(runs: int, groups: int, every: int) -> Int[np.ndarray, "chosen"]:
    """Each so manieth run of each group."""
    return np.arange(runs).reshape(groups, -1)[:, ::every].ravel()


def _some(batch: Batch) -> Batch:
    """The batch with at most `MOST_RUNS` of its runs, evenly chosen."""
    runs, groups = len(batch.run.losses), max(1, len(batch.weights))
    if runs <= MOST_RUNS:
        return batch
    every = -(-runs // groups // (MOST_RUNS // groups)) + 1
    chosen = chosen_runs(runs, groups, every)
    method = batch.method
    if batch.weights:
        per_run: dict[str, Any] = {
            "alpha": np.repeat(batch.weights, runs // groups)[chosen]
        }
        method = replace(method, **per_run)
    run = Trajectory(*(array[chosen] for array in batch.run))
    return batch._replace(run=run, method=method)


def _knob(state: State, shown: State, name: str) -> dict[str, Any]:
    knob = knob_at(name, shown[name], advice(shown).get(name, Advice()))
    return knob | {"scale": "list", "values": slider_values(state)}


def _alone(panel: Panel, values: tuple[float, ...]) -> Panel:
    """A panel that nobody computes anything for: it offers what is there."""
    bound = panel.extras["bound"]
    if bound:
        bound = bound | {"low": values[0], "high": values[-1], "values": values}
    views = tuple(replace(view, options=(), name="") for view in panel.views)
    return replace(panel, views=views, extras=panel.extras | {"bound": bound})


def _header(state: State, panel: Panel) -> dict[str, Any]:
    """Without an address, which a file has none of its own, and paused."""
    header = header_of(state, [panel], "figure") | {"query": "", "plotly": ""}
    header["opened"] |= {"play": False}
    return header


def _loss_over_time(batch: Batch, views: tuple[View, ...]) -> int | None:
    if len(views) < 2:
        return None
    (shown,), ((low, high),) = views[1].coordinates, views[1].ranges
    # Beyond what the plot shows, as much again is quantized on either side.
    room = BEYOND / (1 + 2 * BEYOND) * (high - low)
    if low + room < RANGE[0] or high - room > RANGE[1]:
        return None
    losses = batch.run.losses
    same = [np.array_equal(shown, losses[..., axis], equal_nan=True) for axis in (0, 1)]
    return same.index(True) if any(same) else None
