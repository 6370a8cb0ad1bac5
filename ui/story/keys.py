"""Answer keys and the numbers in what is said: computed from the runs, never typed."""

import numpy as np

from damping.law import damping_threshold
from toy_problems import PROBLEMS
from ui.compute import Batch

# Of a corner of the front.
AT_CORNER = 0.05
# A bound is violated by more than this, as `verdicts` has it.
VIOLATED = 0.02
# Numbers closer than this look the same in a plot.
SAME = 0.02
YES, NO = 0.0, 1.0
Facts = dict[str, float]


def loss_2_of_end(batch: Batch) -> float:
    """L₂ at the end, on average over the runs."""
    return float(batch.run.losses[:, -1, 1].mean())


def mean_loss_2(batch: Batch) -> float:
    """L₂ over the last half of all runs, on average."""
    losses = batch.run.losses
    return float(losses[:, losses.shape[1] // 2 :, 1].mean())


def between_corners(batch: Batch) -> float:
    """How many runs end at neither corner of the front."""
    return float(len(batch.run.losses) - _at(batch, 0, 1) - _at(batch, 1, 0))


def with_least_loss_2(batch: Batch) -> float:
    """How many runs end at (1, 0), where loss 2 is least."""
    return float(_at(batch, 1, 0))


def violating(batch: Batch) -> float:
    """How many runs end above the bound."""
    epsilon = batch.method.epsilon  # type: ignore[attr-defined]
    return float((batch.run.losses[:, -1, 1] > epsilon + VIOLATED).sum())


def one_model(batch: Batch) -> float:
    """Whether all runs end at one place, as their total losses make believe."""
    return YES if farthest_apart(batch) < SAME else NO


def same_at_all_stops(batch: Batch) -> float:
    """Whether L₂ of every run is the same wherever it is stopped."""
    return YES if np.nanmax(_range_at_stops(batch)) < SAME else NO


def needed_damping(batch: Batch) -> float:
    """The least δ with which the optimum attracts."""
    return float(damping_threshold(PROBLEMS[batch.problem](), batch.method))


def farthest_apart(batch: Batch) -> float:
    """The largest distance between two ends."""
    ends = batch.run.losses[:, -1]
    return float(np.linalg.norm(ends[:, None] - ends[None], axis=-1).max())


# Steps at which somebody might stop.
STOPS = (600, 700, 800)


def ends(batch: Batch) -> Facts:
    """Where runs end on average, and how many at which corner."""
    loss_1, loss_2 = batch.run.losses[:, -1].mean(axis=0).tolist()
    corners = {"first": _at(batch, 0, 1), "second": _at(batch, 1, 0)}
    return {"loss_1": loss_1, "loss_2": loss_2, **corners}


def totals(batch: Batch) -> Facts:
    """Where the total losses end, and how far the ends are apart."""
    method, run = batch.method, batch.run
    total = np.asarray(method.total_loss(run.losses, run.multiplier))[:, -1]
    return {"total": float(total.mean()), "apart": farthest_apart(batch)}


def of_dual(batch: Batch) -> Facts:
    """The multiplier that solves the dual, and how the runs split."""
    return {"multiplier": float(batch.run.multiplier[0, 0]), **ends(batch)}


def of_mean(batch: Batch) -> Facts:
    """The bound, and how far below it runs are on average."""
    epsilon = float(batch.method.epsilon)  # type: ignore[attr-defined]
    return {"epsilon": epsilon, "below": epsilon - mean_loss_2(batch)}


def at_stops(batch: Batch) -> Facts:
    """L₂ at each stop of the run that varies most between them."""
    run = int(np.nanargmax(_range_at_stops(batch)))
    found = batch.run.losses[run, list(STOPS), 1]
    return dict(zip(("at_first", "at_second", "at_third"), found.tolist(), strict=True))


def of_law(batch: Batch) -> Facts:
    """The law at the bound of the runs, and at a larger one where the front bends more."""
    sharper = 0.9
    method = type(batch.method)(epsilon=sharper)  # type: ignore[call-arg]
    at_sharper = float(damping_threshold(PROBLEMS[batch.problem](), method))
    return {"needed": needed_damping(batch), "sharper": sharper, "at_sharper": at_sharper}


def _at(batch: Batch, loss_1: float, loss_2: float) -> int:
    gap = np.abs(batch.run.losses[:, -1] - (loss_1, loss_2)).max(axis=1)
    return int((gap < AT_CORNER).sum())


def _range_at_stops(batch: Batch) -> np.ndarray:
    at_stops = batch.run.losses[:, list(STOPS), 1]
    return np.ptp(at_stops, axis=1)
