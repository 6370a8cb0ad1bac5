"""Runs of the package mdmm (K. Crowson, PyTorch) are ours, once its signs are turned.

Its infeasibility is ε − L₂, so that its λ is −λ. It has one learning rate for all; ours
for λ is set in the group of its optimizer that has the λs, with its sign.
"""

import numpy as np
import pytest

from tests.oracles.torch_problems import losses

STEPS = 200
NUMBERS = {"damping": 10.0, "learning_rate": 0.02, "multiplier_rate": 0.5}


@pytest.fixture(scope="module")
def torch():
    return pytest.importorskip("torch", reason="PyTorch is not installed")


@pytest.fixture(scope="module")
def package(torch):
    del torch
    return pytest.importorskip("mdmm", reason="the package mdmm is not installed")


def run_of_package(torch, constraint, package, problem, theta0, epsilon):
    """θ and λ of each run, all iterates of them, in our signs."""

    def number(value):
        return torch.tensor(value, dtype=torch.float64)

    theta = torch.tensor(theta0, dtype=torch.float64, requires_grad=True)
    bounds = [
        constraint(
            lambda run=run: losses(torch, problem, theta)[1][run],
            number(epsilon),
            damping=number(NUMBERS["damping"]),
        )
        for run in range(len(theta0))
    ]
    module = package.MDMM(bounds).double()
    optimizer = module.make_optimizer(
        [theta], optimizer=torch.optim.SGD, lr=NUMBERS["learning_rate"]
    )
    optimizer.param_groups[1]["lr"] = -NUMBERS["multiplier_rate"]
    thetas, multipliers = [], []
    for step in range(STEPS + 1):
        thetas.append(theta.detach().numpy().copy())
        multipliers.append([-float(bound.lmbda.detach()) for bound in bounds])
        if step < STEPS:
            optimizer.zero_grad()
            # The losses of the runs do not mix, so that their sum descends each of them.
            module(losses(torch, problem, theta)[0].sum()).value.backward()
            optimizer.step()
    return np.stack(thetas, axis=1), np.array(multipliers).T


@pytest.mark.parametrize(
    ("problem", "epsilon"), [("concave", 0.7), ("convex", 0.3), ("mixed", 0.5)]
)
@pytest.mark.parametrize(
    ("name", "constraint", "fewest"),
    [
        # Theirs is an equality, whose λ may fall below 0; compared is until it does.
        ("mdmm", "EqConstraint", 3),
        ("mdmm_slack", "MaxConstraint", 7),
        ("mdmm_hard_clamp", "MaxConstraintHard", 7),
    ],
)
def test_both_take_the_same_path(
    torch, package, runs, problem, epsilon, name, constraint, fewest
):
    ours = runs(problem, name, STEPS, epsilon=epsilon, keep_in_domain=False, **NUMBERS)
    kind = getattr(package, constraint)
    theta, multiplier = run_of_package(
        torch, kind, package, problem, ours.theta[:, 0], epsilon
    )
    comparable = np.full(multiplier.shape, True)
    if name == "mdmm":
        comparable = np.logical_and.accumulate(multiplier >= 0, axis=1)
    assert comparable[:, -1].sum() >= fewest
    np.testing.assert_allclose(ours.theta[comparable], theta[comparable], atol=1e-4)
    np.testing.assert_allclose(
        ours.multiplier[comparable], multiplier[comparable], atol=1e-4
    )
    # They went somewhere.
    assert (np.abs(theta[:, -1] - theta[:, 0]).max(axis=1) > 0.1).all()


@pytest.mark.parametrize("problem", ["concave", "mixed"])
def test_both_are_in_the_trap_of_the_slack(torch, package, runs, problem):
    """ε = 1.2 leaves room to spare: theirs, too, holds L₂ there if it was above."""
    ours = runs(problem, "mdmm_slack", STEPS, epsilon=1.2, keep_in_domain=False, **NUMBERS)
    theta, multiplier = run_of_package(
        torch, package.MaxConstraint, package, problem, ours.theta[:, 0], 1.2
    )
    np.testing.assert_allclose(ours.theta, theta, atol=1e-4)
    np.testing.assert_allclose(ours.multiplier, multiplier, atol=1e-4)
    trapped = ours.losses[:, 0, 1] > 1.2
    assert trapped.sum() == 4
    np.testing.assert_allclose(ours.losses[trapped, -1, 1], 1.2, atol=0.01)
