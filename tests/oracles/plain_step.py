"""MDMM on the two circles in plain NumPy, from the formulas of the sources alone."""

import numpy as np

# Sign and centre of the circle, and how fast losses rise off the front.
CIRCLES = {"concave": (1, 0, 1), "convex": (-1, 1, 3)}


def losses(name, t1, t2):
    """(L₁, L₂) of the concave and of the convex problem."""
    sign, centre, stretch = CIRCLES[name]
    first, second = (np.sin, np.cos) if name == "concave" else (np.cos, np.sin)
    return (centre + sign * np.array([first(t1), second(t1)])) * (1 + stretch * t2**2)


def gradients(name, t1, t2, width=1e-6):
    """∇L₁ and ∇L₂ by central differences, one a row."""
    along = losses(name, t1 + width, t2) - losses(name, t1 - width, t2)
    across = losses(name, t1, t2 + width) - losses(name, t1, t2 - width)
    return np.stack([along, across], axis=1) / (2 * width)


def step(name, state, epsilon, damping, rate, multiplier_rate, alternating=False):
    """(t₁, t₂, λ) one step later; λ stays positive near an optimum."""
    t1, t2, multiplier = state
    slope_1, slope_2 = gradients(name, t1, t2)
    violation = losses(name, t1, t2)[1] - epsilon
    moved = state[:2] - rate * (slope_1 + (multiplier + damping * violation) * slope_2)
    if alternating:
        violation = losses(name, *moved)[1] - epsilon
    return np.array([*moved, multiplier + multiplier_rate * violation])


def optimum(name, epsilon):
    """(t₁, t₂, λ) in closed form: λ is minus the slope of a circle."""
    if name == "concave":
        return np.array([np.arccos(epsilon), 0.0, epsilon / np.sqrt(1 - epsilon**2)])
    cosine = np.sqrt(1 - (1 - epsilon) ** 2)
    return np.array([np.arcsin(1 - epsilon), 0.0, (1 - epsilon) / cosine])


def eigenvalues(name, epsilon, *numbers, width=1e-4):
    """Those of the step at the optimum, its Jacobian by central differences."""
    rest, unit = optimum(name, epsilon), width * np.eye(3)
    columns = [
        step(name, rest + push, epsilon, *numbers)
        - step(name, rest - push, epsilon, *numbers)
        for push in unit
    ]
    return np.linalg.eigvals(np.stack(columns, axis=1) / (2 * width))
