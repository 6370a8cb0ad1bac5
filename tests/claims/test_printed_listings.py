"""The listings in print, run as they stand, walk the paths of the methods here.

The authors do not keep θ in its box, and neither do these runs.
"""

import difflib

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from optimizers import OPTIMIZERS
from optimizers.base import State
from optimizers.mdmm import MDMM
from simulation import simulate
from tests.oracles import printed
from toy_problems import PROBLEMS

pytestmark = pytest.mark.claim

CASES = [("convex", 0.3), ("concave", 0.7)]
LAMBDA = {"convex": 0.7 / np.sqrt(0.51), "concave": 1.0}
LISTINGS = (
    printed.SUM,
    printed.WEIGHTED,
    printed.DUAL,
    printed.HARD_CONSTRAINT_FIRST,
    printed.BDMM,
    printed.MDMM,
)


def assert_same_ends(text, name, method, numbers, names):
    """From all seven starts θ, λ and the number of gradients are those of `simulate`."""
    problem = PROBLEMS[name]()
    theta0 = problem.theta_from_losses(problem.starts)
    run = simulate(
        problem, OPTIMIZERS[method](**numbers), theta0, 2000, keep_in_domain=False
    )
    listing = printed.Printed(text, problem, **names)
    for start, theta, multiplier in zip(theta0, run.theta, run.multiplier, strict=True):
        end, end_multiplier, gradients = listing.run(start)
        np.testing.assert_allclose(end, theta[gradients], rtol=0, atol=1e-6)
        if method in ("dual", "bdmm", "mdmm"):
            np.testing.assert_allclose(end_multiplier, multiplier[gradients], atol=1e-6)


@pytest.mark.parametrize(("name", "_"), CASES)
def test_001_08_the_listing_of_the_sum(name, _):
    assert_same_ends(printed.SUM, name, "linear", {"alpha": 1.0}, {})


@pytest.mark.parametrize(("name", "_"), CASES)
def test_001_09_the_listing_of_the_weighted_sum(name, _):
    assert_same_ends(printed.WEIGHTED, name, "linear", {"alpha": 0.5}, {})


@pytest.mark.parametrize(("name", "epsilon"), CASES)
def test_000_07_the_listing_that_solves_the_dual(name, epsilon):
    """`solve_dual` is not in print; here it is the closed form of λ*."""
    names = {"ε": epsilon, "solve_dual": lambda _: LAMBDA[name]}
    assert_same_ends(printed.DUAL, name, "dual", {"epsilon": epsilon}, names)


@pytest.mark.parametrize(("name", "epsilon"), CASES)
def test_000_15_the_listing_of_hard_constraint_first(name, epsilon):
    """A loop in a loop; here each pass of either is one step, and one gradient."""
    text, numbers = printed.HARD_CONSTRAINT_FIRST, {"epsilon": epsilon}
    assert_same_ends(text, name, "hard_constraint_first", numbers, {"ε": epsilon})


@pytest.mark.parametrize(("name", "epsilon"), CASES)
def test_000_22_the_listing_of_bdmm(name, epsilon):
    numbers = {"epsilon": epsilon, "multiplier_rate": 1.0}
    assert_same_ends(printed.BDMM, name, "bdmm", numbers, {"ε": epsilon})


@pytest.mark.parametrize(("name", "epsilon"), CASES)
def test_000_36_the_listing_of_mdmm(name, epsilon):
    numbers = {"epsilon": epsilon, "damping": 10.0, "multiplier_rate": 1.0}
    assert_same_ends(printed.MDMM, name, "mdmm", numbers, {"ε": epsilon})


def test_000_36_without_stop_gradient_the_damping_counts_twice(problem):
    """The gradient of the printed Lagrangian, with and without it, at one state."""
    epsilon, damping, multiplier = 0.6, 10.0, 0.4
    theta = problem.theta_from_losses([(1.2, 1.1)])[0]

    def gradient(stop_gradient):
        def lagrangian(theta):
            loss_1, loss_2 = problem.losses(theta)
            damp = damping * stop_gradient(epsilon - loss_2)
            return loss_1 - (multiplier - damp) * (epsilon - loss_2)

        return jax.grad(lagrangian)(theta)

    for stop_gradient, counts in ((jax.lax.stop_gradient, 1), (lambda value: value, 2)):
        method = MDMM(epsilon=epsilon, damping=counts * damping, learning_rate=1.0)
        end = method.step(problem, State(theta, jnp.array(multiplier))).theta
        np.testing.assert_allclose(theta - end, gradient(stop_gradient), atol=1e-12)


def test_003_15_and_17_the_digest_prints_the_same_rules():
    """`λ + gradient_λ` for `λ + 1.0 * gradient_λ`, and 10 for `damping`: the same ends."""
    problem = PROBLEMS["convex"]()
    start = problem.theta_from_losses(problem.starts)[2]
    for text in (printed.BDMM, printed.MDMM):
        short = text.replace("1.0 * gradient_λ", "gradient_λ")
        short = short.replace("damping *", "10 *").replace("damping = 10.0\n", "")
        assert short != text
        ends = [printed.Printed(form, problem, ε=0.3).run(start) for form in (text, short)]
        np.testing.assert_array_equal(ends[0][0], ends[1][0])
        assert ends[0][1:] == ends[1][1:]


def test_e9_a_listing_without_its_indentation_is_no_python():
    for text in LISTINGS:
        compile(text, "listing.py", "exec")
        flat = "\n".join(line.strip() for line in text.splitlines())
        with pytest.raises(IndentationError):
            compile(flat, "listing.py", "exec")


def added_lines(before, after):
    """How many lines that are not empty a diff marks with a plus, and with a minus."""
    texts = [
        [line for line in text.splitlines() if line.strip()] for text in (before, after)
    ]
    marks = [line[:2] for line in difflib.ndiff(*texts)]
    return marks.count("+ "), marks.count("- ")


def test_000_43_mdmm_takes_six_lines_more():
    """As the source says, not counting the line that sets ε: of 12 lines for 6.

    The rule of one step, as the app lists it, has three more.
    """
    added, removed = added_lines(printed.WEIGHTED, printed.MDMM)
    assert added - removed == 6
    added, removed = added_lines(OPTIMIZERS["linear"].listing, OPTIMIZERS["mdmm"].listing)
    assert added - removed == 3


def test_000_21_hard_constraint_first_is_easy_to_implement():
    """Its rule has one line more than that of a weighted sum, and two fewer than MDMM's."""
    count = {
        name: len(kind.listing.strip().splitlines()) for name, kind in OPTIMIZERS.items()
    }
    assert count["linear"] + 1 == count["hard_constraint_first"] == count["mdmm"] - 2
