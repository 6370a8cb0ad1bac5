"""The package mdmm (K. Crowson, PyTorch), with all runs in one tensor.

It means one constraint to have one λ. Given a vector in its place it takes a batch of runs
at a time; with a constraint for each run it would be slower by about their number. Its λ is
−λ, and that of an equality may have either sign, unless it is clamped as here.
"""

import math

import mdmm
import numpy as np
import torch

from benchmarks.rivals.case import ROWS, Case, trajectory
from benchmarks.rivals.formulas import losses
from simulation import Trajectory

CONSTRAINTS = {"bdmm": mdmm.EqConstraint, "mdmm": mdmm.EqConstraint}
CONSTRAINTS |= {"mdmm_hard_clamp": mdmm.MaxConstraintHard}


def run(case: Case, theta0: np.ndarray, num_steps: int) -> Trajectory:
    """Implements `Rival`."""
    theta = torch.tensor(theta0.T.copy(), requires_grad=True)
    rows = torch.empty((num_steps + 1, ROWS, len(theta0)), dtype=theta.dtype)
    numbers, loss_2 = case.numbers, theta[1]
    damping = torch.tensor(numbers.get("damping", 0.0), dtype=theta.dtype)
    bound = torch.tensor(numbers["epsilon"], dtype=theta.dtype)
    constraint = CONSTRAINTS[case.method](lambda: loss_2, bound, damping=damping)
    constraint.lmbda = torch.nn.Parameter(torch.zeros(len(theta0), dtype=theta.dtype))
    module = mdmm.MDMM([constraint])
    optimizer = module.make_optimizer(
        [theta], optimizer=torch.optim.SGD, lr=numbers["learning_rate"]
    )
    optimizer.param_groups[1]["lr"] = -numbers["multiplier_rate"]
    for step in range(num_steps + 1):
        loss_1, loss_2 = losses(torch, case.problem, *theta)
        with torch.no_grad():
            rows[step, 0:2], rows[step, 2], rows[step, 3] = theta, loss_1, loss_2
            rows[step, 4] = -constraint.lmbda
        if step < num_steps:
            optimizer.zero_grad()
            # The losses of the runs do not mix, so that their sum descends each of them.
            module(loss_1).value.sum().backward()
            optimizer.step()
            with torch.no_grad():
                theta[0].clamp_(0, math.pi / 2)
                constraint.lmbda.clamp_(max=0)
    return trajectory(rows.numpy())
