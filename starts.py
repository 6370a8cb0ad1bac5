"""Where runs start: the ways to choose a batch of starts for a problem."""

import math

import numpy as np
from jaxtyping import Float

from toy_problems.base import QUARTER_TURN, Problem

# A start this far from the ends of the angle is on neither axis of loss space.
MARGIN = 0.03
# How far out starts lie on their ray, the front being at 1 and the seven near 2.
NEAREST, FARTHEST = 1.2, 2.0
# The row of starts that shows how a mixed front splits them.
ROW_T2 = 0.6
ONE = ((1.5, 1.5),)

# As far as a start is moved off a symmetry that no real model has.
JITTER = 1e-3

# Ways by name; those that take a number of runs, and those that take a seed.
STARTS = ("seven", "one", "row", "grid", "random")
COUNTED = ("row", "grid", "random")
SEEDED = ("random",)
# Tells the stream of nudges from that of random starts with the same seed.
NUDGES = 1


def starts(
    name: str, problem: Problem, num_runs: int = 49, seed: int = 0
) -> Float[np.ndarray, "runs 2"]:
    """Parameters θ₀ of a batch of runs.

    Args:
        name: `seven`, those of the sources; `one`, at losses (1.5, 1.5); `row`, evenly
            spread along the front; `grid`, a square of rows; `random`, from a seed.
        problem: Whose parameters they are.
        num_runs: How many; a grid takes the nearest square from below. `seven` and `one`
            have their own number.
        seed: Of the random starts; at least 0.

    Raises:
        ValueError: There is no such way, `num_runs` is below 1, or `seed` below 0.
    """
    if name not in STARTS:
        raise ValueError(f"Starts should be one of {', '.join(STARTS)}. Found {name!r}.")
    if num_runs < 1:
        raise ValueError(f"`num_runs` should be at least 1. Found {num_runs}.")
    if seed < 0:
        raise ValueError(f"`seed` should be at least 0. Found {seed}.")
    if name == "seven":
        return problem.theta_from_losses(problem.starts)
    if name == "one":
        return problem.theta_from_losses(ONE)
    if name == "row":
        return np.stack([_angles(num_runs), np.full(num_runs, ROW_T2)], axis=1)
    if name == "grid":
        side = math.isqrt(num_runs)
        t2 = _distances(problem, np.linspace(NEAREST, FARTHEST, side))
        return np.stack(np.meshgrid(_angles(side), t2), axis=-1).reshape(-1, 2)
    generator = np.random.default_rng(seed)
    t1 = generator.uniform(MARGIN, QUARTER_TURN - MARGIN, num_runs)
    t2 = _distances(problem, generator.uniform(NEAREST, FARTHEST, num_runs))
    return np.stack([t1, t2], axis=1)


def jittered(
    problem: Problem,
    theta0: Float[np.ndarray, "runs n"],
    size: float = JITTER,
    seed: int = 0,
) -> Float[np.ndarray, "runs n"]:
    """Starts nudged at random: each parameter by up to `size` either way, evenly spread.

    In θ and not in the losses, so that a nudged start always exists, on the front too.
    A start on a saddle, such as the one at losses (1.5, 1.5) for a weighted sum with
    α = 1, stays on it for ever; nudged, it shows what becomes of all others.

    Args:
        problem: Whose box the starts are kept in.
        theta0: Starts, of shape (runs, n), as `starts` gives them.
        size: How far, at least 0; 0 moves nothing.
        seed: Of the nudges; at least 0. That of a start hangs on its place alone.

    Raises:
        ValueError: `size` is negative or not finite, or `seed` is below 0.
    """
    if not 0 <= size < math.inf:
        raise ValueError(f"`size` should be finite and at least 0. Found {size}.")
    if seed < 0:
        raise ValueError(f"`seed` should be at least 0. Found {seed}.")
    nudges = np.zeros(np.shape(theta0))
    if size:
        # Not the seed alone, which would draw what random starts were drawn from.
        generator = np.random.default_rng((seed, NUDGES))
        nudges = generator.uniform(-size, size, np.shape(theta0))
    return np.clip(theta0 + nudges, *np.transpose(problem.box))


def _angles(count: int) -> Float[np.ndarray, "count"]:
    return np.linspace(MARGIN, QUARTER_TURN - MARGIN, count)


def _distances(
    problem: Problem, radii: Float[np.ndarray, "count"]
) -> Float[np.ndarray, "count"]:
    """The t₂ at which a point lies `radii` times as far out as the front."""
    return np.sqrt((radii - 1) / problem.stretch)
