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


def mdmm_hard_clamp(losses, theta, steps, *, epsilon, damping, rate, multiplier_rate):
    def force(lam, loss_2):
        return lam + damping * (loss_2 - epsilon) if loss_2 > epsilon else 0.0

    def update(lam, loss_2):
        return lam + multiplier_rate * max(loss_2 - epsilon, 0.0)

    return walk(losses, theta, steps, rate, force, 0.0, update, lambda lam: lam)


def mdmm_slack(losses, theta, steps, *, epsilon, damping, rate, multiplier_rate):
    """The equality L₂ + s² = ε; the memory is (λ, s)."""

    def force(memory, loss_2):
        lam, slack = memory
        return lam + damping * (loss_2 + slack * slack - epsilon)

    def update(memory, loss_2):
        lam, slack = memory
        equality = loss_2 + slack * slack - epsilon
        return lam + multiplier_rate * equality, slack - rate * force(
            memory, loss_2
        ) * 2 * slack

    room = epsilon - losses.loss(1, np.array(theta, losses.dtype))
    memory = (0.0, math.sqrt(room) if room > 0 else 0.0)
    return walk(losses, theta, steps, rate, force, memory, update, lambda pair: pair[0])


def mdmm_adam(
    losses, theta, steps, *, epsilon, damping, rate, multiplier_rate, betas=(0.9, 0.999)
):
    """Algorithm 1 of Kingma and Ba for λ, uphill; the memory is (λ, m, v, t)."""
    beta_1, beta_2 = betas

    def force(memory, loss_2):
        return memory[0] + damping * (loss_2 - epsilon)

    def update(memory, loss_2):
        lam, first, second, time = memory
        slope, time = loss_2 - epsilon, time + 1
        first = beta_1 * first + (1 - beta_1) * slope
        second = beta_2 * second + (1 - beta_2) * slope * slope
        first_hat = first / (1 - beta_1**time)
        second_hat = second / (1 - beta_2**time)
        lam = lam + multiplier_rate * first_hat / (math.sqrt(second_hat) + 1e-8)
        return max(lam, 0.0), first, second, time

    start = (0.0, 0.0, 0.0, 0)
    return walk(losses, theta, steps, rate, force, start, update, lambda four: four[0])


def nu_pi(
    losses, theta, steps, *, epsilon, proportional_gain, smoothing, rate, multiplier_rate
):
    """λ and all of ξ so far."""

    def update(memory, loss_2):
        lam, smoothed = memory
        error = loss_2 - epsilon
        xi = smoothing * smoothed[-1] + (1 - smoothing) * error
        lam += multiplier_rate * error + proportional_gain * (xi - smoothed[-1])
        return max(lam, 0.0), [*smoothed, xi]

    def force(memory, loss_2):
        del loss_2
        return memory[0]

    start = (0.0, [0.0])
    return walk(losses, theta, steps, rate, force, start, update, lambda pair: pair[0])


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
