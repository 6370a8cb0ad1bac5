"""Fit a line while its squared norm is kept to 1: nothing but NumPy."""

import numpy as np

inputs = np.array([[1.0, 0.0], [1.0, 1.0], [1.0, 2.0], [1.0, 3.0]])
targets = np.array([1.0, 2.0, 2.0, 5.0])
epsilon, damping, learning_rate, multiplier_rate = 1.0, 1.0, 0.02, 0.1

params, multiplier = np.zeros(2), 0.0
for _ in range(4000):
    error = inputs @ params - targets
    violation = np.sum(params**2) - epsilon
    force = multiplier + damping * (violation if multiplier > 0 else max(0.0, violation))
    gradient = 2 * inputs.T @ error / len(targets) + force * 2 * params
    params = params - learning_rate * gradient
    multiplier = max(0.0, multiplier + multiplier_rate * violation)
print(*params, multiplier)
