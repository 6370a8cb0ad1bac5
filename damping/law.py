"""The law of damping: how much of it a constrained optimum takes to attract.

    δ > η_λ − F″(ε)        where θ and λ move at once
    δ > −F″(ε)             where λ moves at the new θ

with F the front as L₁ = F(L₂), for small enough η and starts that are close enough.
`docs/damping.md` derives it.
"""

import numpy as np
from jaxtyping import Float
from numpy.typing import ArrayLike

from checks import as_finite_numbers
from optimizers.base import Optimizer
from optimizers.mdmm import MDMM
from toy_problems.base import Problem

# Of the factors 1.1, 1.5, 2, 3 and 4, three settles most runs: see `adaptive_damping`.
SAFE_FACTOR = 3.0
# The default, without which runs on the flat of a front take their time; and the most that
# the app accepts.
LEAST_DAMPING, MOST_DAMPING = 10.0, 1000.0
# η δ. A far start has gradients of L₂ well above 1, and is thrown out by more than that.
SAFE_STIFFNESS = 0.3


def damping_threshold(problem: Problem, method: Optimizer) -> Float[np.ndarray, "..."]:
    """What δ has to exceed for the constrained optimum to attract.

    Args:
        problem: Whose front bends by F″.
        method: Each of its hyperparameters is a number, or they broadcast.

    Returns:
        The threshold for each ε, below 0 where any δ will do. NaN where the law says
        nothing: of other methods, and where ε is infeasible or has room to spare, so that
        no optimum lies at the bound. At an end of the front it may be infinite.
    """
    if not method.under_the_law:
        return np.full(np.shape(getattr(method, "epsilon", np.nan)), np.nan)
    epsilon = as_finite_numbers(np.asarray(method.epsilon), "epsilon")  # type: ignore[attr-defined]
    least, most = problem.front_ends()
    with np.errstate(all="ignore"):
        multiplier = -problem.front_slope(epsilon)
        curvature = problem.front_curvature(epsilon)
        threshold = np.asarray(method.damping_threshold(multiplier, curvature))
    return np.where((epsilon >= least) & (epsilon <= most), threshold, np.nan)


def adaptive_damping(
    problem: Problem, epsilon: ArrayLike, multiplier_rate: ArrayLike = 1.0
) -> Float[np.ndarray, "values"]:
    """A damping for each bound: three times the least that makes the optimum attract.

    The law is local, for starts close enough; twice as much settles fewer of the far ones,
    four times as much no more. It is kept between 10 and 1,000. A damping as large as that
    asks for smaller steps: `adaptive_learning_rate` has them.

    On the concave front, with 41 bounds evenly spaced along it and the seven starts, 251 of
    287 runs settle within 2,000 steps and 263 within 4,000. The others have bounds above
    0.97 and 0.99, close to the end of the front, where F″ grows without limit. With
    η = 0.02 throughout, runs that start far from the front diverge instead.
    """
    epsilon = as_finite_numbers(epsilon, "epsilon")
    method = MDMM(epsilon=epsilon, multiplier_rate=np.asarray(multiplier_rate))
    safe = np.clip(
        SAFE_FACTOR * damping_threshold(problem, method), LEAST_DAMPING, MOST_DAMPING
    )
    return np.where(np.isnan(safe), LEAST_DAMPING, safe)


def adaptive_learning_rate(
    damping: ArrayLike, learning_rate: ArrayLike = 0.02
) -> Float[np.ndarray, "values"]:
    """A rate for each damping: the usual one, or 0.3 / δ where that is less."""
    with np.errstate(divide="ignore"):
        return np.minimum(learning_rate, SAFE_STIFFNESS / np.asarray(damping, float))
