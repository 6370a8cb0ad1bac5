"""NumPy as a practised hand writes it: all runs at a time, in rows, into given memory.

Each loss and gradient is written out. Every operation says where its result goes, so that
no step allocates anything.
"""

import math

import numpy as np

from benchmarks.rivals.case import Case, blank_rows, trajectory
from simulation import Trajectory

QUARTER_TURN = math.pi / 2
TURN = 2 / math.pi
STRETCH = {"concave": 1.0, "convex": 3.0, "mixed": 3.0}


# A run that diverges becomes infinities and NaNs in silence, as ours do.
@np.errstate(all="ignore")
def run(case: Case, theta0: np.ndarray, num_steps: int) -> Trajectory:
    """Implements `Rival`."""
    runs, kind = len(theta0), theta0.dtype
    rows = blank_rows(num_steps, runs, kind)
    rows[0, 0:2] = theta0.T
    rows[0, 4] = case.first_multiplier
    front, rule = FRONTS[case.problem], RULES[case.method]
    stretch, rate = STRETCH[case.problem], case.numbers["learning_rate"]
    point_1, point_2, slope_1, slope_2, radius = np.empty((5, runs), kind)
    violation, force = np.empty((2, runs), kind)
    for step in range(num_steps + 1):
        t1, t2, loss_1, loss_2, multiplier = rows[step]
        front(t1, point_1, point_2, slope_1, slope_2)
        np.multiply(t2, t2, out=radius)
        radius *= stretch
        radius += 1
        np.multiply(point_1, radius, out=loss_1)
        np.multiply(point_2, radius, out=loss_2)
        if step == num_steps:
            break
        next_t1, next_t2, _, _, next_multiplier = rows[step + 1]
        given = case.numbers, loss_2, multiplier, violation, force, next_multiplier
        factor = rule(*given)
        if case.method == "hard_constraint_first":
            # One gradient in place of the other, not their sum.
            np.copyto(slope_1, slope_2, where=violation > 0)
            np.copyto(point_1, point_2, where=violation > 0)
        else:
            slope_2 *= factor
            slope_1 += slope_2
            point_2 *= factor
            point_1 += point_2
        slope_1 *= radius
        slope_1 *= rate
        np.subtract(t1, slope_1, out=next_t1)
        np.maximum(next_t1, 0, out=next_t1)
        np.minimum(next_t1, kind.type(QUARTER_TURN), out=next_t1)
        point_1 *= t2
        point_1 *= 2 * stretch * rate
        np.subtract(t2, point_1, out=next_t2)
    return trajectory(rows)


def _concave(t1, point_1, point_2, slope_1, slope_2):
    np.sin(t1, out=point_1)
    np.cos(t1, out=point_2)
    np.copyto(slope_1, point_2)
    np.negative(point_1, out=slope_2)


def _convex(t1, point_1, point_2, slope_1, slope_2):
    np.sin(t1, out=slope_1)
    np.cos(t1, out=slope_2)
    np.subtract(1, slope_2, out=point_1)
    np.subtract(1, slope_1, out=point_2)
    np.negative(slope_2, out=slope_2)


def _mixed(t1, point_1, point_2, slope_1, slope_2):
    # 4πs is 8 t₁.
    angle, wave = slope_1, slope_2
    np.multiply(t1, 8, out=angle)
    np.cos(angle, out=wave)
    np.subtract(1, wave, out=wave)
    wave *= 0.02
    np.multiply(t1, TURN, out=point_1)
    np.subtract(1, point_1, out=point_2)
    point_1 += wave
    point_2 += wave
    np.sin(angle, out=slope_2)
    slope_2 *= 0.16
    np.add(slope_2, TURN, out=slope_1)
    slope_2 -= TURN


# Each rule returns the factor of ∇L₂, which may lie in `force`; h, if any, in `violation`.


def _linear(numbers, loss_2, multiplier, violation, force, next_multiplier):
    del loss_2, violation, force
    np.copyto(next_multiplier, multiplier)
    return numbers["alpha"]


def _dual(numbers, loss_2, multiplier, violation, force, next_multiplier):
    del numbers, loss_2, violation, force
    np.copyto(next_multiplier, multiplier)
    return multiplier


def _hard_constraint_first(numbers, loss_2, multiplier, violation, force, next_multiplier):
    np.subtract(loss_2, numbers["epsilon"], out=violation)
    np.copyto(next_multiplier, multiplier)
    return force


def _bdmm(numbers, loss_2, multiplier, violation, force, next_multiplier):
    del force
    np.subtract(loss_2, numbers["epsilon"], out=violation)
    _ascend(numbers, multiplier, violation, next_multiplier)
    return multiplier


def _mdmm(numbers, loss_2, multiplier, violation, force, next_multiplier):
    np.subtract(loss_2, numbers["epsilon"], out=violation)
    np.multiply(violation, numbers["damping"], out=force)
    force += multiplier
    _ascend(numbers, multiplier, violation, next_multiplier)
    return force


def _mdmm_one_sided(numbers, loss_2, multiplier, violation, force, next_multiplier):
    force = _mdmm(numbers, loss_2, multiplier, violation, force, next_multiplier)
    return np.maximum(force, 0, out=force)


def _mdmm_hard_clamp(numbers, loss_2, multiplier, violation, force, next_multiplier):
    np.subtract(loss_2, numbers["epsilon"], out=violation)
    np.multiply(violation, numbers["damping"], out=force)
    force += multiplier
    np.copyto(force, 0, where=violation <= 0)
    np.maximum(violation, 0, out=violation)
    _ascend(numbers, multiplier, violation, next_multiplier)
    return force


def _ascend(numbers, multiplier, violation, next_multiplier):
    violation *= numbers["multiplier_rate"]
    np.add(multiplier, violation, out=next_multiplier)
    np.maximum(next_multiplier, 0, out=next_multiplier)


FRONTS = {"concave": _concave, "convex": _convex, "mixed": _mixed}
RULES = {
    "linear": _linear,
    "dual": _dual,
    "hard_constraint_first": _hard_constraint_first,
    "bdmm": _bdmm,
    "mdmm": _mdmm,
    "mdmm_one_sided": _mdmm_one_sided,
    "mdmm_hard_clamp": _mdmm_hard_clamp,
}
