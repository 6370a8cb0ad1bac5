"""What a plot over time can show of a batch of runs."""

import numpy as np
from jaxtyping import Float

from ui.compute import Batch
from ui.state import SERIES

# Of these a half step that moves θ changes nothing yet.
OF_MULTIPLIER = ("multiplier", "force")


def offered(batch: Batch) -> tuple[str, ...]:
    """Which of `SERIES` the method of a batch has."""
    method = batch.method
    has = {
        "violation": method.constrained,
        "multiplier": bool(np.isfinite(batch.run.multiplier[:, 0]).any()),
        "damping_force": hasattr(method, "damping"),
        "force": hasattr(method, "damping"),
    }
    return tuple(name for name in SERIES if has.get(name, True))


def chosen(batch: Batch, *names: str) -> tuple[str, ...]:
    """Names of series, each that the method does not have replaced by one that it has."""
    there = offered(batch)
    spare = [name for name in ("loss_2", "total", "loss_1") if name not in names]
    return tuple(name if name in there else spare.pop(0) for name in names)


def series(name: str, batch: Batch) -> Float[np.ndarray, "runs iterates"]:
    """One of `SERIES` of each run at each iterate."""
    method, run = batch.method, batch.run
    loss_1, loss_2 = np.moveaxis(run.losses, -1, 0)
    if name == "loss_1":
        return loss_1
    if name == "loss_2":
        return loss_2
    if name == "total":
        return np.asarray(method.total_loss(run.losses, run.multiplier))
    if name == "multiplier":
        return run.multiplier
    violation = loss_2 - getattr(method, "epsilon", np.nan)
    if name == "violation":
        return violation
    if name == "damping_force":
        return getattr(method, "damping", np.nan) * violation
    return method.force(run.losses, run.multiplier)


def level(name: str, batch: Batch) -> float | None:
    """Where the line is that a series should come to, if anywhere."""
    if name == "loss_2" and batch.method.constrained:
        return float(batch.method.epsilon)  # type: ignore[attr-defined]
    return 0.0 if name in ("violation", "damping_force") else None
