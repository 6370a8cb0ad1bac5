import jax.numpy as jnp
import numpy as np
import pytest

from optimizers.base import State
from optimizers.mdmm import MDMM
from optimizers.mdmm_alternating import AlternatingMDMM
from tests.oracles import stability
from tests.oracles.linear_model import Lines
from toy_problems import PROBLEMS


def step_by_hand(optimizer, multiplier):
    state = State(theta=jnp.array([1.0, 2.0]), multiplier=jnp.array(multiplier))
    return optimizer.step(Lines(), state)


def test_one_step_by_hand():
    """θ moves as with MDMM: h = 0.5 and (1, 2) − 0.1 ((3, 1) + 2.25 (−2, 5)).

    There L₂ is lower by −0.15 · 2 + 1.225 · 5 = 5.825, so that h is −5.325.
    """
    numbers = {"epsilon": 7.5, "damping": 4.0, "learning_rate": 0.1}
    optimizer = AlternatingMDMM(**numbers, multiplier_rate=0.03)
    state = step_by_hand(optimizer, multiplier=0.25)
    np.testing.assert_allclose(state.theta, [1.15, 0.775])
    _, loss_2 = Lines().losses(state.theta)
    np.testing.assert_allclose(loss_2, 8 - 2 * 0.15 - 5 * 1.225)
    np.testing.assert_allclose(state.multiplier, 0.25 + 0.03 * (loss_2 - 7.5))


def test_the_multiplier_is_never_negative():
    optimizer = AlternatingMDMM(epsilon=90.0, learning_rate=0.0)
    assert step_by_hand(optimizer, multiplier=0.25).multiplier == 0


@pytest.mark.parametrize(
    ("name", "epsilon", "rate"),
    [("concave", 0.5, 1.0), ("concave", 0.7, 3.0), ("mixed", 0.8, 0.5)],
)
@pytest.mark.parametrize("settles", [False, True])
def test_the_law_has_no_rate_of_the_multiplier_in_it(name, epsilon, rate, settles):
    problem = PROBLEMS[name]()
    law = -float(problem.front_curvature(epsilon))
    assert law > 0.1

    def just_beside_the_law(share, kind=AlternatingMDMM, more=0.0):
        damping = law * (1 + share if settles else 1 - share) + more
        numbers = {"epsilon": epsilon, "damping": damping, "learning_rate": 0.002}
        return kind(**numbers, multiplier_rate=rate)

    radius = stability.spectral_radius(problem, just_beside_the_law(0.02))
    assert (radius < 1) == settles
    # MDMM needs η_λ more, and no less than that.
    as_much = stability.spectral_radius(problem, just_beside_the_law(0.02, MDMM))
    assert as_much > 1
    more = stability.spectral_radius(problem, just_beside_the_law(0.02, MDMM, rate))
    assert (more < 1) == settles
