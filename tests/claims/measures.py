"""What the claims are measured with."""

import numpy as np

from toy_problems import PROBLEMS


def optimum(name, epsilon):
    """The losses at the constrained optimum."""
    return np.array([float(PROBLEMS[name]().front_loss_1(epsilon)), epsilon])


def settling_steps(distance, tolerance):
    """For each run, how many steps until the distance stays below the tolerance."""
    outside = distance > tolerance
    return outside.shape[1] - np.argmax(outside[:, ::-1], axis=1)


def coverage(problem, ends):
    """The share of fifty points, evenly spaced along the front, within 0.02 of an end."""
    front = np.asarray(problem.front_curve(4001))
    length = np.append(0, np.cumsum(np.linalg.norm(np.diff(front, axis=0), axis=1)))
    places = (np.arange(50) + 0.5) / 50 * length[-1]
    points = np.stack([np.interp(places, length, losses) for losses in front.T], axis=-1)
    ends = ends[np.isfinite(ends).all(axis=1)]
    distance = np.linalg.norm(points[:, None] - ends, axis=-1)
    return (distance.min(axis=1) < 0.02).mean()
