"""The damping matrix as a map over parameter space, and the region R around an optimum.

R is where A ≻ 0, as far as it hangs together with the optimum, all at one λ. By Pedro's
slides a motion converges that starts in R and stays there.
"""

from typing import NamedTuple

import jax.numpy as jnp
import numpy as np
from jaxtyping import Bool, Float

from damping.matrix import smallest_eigenvalue
from optimizers.base import State
from toy_problems.base import Problem


class EigenvalueMap(NamedTuple):
    """The smallest eigenvalue of A on a grid over parameter space.

    Attributes:
        t1: Of the columns, rising and evenly spaced; an angle in radians.
        t2: Of the rows, likewise.
        smallest: At each point of the grid.
        region: Whether a point is in R.
    """

    t1: Float[np.ndarray, "columns"]
    t2: Float[np.ndarray, "rows"]
    smallest: Float[np.ndarray, "rows columns"]
    region: Bool[np.ndarray, "rows columns"]

    def contains(self, theta: Float[np.ndarray, "2"]) -> bool:
        """Whether the point of the grid that is nearest to θ is in R."""
        return bool(self.region[_nearest(self, theta)])


def eigenvalue_map(
    problem: Problem,
    rest: State | None,
    epsilon: float,
    damping: float,
    t1: Float[np.ndarray, "columns"],
    t2: Float[np.ndarray, "rows"],
    printed: bool = False,
) -> EigenvalueMap:
    """A over parameter space, at the λ of an optimum.

    Args:
        problem: The two losses.
        rest: θ and λ of the optimum; without one λ is 0, and R empty.
        epsilon: Bound ε on the second loss.
        damping: δ, at least 0.
        t1: Of the columns of the grid.
        t2: Of the rows.
        printed: As for `damping_matrix`.
    """
    theta = jnp.stack(jnp.meshgrid(jnp.asarray(t1), jnp.asarray(t2)), axis=-1)
    multiplier = jnp.asarray(0.0 if rest is None else rest.multiplier)
    found = smallest_eigenvalue(
        problem, theta, multiplier, epsilon, damping, printed=printed
    )
    smallest = np.asarray(found)
    drawn = EigenvalueMap(t1, t2, smallest, np.zeros(smallest.shape, bool))
    if rest is None:
        return drawn
    cell = _nearest(drawn, np.asarray(rest.theta))
    return drawn._replace(region=connected(smallest > 0, cell))


def connected(
    positive: Bool[np.ndarray, "rows columns"], cell: tuple[int, int]
) -> Bool[np.ndarray, "rows columns"]:
    """The true cells that hang together with one, side by side; none if that is false.

    Args:
        positive: Of each cell.
        cell: Row and column of the one.
    """
    reached = np.zeros_like(positive)
    reached[cell] = positive[cell]
    size = -1
    while reached.sum() > size:
        size = reached.sum()
        grown = np.pad(reached, 1)
        beside = grown[:-2, 1:-1] | grown[2:, 1:-1] | grown[1:-1, :-2] | grown[1:-1, 2:]
        reached = (reached | beside) & positive
    return reached


def _nearest(drawn: EigenvalueMap, theta: Float[np.ndarray, "2"]) -> tuple[int, int]:
    """Row and column of the point of the grid that is nearest to θ."""
    row, column = np.abs(drawn.t2 - theta[1]), np.abs(drawn.t1 - theta[0])
    return int(row.argmin()), int(column.argmin())
