"""Which colour of the palette each run has."""

import numpy as np
from jaxtyping import UInt8

from figures.theme import THEMES
from simulation import Trajectory
from ui.compute import Batch

COLORS = len(THEMES["light"].palette)


def run_colors(batch: Batch) -> UInt8[np.ndarray, "runs"]:
    """Colour of each run: of its weight where there are several, else of its start."""
    if not batch.weights:
        return start_colors(batch.run)
    weights = np.arange(len(batch.weights), dtype=np.uint8) % COLORS
    return np.repeat(weights, len(batch.run.losses) // len(batch.weights))


def start_colors(run: Trajectory) -> UInt8[np.ndarray, "runs"]:
    """Colour of each run by the direction of its start: the seven have one each."""
    loss_1, loss_2 = run.losses[:, 0].T
    fraction = np.arctan2(loss_1, loss_2) / (np.pi / 2)
    return np.clip(COLORS * fraction, 0, COLORS - 1).astype(np.uint8)
