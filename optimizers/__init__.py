"""Methods of optimizing two losses at once, one file each."""

from optimizers.base import Optimizer
from registry import discover

OPTIMIZERS = discover(__name__, __path__, Optimizer)

__all__ = ["OPTIMIZERS", "Optimizer"]
