"""The toy problems in PyTorch, from the formulas, for whole batches of runs.

Torch is imported by whoever calls, so that no other test waits for it.
"""

import math


def losses(torch, name, theta):
    """L₁ and L₂ of each run, each of shape (runs,), at θ of shape (runs, 2)."""
    angle, out = theta[:, 0].clamp(0, math.pi / 2), theta[:, 1]
    if name == "concave":
        stretch = 1 + out**2
        return torch.sin(angle) * stretch, torch.cos(angle) * stretch
    stretch = 1 + 3 * out**2
    if name == "convex":
        return (1 - torch.cos(angle)) * stretch, (1 - torch.sin(angle)) * stretch
    s = angle * 2 / math.pi
    wave = 0.02 * (1 - torch.cos(4 * math.pi * s))
    return (s + wave) * stretch, (1 - s + wave) * stretch
