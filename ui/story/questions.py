"""Kinds of questions: what can be predicted, how an address has it, and what is right."""

import abc
import math
from dataclasses import dataclass

from ui.changes import number
from ui.compute import optimum


@dataclass(frozen=True)
class Question(abc.ABC):
    """A question whose answer is one number.

    Attributes:
        bins: How many options a class has to raise its hands for.
    """

    @property
    @abc.abstractmethod
    def bins(self) -> int: ...

    @abc.abstractmethod
    def read(self, text: str) -> float | None:
        """The answer that a text from an address stands for; None if it is none."""

    @abc.abstractmethod
    def written(self, answer: float) -> str:
        """The text in an address that stands for an answer."""

    @abc.abstractmethod
    def bin_of(self, answer: float) -> int:
        """Index of the option of a class in which an answer lies."""

    @abc.abstractmethod
    def is_right(self, answer: float, key: float) -> bool:
        """Whether an answer is as good as the key."""


@dataclass(frozen=True)
class Choice(Question):
    """One of a few options; the answer is its index.

    Attributes:
        options: Their names.
    """

    options: tuple[str, ...]

    @property
    def bins(self) -> int:
        return len(self.options)

    def read(self, text: str) -> float | None:
        return float(self.options.index(text)) if text in self.options else None

    def written(self, answer: float) -> str:
        return self.options[int(answer)]

    def bin_of(self, answer: float) -> int:
        return int(answer)

    def is_right(self, answer: float, key: float) -> bool:
        return answer == key


@dataclass(frozen=True)
class Count(Question):
    """How many of some runs.

    Attributes:
        most: All of them.
    """

    most: int = 7

    @property
    def bins(self) -> int:
        return self.most + 1

    def read(self, text: str) -> float | None:
        value = number(text)
        if value is None or value != int(value) or not 0 <= value <= self.most:
            return None
        return value

    def written(self, answer: float) -> str:
        return str(int(answer))

    def bin_of(self, answer: float) -> int:
        return int(answer)

    def is_right(self, answer: float, key: float) -> bool:
        return answer == key


@dataclass(frozen=True)
class Value(Question):
    """A number on a slider.

    Attributes:
        symbol: What it is the value of.
        low: Low end of the slider.
        high: High end of the slider.
        step: Between two of its positions.
        within: How far a right answer may be from the key.
        bins: How many options a class has, as wide as one another.
    """

    symbol: str
    low: float
    high: float
    step: float
    within: float
    bins: int = 5

    def read(self, text: str) -> float | None:
        value = number(text)
        return value if value is not None and self.low <= value <= self.high else None

    def written(self, answer: float) -> str:
        return repr(int(answer)) if answer == int(answer) else repr(float(answer))

    def bin_of(self, answer: float) -> int:
        part = (answer - self.low) / (self.high - self.low)
        return min(math.floor(part * self.bins), self.bins - 1)

    def ends_of_bin(self, index: int) -> tuple[float, float]:
        """Where an option of a class begins, and where it ends."""
        width = (self.high - self.low) / self.bins
        return self.low + index * width, self.low + (index + 1) * width

    def is_right(self, answer: float, key: float) -> bool:
        return abs(answer - key) <= self.within


@dataclass(frozen=True)
class OnFront(Value):
    """A point on the front of a problem; the answer is its L₂.

    Attributes:
        problem: Key of `PROBLEMS`.
    """

    problem: str = "convex"

    def point(self, answer: float) -> tuple[float, float]:
        """(L₁, L₂) of the point that an answer stands for."""
        return optimum(self.problem, answer)

    def is_right(self, answer: float, key: float) -> bool:
        return math.dist(self.point(answer), self.point(key)) <= self.within


def on_front(problem: str, within: float = 0.08) -> OnFront:
    """A question for a point on the front of a problem."""
    return OnFront("L₂", 0.0, 1.0, 0.01, within, problem=problem)
