"""Made-up paths through loss space, and what becomes of them."""

import numpy as np

from optimizers.mdmm import MDMM
from simulation import Trajectory
from toy_problems.concave import Concave
from verdicts import assess

ITERATES = 200
STEPS = np.arange(ITERATES)
OPTIMUM = np.array([0.8, 0.6])  # on the concave front, for ε = 0.6
BOUNDED = MDMM(epsilon=0.6)
DEFAULT_STEPS = 400


def at(loss_1, loss_2):
    """Losses that stand where they are."""
    return np.tile([float(loss_1), float(loss_2)], (ITERATES, 1))


def near_optimum(offset_2, offset_1=0.0):
    """Losses at the optimum but for an offset of each, a number or a whole path."""
    return np.stack(np.broadcast_arrays(offset_1, offset_2, STEPS)[:2], axis=1) + OPTIMUM


def assessed(*paths, multiplier=0.0, method=BOUNDED):
    losses = np.stack(paths)
    multipliers = np.broadcast_to(multiplier, losses.shape[:2])
    theta = np.zeros_like(losses)
    return assess(Concave(), method, Trajectory(theta, losses, multipliers))


def verdict(path, **of):
    return assessed(path, **of).verdict[0]


def wave(steps_up):
    """Up by so many steps of 0.02, down again, and so on, about zero."""
    up_and_down = np.abs((STEPS % (2 * steps_up)) - steps_up)
    return 0.02 * (up_and_down - steps_up / 2)
