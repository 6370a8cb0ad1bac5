"""The keys against closed forms, and against descent written once more in plain NumPy."""

import numpy as np
import pytest

from exports.exercises import EXERCISES, answer, is_right
from tests.oracles import plain_step
from ui.link import read

STARTS = (
    *((0.322, 1.976), (0.708, 1.872), (1.071, 1.689), (1.385, 1.440)),
    *((1.643, 1.133), (1.838, 0.781), (1.958, 0.399)),
)
MARGIN = 0.03


def losses(problem, theta):
    t1, t2 = np.clip(theta[0], 0, np.pi / 2), theta[1]
    if problem == "mixed":
        s = 2 * t1 / np.pi
        wave = 0.02 * (1 - np.cos(4 * np.pi * s))
        return np.array([s + wave, 1 - s + wave]) * (1 + 3 * t2**2)
    return plain_step.losses(problem, t1, t2)


def gradients(problem, theta, width=1e-7):
    """Of both losses, by central differences; at an edge of the box from within."""
    inside = np.array([np.clip(theta[0], width, np.pi / 2 - width), theta[1]])
    pushes = width * np.eye(2)[:, :, None]
    return [
        (losses(problem, inside + push) - losses(problem, inside - push)) / (2 * width)
        for push in pushes
    ]


def theta_of_starts(problem):
    """Both problems are circles: on a ray, t₁ by bisection and t₂ from the distance."""
    found = []
    for loss_1, loss_2 in STARTS:
        low, high = 0.0, np.pi / 2
        for _ in range(60):
            t1 = (low + high) / 2
            p1, p2 = plain_step.losses(problem, t1, 0.0)
            low, high = (low, t1) if p1 * loss_2 > p2 * loss_1 else (t1, high)
        beyond = loss_1 / p1 - 1
        found.append((t1, np.sqrt(beyond / plain_step.CIRCLES[problem][2])))
    return np.array(found).T


def descend(problem, theta, steps, weight, after=None, noise=None):
    """Runs θ ← θ − 0.02 (w₁ ∇L₁ + w₂ ∇L₂), kept in the box; all losses on the way."""
    path = []
    for _ in range(steps):
        now = losses(problem, theta)
        (d1_1, d1_2), (d2_1, d2_2) = gradients(problem, theta)
        slopes = np.array([[d1_1, d2_1], [d1_2, d2_2]])
        if noise is not None:
            errors = noise.normal(0, 0.2, (2, 3, theta.shape[1]))
            now, slopes = now + errors[:, 0], slopes + errors[:, 1:]
        first, second = weight(now)
        theta = theta - 0.02 * (first * slopes[0] + second * slopes[1])
        theta[0] = np.clip(theta[0], 0, np.pi / 2)
        if after:
            after(now)
        path.append(losses(problem, theta))
    return np.array(path)


def weighted(problem, alpha, theta=None):
    theta = theta_of_starts(problem) if theta is None else theta
    return descend(problem, theta, 400, lambda now: (1.0, alpha))[-1]


def between():
    loss_1, loss_2 = weighted("concave", 1.0)
    return np.sum((loss_1 > 0.1) & (loss_2 > 0.1))


def places():
    angles = np.linspace(MARGIN, np.pi / 2 - MARGIN, 49)
    ends = weighted("mixed", 1.0, np.array([angles, np.full(49, 0.6)]))
    return len({tuple(pair) for pair in ends.T.round(1) + 0.0})


def farthest():
    ends = weighted("concave", 1.0)
    np.testing.assert_allclose(ends.sum(axis=0), 1, atol=1e-3)
    return np.hypot(*(ends[:, :, None] - ends[:, None])).max()


def learned():
    """λ = ln(1 + exp ρ) from 1 on, ρ descending on λ L₂ at the rate 1."""
    rho = np.full(7, np.log(np.expm1(1.0)))

    def after(now):
        nonlocal rho
        rho = rho - now[1] / (1 + np.exp(-rho))

    descend(
        "convex",
        theta_of_starts("convex"),
        1000,
        lambda now: (1.0, np.log1p(np.exp(rho))),
        after,
    )
    return np.log1p(np.exp(rho)).max()


