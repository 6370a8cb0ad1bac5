"""The variants of the methods once more, in plain Python.

Written like `listings.py`, from the formulas and not from the code under test. Softplus and
the exponential keep their free parameter ρ, as whoever uses them would write it.
"""

import math

import numpy as np


def softplus(rho):
    return max(rho, 0.0) + math.log1p(math.exp(-abs(rho)))


def sigmoid(rho):
    return 1 / (1 + math.exp(-rho))


def walk(losses, theta, steps, rate, force, memory, update, multiplier):
    """Gradient descent with a force on loss 2, beside a memory that each step updates.

    It ends early where a number becomes too large for a float.
    """
    theta = np.array(theta, losses.dtype)
    thetas, multipliers = [theta], [multiplier(memory)]
    for _ in range(steps):
        loss_2 = losses.loss(1, theta)
        gradient_1, gradient_2 = losses.gradient(0, theta), losses.gradient(1, theta)
        theta = theta - rate * (gradient_1 + force(memory, loss_2) * gradient_2)
        memory = update(memory, loss_2)
        try:
            multipliers.append(multiplier(memory))
        except OverflowError:
            break
        thetas.append(theta)
    return np.array(thetas), np.array(multipliers)


def mdmm_one_sided(losses, theta, steps, *, epsilon, damping, rate, multiplier_rate):
    def force(lam, loss_2):
        pull = lam + damping * (loss_2 - epsilon)
        return pull if pull > 0 else 0.0

    def update(lam, loss_2):
        lam = lam + multiplier_rate * (loss_2 - epsilon)
        return 0.0 if lam < 0 else lam

    return walk(losses, theta, steps, rate, force, 0.0, update, lambda lam: lam)


def mdmm_alternating(losses, theta, steps, *, epsilon, damping, rate, multiplier_rate):
    theta, lam = np.array(theta, losses.dtype), 0.0
    thetas, multipliers = [theta], [lam]
    for _ in range(steps):
        gradient_1, gradient_2 = losses.gradient(0, theta), losses.gradient(1, theta)
        pull = lam + damping * (losses.loss(1, theta) - epsilon)
        theta = theta - rate * (gradient_1 + pull * gradient_2)
        lam = max(0.0, lam + multiplier_rate * (losses.loss(1, theta) - epsilon))
        thetas.append(theta)
        multipliers.append(lam)
    return np.array(thetas), np.array(multipliers)


def mdmm_softplus(losses, theta, steps, *, epsilon, damping, rate, multiplier_rate):
    def force(rho, loss_2):
        return softplus(rho) + damping * (loss_2 - epsilon)

    def update(rho, loss_2):
        return rho + multiplier_rate * sigmoid(rho) * (loss_2 - epsilon)

    return walk(losses, theta, steps, rate, force, 0.0, update, softplus)


def mdmm_exponential(losses, theta, steps, *, epsilon, damping, rate, multiplier_rate):
    def force(rho, loss_2):
        return math.exp(rho) + damping * (loss_2 - epsilon)

    def update(rho, loss_2):
        return rho + multiplier_rate * math.exp(rho) * (loss_2 - epsilon)

    return walk(losses, theta, steps, rate, force, 0.0, update, math.exp)


def double_descent(losses, theta, steps, *, epsilon, rate, multiplier_rate):
    def update(lam, loss_2):
        return lam - multiplier_rate * (loss_2 - epsilon)

    return walk(
        losses, theta, steps, rate, lambda lam, _: lam, 0.0, update, lambda lam: lam
    )


def as_printed(losses, theta, steps, *, epsilon, rate, multiplier_rate):
    """θ′ = −∂f/∂θ + λ ∂g/∂θ and λ′ = −g(θ) + ε."""

    def update(lam, loss_2):
        return lam + multiplier_rate * (-loss_2 + epsilon)

    return walk(
        losses, theta, steps, rate, lambda lam, _: -lam, 0.0, update, lambda lam: lam
    )


def learned_weight(losses, theta, steps, *, alpha, rate, multiplier_rate):
    def force(rho, loss_2):
        del loss_2
        return softplus(rho)

    def update(rho, loss_2):
        return rho - multiplier_rate * sigmoid(rho) * loss_2

    rho = math.log(math.exp(alpha) - 1)
    return walk(losses, theta, steps, rate, force, rho, update, softplus)
