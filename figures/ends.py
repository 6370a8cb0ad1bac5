"""Where the runs of a sweep ended: what its figures show."""

from typing import NamedTuple

import numpy as np
from jaxtyping import Bool, Float


class Ends(NamedTuple):
    """The ends of runs, from each start at each value of a hyperparameter.

    Attributes:
        values: Of the hyperparameter, rising.
        losses: Both losses of each run; NaN where it diverged.
        failed: Which runs are drawn hollow.
        notes: What the pointer reads of each run below its numbers.
    """

    values: Float[np.ndarray, "values"]
    losses: Float[np.ndarray, "values starts 2"]
    failed: Bool[np.ndarray, "values starts"]
    notes: np.ndarray

    def texts(self, titles: tuple[str, str, str]) -> np.ndarray:
        """What the pointer reads of each run, of shape (values, starts).

        Args:
            titles: Of the values, of L₁ and of L₂.
        """
        rows = zip(self.values, self.losses, self.notes, strict=True)
        return np.array([_texts(*row, titles) for row in rows])


def _texts(
    value: float,
    losses: Float[np.ndarray, "starts 2"],
    notes: np.ndarray,
    titles: tuple[str, str, str],
) -> list[str]:
    of_value, *of_losses = titles
    texts = []
    for pair, note in zip(losses, notes, strict=True):
        lines = [f"{of_value} = {value:.3g}"]
        if np.isfinite(pair).all():
            named = zip(of_losses, pair, strict=True)
            lines += [f"{name} = {loss:.3f}" for name, loss in named]
        texts.append("<br>".join([*lines, note]))
    return texts
