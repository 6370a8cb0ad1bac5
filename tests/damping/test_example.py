import numpy as np
import pytest

from damping.example import ANSWER, MULTIPLIER, STARTS, range_of_damping, run


def matrix(damping):
    """Of ẋ, ẏ and λ̇ in x − ½, y − ½ and λ + 1, written out by hand."""
    c = damping
    return np.array([[-2 - c, -c, -1], [-c, -2 - c, -1], [1.0, 1.0, 0.0]])


def powers(step, vector, counts):
    """The step taken so often, by its eigenvalues."""
    values, vectors = np.linalg.eig(step)
    weights = np.linalg.solve(vectors, vector.astype(complex))
    return np.array([(vectors * values**count @ weights).real for count in counts])


def flow(generator, vector, times):
    """The solution of the differential equations, by the same eigenvalues."""
    values, vectors = np.linalg.eig(generator)
    weights = np.linalg.solve(vectors, vector.astype(complex))
    return np.array([(vectors * np.exp(values * t) @ weights).real for t in times])


def of(path, index):
    return np.column_stack([path.point[index], path.multiplier[index]])


@pytest.mark.parametrize("damping", [0.0, 1.3, 10.0])
def test_every_step_is_a_power_of_the_linear_step(damping):
    rates = np.diag([0.03, 0.03, 0.7])
    step = np.eye(3) + rates @ matrix(damping)
    path = run(STARTS, damping, 0.03, 0.7, 60)
    rest = np.array([*ANSWER, MULTIPLIER])
    for index, start in enumerate(STARTS):
        expected = rest + powers(step, np.array([*start, 0.0]) - rest, range(61))
        np.testing.assert_allclose(of(path, index), expected, atol=1e-9)


def test_small_steps_follow_the_differential_equations():
    rest, size = np.array([*ANSWER, MULTIPLIER]), 2e-4
    path = of(run(STARTS[:1], 3.0, size, size, 20_000), 0)[::1000]
    exact = rest + flow(matrix(3.0), np.array([*STARTS[0], 0.0]) - rest, np.arange(21) / 5)
    np.testing.assert_allclose(path, exact, atol=2e-3)
    assert np.abs(exact[-1] - rest).max() < 0.5 < np.abs(exact[0] - rest).max()


def test_runs_end_at_the_answer_on_the_line_with_a_negative_multiplier():
    path = run(STARTS, num_steps=600)
    np.testing.assert_allclose(path.point[:, -1], np.full((4, 2), 0.5), atol=1e-9)
    np.testing.assert_allclose(path.multiplier[:, -1], -1.0, atol=1e-9)


def test_the_range_of_damping_is_where_all_eigenvalues_are_inside_the_circle():
    draw = np.random.default_rng(3)
    inside = 0
    for _ in range(300):
        rate, of_multiplier = draw.uniform(0.01, 1.2), draw.uniform(0.05, 6)
        damping = draw.uniform(0, 8)
        low, high = range_of_damping(rate, of_multiplier)
        step = np.eye(3) + np.diag([rate, rate, of_multiplier]) @ matrix(damping)
        radius = np.abs(np.linalg.eigvals(step)).max()
        assert (low < damping < high) == (radius < 1)
        inside += radius < 1
    assert 30 < inside < 270


def test_starts_that_are_no_points_are_refused():
    with pytest.raises(ValueError, match="shape"):
        run([1.0, 2.0])
    with pytest.raises(ValueError, match="finite"):
        run(STARTS, damping=np.nan)
