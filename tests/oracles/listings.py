"""The methods and problems once more, in plain Python, as the source prints them.

Nothing here is shared with the code under test. Each listing is a literal transcription:
one run, one `for` loop, and the gradients of the losses derived by hand. It returns all
iterates, the start first: (θ, λ) of shapes (steps + 1, 2) and (steps + 1,).
"""

import math
from dataclasses import dataclass

import numpy as np
from scipy.optimize import brentq

HALF_PI = math.pi / 2


class Concave:
    stretch = 1.0

    def front(self, angle):
        return math.sin(angle), math.cos(angle)

    def tangent(self, angle):
        return math.cos(angle), -math.sin(angle)


class Convex:
    stretch = 3.0

    def front(self, angle):
        return 1 - math.cos(angle), 1 - math.sin(angle)

    def tangent(self, angle):
        return math.sin(angle), -math.cos(angle)


class Mixed:
    stretch = 3.0

    def front(self, angle):
        s = angle / HALF_PI
        wave = 0.02 * (1 - math.cos(4 * math.pi * s))
        return s + wave, 1 - s + wave

    def tangent(self, angle):
        slope = 0.08 * math.pi * math.sin(4 * math.pi * angle / HALF_PI)
        return (1 + slope) / HALF_PI, (slope - 1) / HALF_PI


PROBLEMS = {"concave": Concave(), "convex": Convex(), "mixed": Mixed()}


@dataclass
class Losses:
    """loss_1, loss_2 and their gradients, in a chosen floating-point type.

    The angle is clipped to [0, π/2], so that both gradients have no part along it outside.
    """

    problem: object
    dtype: type = np.float64

    def loss(self, k, theta):
        t1, t2 = theta
        p = self.problem.front(min(max(float(t1), 0.0), HALF_PI))
        return self.dtype(p[k]) * self.dtype(1 + self.problem.stretch * t2 * t2)

    def gradient(self, k, theta):
        t1, t2 = theta
        angle = min(max(float(t1), 0.0), HALF_PI)
        along = self.problem.tangent(angle)[k] if 0 <= t1 <= HALF_PI else 0.0
        across = self.problem.front(angle)[k]
        out = self.problem.stretch
        return np.array([along * (1 + out * t2 * t2), across * 2 * out * t2], self.dtype)


def linear(losses, theta, steps, *, alpha, rate):
    theta = np.array(theta, losses.dtype)
    thetas = [theta]
    for _ in range(steps):
        gradient = losses.gradient(0, theta) + alpha * losses.gradient(1, theta)
        theta = theta - rate * gradient
        thetas.append(theta)
    return np.array(thetas), np.full(steps + 1, alpha)


def dual(losses, theta, steps, *, epsilon, rate):
    multiplier = solve_dual(losses.problem, epsilon)
    theta = np.array(theta, losses.dtype)
    thetas = [theta]
    for _ in range(steps):
        gradient = losses.gradient(0, theta) - multiplier * -losses.gradient(1, theta)
        theta = theta - rate * gradient
        thetas.append(theta)
    return np.array(thetas), np.full(steps + 1, multiplier)


def solve_dual(problem, epsilon):
    """The λ at which the minimizer of L1 + λ L2 on the front passes L2 = ε.

    The minimizer is the best of a fine grid, moved to the zero of the slope beside it.
    """
    angles = np.linspace(0, HALF_PI, 4001)
    points = np.array([problem.front(angle) for angle in angles])

    def excess(multiplier):
        def slope(angle):
            d1, d2 = problem.tangent(angle)
            return d1 + multiplier * d2

        best = int(np.argmin(points @ [1, multiplier]))
        low, high = angles[max(best - 1, 0)], angles[min(best + 1, 4000)]
        if slope(low) < 0 < slope(high):
            return problem.front(brentq(slope, low, high, xtol=1e-14))[1] - epsilon
        return points[best, 1] - epsilon

    return brentq(excess, 0, 1e3, xtol=1e-13) if excess(0) > 0 else 0.0


def hard_constraint_first(losses, theta, steps, *, epsilon, rate):
    """Every pass of either loop is an iterate; the loops end when there are enough."""
    theta = np.array(theta, losses.dtype)
    epsilon, rate = losses.dtype(epsilon), losses.dtype(rate)
    thetas = [theta]
    for _ in range(steps):
        while epsilon - losses.loss(1, theta) < 0 and len(thetas) <= steps:
            theta = theta + rate * -losses.gradient(1, theta)
            thetas.append(theta)
        theta = theta - rate * losses.gradient(0, theta)
        thetas.append(theta)
    return np.array(thetas[: steps + 1]), np.full(steps + 1, np.nan)


def bdmm(losses, theta, steps, *, epsilon, rate, multiplier_rate):
    theta = np.array(theta, losses.dtype)
    multiplier = 0.0
    thetas, multipliers = [theta], [multiplier]
    for _ in range(steps):
        gradient_theta = losses.gradient(0, theta) - multiplier * -losses.gradient(1, theta)
        gradient_multiplier = -(epsilon - losses.loss(1, theta))
        theta = theta - rate * gradient_theta
        multiplier = multiplier + multiplier_rate * gradient_multiplier
        if multiplier < 0:
            multiplier = 0.0
        thetas.append(theta)
        multipliers.append(multiplier)
    return np.array(thetas), np.array(multipliers)


def mdmm(losses, theta, steps, *, epsilon, damping, rate, multiplier_rate):
    theta = np.array(theta, losses.dtype)
    multiplier = 0.0
    thetas, multipliers = [theta], [multiplier]
    for _ in range(steps):
        room = epsilon - losses.loss(1, theta)
        damp = damping * room
        force = multiplier - damp
        gradient_theta = losses.gradient(0, theta) - force * -losses.gradient(1, theta)
        gradient_multiplier = -room
        theta = theta - rate * gradient_theta
        multiplier = multiplier + multiplier_rate * gradient_multiplier
        if multiplier < 0:
            multiplier = 0.0
        thetas.append(theta)
        multipliers.append(multiplier)
    return np.array(thetas), np.array(multipliers)
