"""The package cooper-optim (PyTorch), with one constraint and one λ for each run.

MDMM is its augmented Lagrangian of an equality, whose λ may have either sign, unless it is
clamped as here.
"""

import math

import cooper
import numpy as np
import torch

from benchmarks.rivals.case import ROWS, Case, trajectory
from benchmarks.rivals.formulas import losses
from simulation import Trajectory

EQUALITY, INEQUALITY = cooper.ConstraintType.EQUALITY, cooper.ConstraintType.INEQUALITY
CONSTRAINTS = {"bdmm": INEQUALITY, "mdmm": EQUALITY, "mdmm_one_sided": INEQUALITY}


class Batch(cooper.ConstrainedMinimizationProblem):
    """All runs as one problem, whose loss is the sum of theirs."""

    def __init__(self, case: Case, theta: torch.Tensor):
        super().__init__()
        runs, kind = theta.shape[1], theta.dtype
        damping = case.numbers.get("damping")
        formulation, own = cooper.formulations.Lagrangian, {}
        if damping is not None:
            penalty = torch.full((runs,), damping, dtype=kind)
            own["penalty_coefficient"] = (
                cooper.penalty_coefficients.DensePenaltyCoefficient(penalty)
            )
            formulation = cooper.formulations.AugmentedLagrangian
        self.case, self.theta = case, theta
        self.bound = cooper.Constraint(
            constraint_type=CONSTRAINTS[case.method],
            formulation_type=formulation,
            multiplier=cooper.multipliers.DenseMultiplier(num_constraints=runs, dtype=kind),
            **own,
        )

    def compute_cmp_state(self) -> cooper.CMPState:
        self.losses = losses(torch, self.case.problem, *self.theta)
        violation = self.losses[1] - self.case.numbers["epsilon"]
        seen = cooper.ConstraintState(violation=violation)
        return cooper.CMPState(
            loss=self.losses[0].sum(), observed_constraints={self.bound: seen}
        )


def run(case: Case, theta0: np.ndarray, num_steps: int) -> Trajectory:
    """Implements `Rival`."""
    theta = torch.tensor(theta0.T.copy(), requires_grad=True)
    rows = torch.empty((num_steps + 1, ROWS, len(theta0)), dtype=theta.dtype)
    batch = Batch(case, theta)
    multiplier = batch.bound.multiplier.weight
    optimizer = cooper.optim.SimultaneousOptimizer(
        cmp=batch,
        primal_optimizers=torch.optim.SGD([theta], lr=case.numbers["learning_rate"]),
        dual_optimizers=torch.optim.SGD(
            batch.dual_parameters(), lr=case.numbers["multiplier_rate"], maximize=True
        ),
    )
    for step in range(num_steps + 1):
        with torch.no_grad():
            rows[step, 0:2], rows[step, 4] = theta, multiplier
            if step == num_steps:
                batch.compute_cmp_state()
        if step < num_steps:
            optimizer.roll()
        with torch.no_grad():
            rows[step, 2], rows[step, 3] = batch.losses
            theta[0].clamp_(0, math.pi / 2)
            multiplier.clamp_(min=0)
    return trajectory(rows.numpy())
