"""Runs of the package cooper (PyTorch) are ours, of those methods that both have.

It takes constraints as g ≤ 0, which is our h, so that no sign is turned. Its augmented
Lagrangian has our δ as the penalty coefficient, while λ keeps a rate of its own.
"""

import numpy as np
import pytest

from tests.oracles.torch_problems import losses

STEPS = 200
RATES = {"learning_rate": 0.02, "multiplier_rate": 0.5}
DAMPING = {"damping": 10.0}
GAINS = {"proportional_gain": 6.0, "smoothing": 0.4}
CASES = {
    "bdmm": ("INEQUALITY", False, "SimultaneousOptimizer", {}),
    "mdmm_one_sided": ("INEQUALITY", True, "SimultaneousOptimizer", DAMPING),
    "mdmm": ("EQUALITY", True, "SimultaneousOptimizer", DAMPING),
    "mdmm_alternating": ("EQUALITY", True, "AlternatingPrimalDualOptimizer", DAMPING),
    "nu_pi": ("INEQUALITY", False, "SimultaneousOptimizer", GAINS),
}


@pytest.fixture(scope="module")
def torch():
    return pytest.importorskip("torch", reason="PyTorch is not installed")


@pytest.fixture(scope="module")
def package(torch):
    del torch
    return pytest.importorskip("cooper", reason="the package cooper is not installed")


def run_of_package(torch, package, name, problem, theta0, epsilon):
    """θ and λ of each run, all iterates of them."""
    kind, damped, order, _ = CASES[name]
    theta = torch.tensor(theta0, dtype=torch.float64, requires_grad=True)
    runs = len(theta0)

    class Problem(package.ConstrainedMinimizationProblem):
        def __init__(self):
            super().__init__()
            multiplier = package.multipliers.DenseMultiplier(
                num_constraints=runs, dtype=torch.float64
            )
            formulations, own = package.formulations, {}
            if damped:
                penalty = torch.full((runs,), DAMPING["damping"], dtype=torch.float64)
                coefficient = package.penalty_coefficients.DensePenaltyCoefficient(penalty)
                own["penalty_coefficient"] = coefficient
            self.bound = package.Constraint(
                constraint_type=getattr(package.ConstraintType, kind),
                formulation_type=(
                    formulations.AugmentedLagrangian if damped else formulations.Lagrangian
                ),
                multiplier=multiplier,
                **own,
            )

        def compute_cmp_state(self):
            loss_1, loss_2 = losses(torch, problem, theta)
            seen = package.ConstraintState(violation=loss_2 - epsilon)
            # The losses of the runs do not mix: their sum descends each of them.
            return package.CMPState(
                loss=loss_1.sum(), observed_constraints={self.bound: seen}
            )

    cmp = Problem()
    primal = torch.optim.SGD([theta], lr=RATES["learning_rate"])
    rate = RATES["multiplier_rate"]
    if name == "nu_pi":
        # From ξ = 0. Both of its gains are multiplied by its learning rate.
        optimizers = package.optim.torch_optimizers
        dual = optimizers.nuPI(
            cmp.dual_parameters(),
            lr=1.0,
            Kp=torch.tensor(GAINS["proportional_gain"]),
            Ki=torch.tensor(rate),
            ema_nu=GAINS["smoothing"],
            init_type=optimizers.nuPIInitType.ZEROS,
            maximize=True,
        )
    else:
        dual = torch.optim.SGD(cmp.dual_parameters(), lr=rate, maximize=True)
    optimizer = getattr(package.optim, order)(
        cmp=cmp, primal_optimizers=primal, dual_optimizers=dual
    )
    thetas, multipliers = [], []
    for step in range(STEPS + 1):
        thetas.append(theta.detach().numpy().copy())
        multipliers.append(cmp.bound.multiplier.weight.detach().numpy().copy())
        if step < STEPS:
            optimizer.roll()
    return np.stack(thetas, axis=1), np.stack(multipliers, axis=1)


@pytest.mark.parametrize(
    ("problem", "epsilon"), [("concave", 0.7), ("convex", 0.3), ("mixed", 0.5)]
)
@pytest.mark.parametrize("name", CASES)
def test_both_take_the_same_path(torch, package, runs, problem, epsilon, name):
    kind, *_, own = CASES[name]
    ours = runs(problem, name, STEPS, epsilon=epsilon, keep_in_domain=False, **RATES, **own)
    theta, multiplier = run_of_package(
        torch, package, name, problem, ours.theta[:, 0], epsilon
    )
    comparable = np.full(multiplier.shape, True)
    if kind == "EQUALITY":
        # Theirs has a λ that may fall below 0; compared is until it does.
        comparable = np.logical_and.accumulate(multiplier >= 0, axis=1)
    assert comparable[:, -1].sum() >= 2
    np.testing.assert_allclose(ours.theta[comparable], theta[comparable], atol=1e-4)
    np.testing.assert_allclose(
        ours.multiplier[comparable], multiplier[comparable], atol=1e-4
    )
    # They went somewhere.
    assert (np.abs(theta[:, -1] - theta[:, 0]).max(axis=1) > 0.1).all()
