"""What a picture of a trained model has in it: arrays and words, for `figures/` to draw."""

from typing import NamedTuple

import numpy as np
from jaxtyping import Float


class Bars(NamedTuple):
    """A bar for each of a few numbers.

    Attributes:
        labels: Of the bars.
        values: Of the bars.
        beside: Others to compare them with, drawn as an outline; of shape (0,) for none.
        title: Of the values.
    """

    labels: tuple[str, ...]
    values: Float[np.ndarray, "bars"]
    beside: Float[np.ndarray, "bars"]
    title: str


class Curve(NamedTuple):
    """A line through points.

    Attributes:
        x: Of the line, rising.
        y: Of the line.
        points: (x, y) of the data.
        level: A horizontal line that y should keep to; NaN for none.
        titles: Of x and of y.
    """

    x: Float[np.ndarray, "places"]
    y: Float[np.ndarray, "places"]
    points: Float[np.ndarray, "points 2"]
    level: float
    titles: tuple[str, str]


class Histograms(NamedTuple):
    """Several histograms over the same bins, as outlines.

    Attributes:
        edges: Of the bins, rising.
        labels: Of the histograms.
        shares: Of each histogram in each bin; each row sums to 1 or less.
        title: Of what is counted.
    """

    edges: Float[np.ndarray, "bins+1"]
    labels: tuple[str, ...]
    shares: Float[np.ndarray, "histograms bins"]
    title: str


class Images(NamedTuple):
    """A grid of small grey images.

    Attributes:
        pixels: From 0, which is paper, to 1, which is ink.
        titles: What changes from column to column, and from row to row.
    """

    pixels: Float[np.ndarray, "rows columns height width"]
    titles: tuple[str, str]


class Policy(NamedTuple):
    """Arrows on a grid of cells: how likely each direction is.

    Attributes:
        probabilities: Of going up, right, down and left in each cell; each cell sums to 1.
            Row 0 is the uppermost.
        heat: What colours a cell, such as how good it is to be there.
        walls: Cells that cannot be entered, as 1, and all others, as 0.
        goal: Row and column of the cell to come to.
        title: Of the heat.
    """

    probabilities: Float[np.ndarray, "rows columns 4"]
    heat: Float[np.ndarray, "rows columns"]
    walls: Float[np.ndarray, "rows columns"]
    goal: Float[np.ndarray, "2"]
    title: str


class Path(NamedTuple):
    """Where two numbers went during the training.

    Attributes:
        points: In order.
        goal: Where they should have come to.
        titles: Of both.
    """

    points: Float[np.ndarray, "records 2"]
    goal: tuple[float, float]
    titles: tuple[str, str]


Picture = Bars | Curve | Histograms | Images | Policy | Path
