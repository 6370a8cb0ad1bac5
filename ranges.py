"""The numbers that a method is given: what they are called, and which values make sense."""

import math
from dataclasses import dataclass
from typing import Annotated, Literal

from jaxtyping import ScalarLike


@dataclass(frozen=True)
class Range:
    """The values of a hyperparameter: those that make sense, and those worth trying.

    Each field of an optimizer that is annotated with a range, such as
    `Annotated[ScalarLike, Range("δ", "damping", 0, 30)]`, has a slider in the app.

    Attributes:
        symbol: What formulas call it.
        name: What it is, in words.
        low: Low end of the slider.
        high: High end of the slider.
        least: Least value that means anything; `simulate` refuses smaller ones.
        accepted: What the app accepts in a text box or an address, ends included.
        scale: Whether equal steps of the slider add or multiply.
    """

    symbol: str
    name: str
    low: float
    high: float
    least: float
    accepted: tuple[float, float]
    scale: Literal["linear", "log"] = "linear"


Alpha = Annotated[ScalarLike, Range("α", "weight of loss 2", 0.05, 20, 0, (0, 1000), "log")]
Epsilon = Annotated[ScalarLike, Range("ε", "bound on loss 2", 0, 1.3, -math.inf, (-1, 3))]
Damping = Annotated[ScalarLike, Range("δ", "damping", 0, 30, 0, (0, 1000))]
LearningRate = Annotated[
    ScalarLike, Range("η", "learning rate of θ", 0.001, 0.1, 0, (0, 10), "log")
]
MultiplierRate = Annotated[
    ScalarLike, Range("η_λ", "learning rate of λ", 0.01, 5, 0, (0, 1000), "log")
]
