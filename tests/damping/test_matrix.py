"""All derivatives are worked out by hand, as in the test of the claim."""

import numpy as np
import pytest

from damping.matrix import damping_matrix, least_damping, smallest_eigenvalue
from tests.claims.test_equation_of_motion import derivatives
from tests.oracles import stability
from toy_problems import PROBLEMS

CASES = [("convex", 0.3), ("concave", 0.7)]
THETAS = [(0.3, 0.0), (0.8, 0.4), (1.2, -0.7), (1.5, 1.0)]


def by_hand(name, theta, multiplier, epsilon, damping, printed=False):
    (_, _, bend_f), (g, by_g, bend_g) = derivatives(name, theta)
    factor = g if printed else g - epsilon
    along = damping * np.outer(by_g, by_g)
    return bend_f + multiplier * bend_g + along + damping * factor * bend_g


@pytest.mark.parametrize("printed", [False, True])
@pytest.mark.parametrize(("name", "epsilon"), CASES)
def test_the_matrix_and_its_smallest_eigenvalue_are_those_worked_out_by_hand(
    name, epsilon, printed
):
    problem = PROBLEMS[name]()
    for theta in THETAS:
        for damping in (0.0, 10.0):
            numbers = (np.array(theta), np.float64(0.95), epsilon, damping)
            expected = by_hand(name, *numbers, printed)
            np.testing.assert_allclose(
                damping_matrix(problem, *numbers, printed=printed), expected, atol=1e-9
            )
            found = smallest_eigenvalue(problem, *numbers, printed=printed)
            least = np.linalg.eigvalsh(expected)[0]
            np.testing.assert_allclose(found, least, atol=1e-9)


def test_eigenvalues_of_a_grid_have_its_shape_and_a_multiplier_for_each_or_for_all():
    problem = PROBLEMS["concave"]()
    theta = np.array(THETAS).reshape(2, 2, 2)
    for_all = smallest_eigenvalue(problem, theta, np.float64(0.5), 0.7, 3.0)
    for_each = smallest_eigenvalue(problem, theta, np.full((2, 2), 0.5), 0.7, 3.0)
    assert for_all.shape == (2, 2)
    np.testing.assert_array_equal(for_all, for_each)
    one = np.linalg.eigvalsh(by_hand("concave", THETAS[2], 0.5, 0.7, 3.0))[0]
    np.testing.assert_allclose(for_all[1, 0], one, atol=1e-12)


@pytest.mark.parametrize("epsilon", [0.2, 0.7, 0.9])
def test_the_least_damping_is_how_much_the_front_bends_the_wrong_way(epsilon):
    """−F″(ε), of which half is Pedro's δ*: 1.373 at ε = 0.7."""
    expected = (1 - epsilon**2) ** -1.5
    assert least_damping(PROBLEMS["concave"](), epsilon) == pytest.approx(expected, 1e-8)
    assert least_damping(PROBLEMS["convex"](), epsilon) == 0


@pytest.mark.parametrize("printed", [False, True])
def test_at_the_optimum_the_smallest_eigenvalue_turns_positive_at_the_least_damping(
    printed,
):
    least = least_damping(PROBLEMS["concave"](), 0.7, printed)
    angle, _, multiplier = np.asarray(stability.optimum(PROBLEMS["concave"](), 0.7))
    for factor, is_positive in ((0.99, False), (1.01, True)):
        matrix = by_hand("concave", (angle, 0), multiplier, 0.7, factor * least, printed)
        assert (np.linalg.eigvalsh(matrix)[0] > 0) == is_positive


def test_as_printed_no_damping_is_enough_where_the_bound_is_loose():
    """Along t₁ it adds δ (sin² t₁ − cos² t₁) there, below 0 for cos t₁ = ε > 0.707."""
    assert least_damping(PROBLEMS["concave"](), 0.71, printed=True) == np.inf
    assert least_damping(PROBLEMS["concave"](), 0.7, printed=True) < 100
