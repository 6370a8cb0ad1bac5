"""The damping matrix of Pedro's slides: what slows the motion of θ down, or speeds it up.

    θ″ + A θ′ + (g − ε) ∇g = 0,
    A(θ, λ, δ) = ∂²f + λ ∂²g + δ ∇g ∇gᵀ + δ (g − ε) ∂²g

with f = L₁, g = L₂, and δ the damping of this project, twice that of the slides. As the
slides print it, the last term is δ g ∂²g, which the motion does not obey.
"""

import jax
import jax.numpy as jnp
import numpy as np
from jaxtyping import Array, Float, ScalarLike

from bounded_jit import jit
from damping.attraction import optimum
from toy_problems.base import Problem


@jit
def damping_matrix(
    problem: Problem,
    theta: Float[Array, "2"],
    multiplier: ScalarLike,
    epsilon: ScalarLike,
    damping: ScalarLike,
    *,
    printed: bool = False,
) -> Float[Array, "2 2"]:
    """A at one θ and one λ.

    It is minus the derivative of θ′ by θ, so that its eigenvalues are also how stiff the
    motion is.

    Args:
        problem: The two losses.
        theta: Parameters (t₁, t₂).
        multiplier: λ.
        epsilon: Bound ε on the second loss.
        damping: δ, at least 0.
        printed: Whether the last term is that of the slides, with g in place of g − ε.
    """
    _, loss_2 = problem.losses(theta)
    _, gradient_2 = jax.jacfwd(problem.losses)(theta)
    bend_1, bend_2 = jax.hessian(problem.losses)(theta)
    factor = loss_2 if printed else loss_2 - epsilon
    along_gradient = damping * jnp.outer(gradient_2, gradient_2)
    return bend_1 + (multiplier + damping * factor) * bend_2 + along_gradient


@jit
def smallest_eigenvalue(
    problem: Problem,
    theta: Float[Array, "... 2"],
    multiplier: Float[Array, "..."],
    epsilon: ScalarLike,
    damping: ScalarLike,
    *,
    printed: bool = False,
) -> Float[Array, "..."]:
    """The smallest eigenvalue of A at each of many θ and λ, which broadcast."""
    shape = jnp.broadcast_shapes(theta.shape[:-1], jnp.shape(multiplier))
    flat = jnp.broadcast_to(theta, (*shape, 2)).reshape(-1, 2)
    multipliers = jnp.broadcast_to(multiplier, shape).ravel()
    found = jax.vmap(
        lambda theta, multiplier: _smallest(
            damping_matrix(problem, theta, multiplier, epsilon, damping, printed=printed)
        )
    )(flat, multipliers)
    return found.reshape(shape)


def least_damping(problem: Problem, epsilon: float, printed: bool = False) -> float:
    """δ*: the A of the optimum is positive definite for any δ just above it.

    With the last term as it should be, this is −F″(ε), or 0 where the front is convex: a
    body that moves takes η_λ less than one that takes steps.

    Args:
        problem: The two losses.
        epsilon: Within the front, its ends excluded.
        printed: As for `damping_matrix`. The set of such δ may then end, or be empty.

    Returns:
        δ*, at least 0; infinite where no δ will do.
    """
    rest = optimum(problem, np.array([epsilon]))
    theta, multiplier = rest.theta[:, 0], rest.multiplier[0]
    plain, damped = (
        np.asarray(
            damping_matrix(problem, theta, multiplier, epsilon, damping, printed=printed)
        )
        for damping in (0.0, 1.0)
    )
    more = damped - plain
    # det(plain + δ more) is a parabola in δ, and only where it is 0 can an eigenvalue be.
    # From rounding a straight line can get a bend, and a root far away.
    both = (
        plain[0, 0] * more[1, 1] + plain[1, 1] * more[0, 0] - 2 * plain[0, 1] * more[0, 1]
    )
    parabola = np.array([np.linalg.det(more), both, np.linalg.det(plain)])
    parabola[np.abs(parabola) < 1e-12] = 0.0
    roots = np.roots(parabola)
    begins = np.unique([0.0, *roots[np.isreal(roots)].real.clip(0.0)])
    betweens = (begins + np.append(begins[1:], 2 * begins[-1] + 1)) / 2
    good = [np.linalg.eigvalsh(plain + delta * more)[0] > 0 for delta in betweens]
    return float(begins[np.argmax(good)]) if any(good) else np.inf


def _smallest(matrix: Float[Array, "2 2"]) -> Float[Array, ""]:
    """The smaller root of the characteristic polynomial, which has a closed form."""
    (a, b), (_, d) = matrix
    return (a + d) / 2 - jnp.hypot((a - d) / 2, b)