def noisy():
    path = descend(
        "convex",
        theta_of_starts("convex"),
        5000,
        lambda now: (np.where(now[1] > 0.8, 0.0, 1.0), np.where(now[1] > 0.8, 1.0, 0.0)),
        noise=np.random.default_rng(8),
    )
    return path[2500:, 1].mean()


def swing():
    values = plain_step.eigenvalues("convex", 0.3, 0.0, 0.02, 1.0)
    return 2 * np.pi / np.abs(np.angle(values)).max()


def lowered():
    theta, multiplier = theta_of_starts("concave"), np.zeros(7)

    def after(now):
        nonlocal multiplier
        multiplier = np.maximum(0, multiplier + (now[1] - 0.5))

    path = descend(
        "concave",
        theta,
        400,
        lambda now: (1.0, multiplier + 10 * (now[1] - 0.5)),
        after,
    )
    return path[-1, 0].mean()


CIRCLE = np.sqrt(1 - 0.7**2)
EXPECTED = {
    "doubled": lambda: 1 - 2 / np.sqrt(5),
    "weight_for": lambda: 0.7 / CIRCLE,
    "between": between,
    "corner": lambda: np.sum(weighted("concave", 2.0)[0] > 0.9),
    "farthest": farthest,
    "places": places,
    # The best λ is 1, the slope of the chord.
    "violating": lambda: np.sum(weighted("concave", 1.0)[1] > 0.7),
    "gap": lambda: CIRCLE - 0.3,
    "lowered": lowered,
    "price": lambda: CIRCLE - np.sqrt(1 - 0.71**2),
    "gradients": lambda: 400,
    "learned": learned,
    "swing": swing,
    "least_damping": lambda: 1 + (1 - 0.7**2) ** -1.5,
    "sharper": lambda: 1 + (1 - 0.9**2) ** -1.5,
    # (δ h²)′ = 2 δ h is what is 10 h here.
    "halved": lambda: 10 / 2,
    # λ = 0, and δ h is 0 at the bound and nowhere else.
    "room": lambda: 1.3,
    "noisy": noisy,
}
CLOSE = {"noisy": 0.01, "learned": 1e-4, "lowered": 1e-3, "room": 1e-3, "doubled": 1e-3}


@pytest.mark.parametrize("name", EXERCISES)
def test_the_key_is_what_is_computed_here_as_well(name):
    expected = float(EXPECTED[name]())
    found = answer(name)
    tolerance = EXERCISES[name].tolerance
    close = CLOSE.get(name, 1e-6 * max(1, abs(expected)) if tolerance else 0)
    assert close <= tolerance
    assert found == pytest.approx(expected, rel=0, abs=close)
    assert is_right(name, expected, found)
    assert is_right(name, round(found, EXERCISES[name].digits), found)


def test_there_are_enough_and_each_has_an_oracle():
    assert len(EXERCISES) >= 12
    assert set(EXPECTED) == set(EXERCISES)


@pytest.mark.parametrize("name", EXERCISES)
def test_every_link_opens_without_a_notice(name):
    exercise = EXERCISES[name]
    state, notices = read(exercise.query)
    assert notices == ()
    assert state.view == "lab"
    asked = exercise.asked_about()
    if exercise.new:
        number, value = exercise.new
        assert asked[number] == value != state[number]
    else:
        assert asked == state


@pytest.mark.parametrize("name", EXERCISES)
def test_a_wrong_answer_is_not_right(name):
    exercise = EXERCISES[name]
    off = 2 * exercise.tolerance + 10.0**-exercise.digits
    for given in (5 + off, 5 - off, np.nan, np.inf):
        assert not is_right(name, given, 5.0)


def test_the_slope_at_the_mark_is_the_price():
    # λ of the best point, for whoever reads it off.
    price = 0.7 / CIRCLE * 0.01
    assert is_right("price", price, answer("price"))


def test_the_angle_of_every_start_is_where_the_oracle_says():
    for problem in ("concave", "convex"):
        np.testing.assert_allclose(
            losses(problem, theta_of_starts(problem)).T, STARTS, atol=1e-9
        )
