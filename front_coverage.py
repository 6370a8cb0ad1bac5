"""How much of a Pareto front the ends of runs cover."""

import numpy as np
from jaxtyping import Bool, Float, Int


def covered(
    end_losses: Float[np.ndarray, "... 2"],
    front: Float[np.ndarray, "points 2"],
    tolerance: float = 0.02,
    bins: int = 50,
) -> Bool[np.ndarray, "bins"]:
    """Which of so many parts of the front, all of the same length, are covered.

    A part is covered if its middle is within `tolerance` of some end. By another reading an
    end near the front covers the one part that it is nearest to. That leaves out parts
    whose middle is within reach of the ends at either side of them: of the convex front, 61
    weights from 0.05 to 20 would cover 0.82 instead of 0.88.

    Args:
        end_losses: Pairs (L₁, L₂); NaN covers nothing.
        front: Points of the front in order.
        tolerance: Greatest distance in loss space.
        bins: How many parts.
    """
    ends = np.asarray(end_losses, float).reshape(-1, 2)
    ends = ends[np.isfinite(ends).all(axis=1)]
    offset = middles(front, bins)[:, None] - ends
    distance = np.hypot(offset[..., 0], offset[..., 1])
    return distance.min(axis=1, initial=np.inf) <= tolerance


def coverage(
    end_losses: Float[np.ndarray, "... 2"],
    front: Float[np.ndarray, "points 2"],
    tolerance: float = 0.02,
    bins: int = 50,
) -> float:
    """The share of the front that is covered, from 0 to 1; see `covered`."""
    return float(covered(end_losses, front, tolerance, bins).mean())


def covered_by(
    end_losses: Float[np.ndarray, "values starts 2"],
    front: Float[np.ndarray, "points 2"],
    tolerance: float = 0.02,
    bins: int = 50,
) -> Int[np.ndarray, "bins"]:
    """The first of several values whose ends cover each part; their number if none does.

    The ends of the first k values then cover a share of `(covered_by(...) < k).mean()`;
    see `covered` for the arguments.
    """
    of_each = np.stack([covered(ends, front, tolerance, bins) for ends in end_losses])
    return np.where(of_each.any(axis=0), of_each.argmax(axis=0), len(of_each))


def middles(front: Float[np.ndarray, "points 2"], bins: int) -> Float[np.ndarray, "bins 2"]:
    """The middle of each of so many parts of a front, all of the same length."""
    return _at_share(front, (np.arange(bins) + 0.5) / bins)


def covered_parts(
    front: Float[np.ndarray, "points 2"], parts: Bool[np.ndarray, "bins"]
) -> Float[np.ndarray, "gapped 2"]:
    """The covered parts of a front as lines of five points, with NaN between them."""
    steps = np.linspace(0, 1, 5)
    shares = (np.flatnonzero(parts)[:, None] + steps) / len(parts)
    points = _at_share(front, shares.ravel()).reshape(-1, len(steps), 2)
    return np.pad(points, ((0, 0), (0, 1), (0, 0)), constant_values=np.nan).reshape(-1, 2)


def _at_share(
    front: Float[np.ndarray, "points 2"], shares: Float[np.ndarray, "shares"]
) -> Float[np.ndarray, "shares 2"]:
    """Points of a front at shares of its length, from 0 to 1."""
    steps = np.diff(front, axis=0)
    length = np.append(0, np.cumsum(np.hypot(steps[:, 0], steps[:, 1])))
    at = shares * length[-1]
    return np.stack([np.interp(at, length, losses) for losses in front.T], axis=1)
