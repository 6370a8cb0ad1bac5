"""The interface of an application: data, a model, and the losses that train it."""

import abc
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, NamedTuple

import jax
import numpy as np
from jaxtyping import Array, Float, Int, PRNGKeyArray, PyTree, Scalar

from applications.pictures import Picture
from optimizers.training import (
    MDMM,
    AtMost,
    Constraint,
    HardConstraintFirst,
    WeightedSum,
)

if TYPE_CHECKING:
    import optax


@dataclass(frozen=True, kw_only=True)
class Quantity:
    """What a loss is.

    Attributes:
        symbol: What formulas call it.
        name: What it is, in words.
        unit: Of its values; empty for a number without one.
    """

    symbol: str
    name: str
    unit: str = ""


@dataclass(frozen=True, kw_only=True)
class Bounded(Quantity):
    """A loss that is kept to a value, or else has a weight.

    Attributes:
        key: What the code calls it.
        low: Low end of the slider of its bound ε, in its unit.
        high: High end.
        epsilon: Where the slider begins.
        weights: Low and high end of the slider of its weight, which is logarithmic.
        weight: Where that slider begins.
        damping: δ of MDMM.
        multiplier_rate: η_λ of MDMM.
        kind: On which side of ε it is kept: a constraint with one `bound`.
    """

    key: str
    low: float
    high: float
    epsilon: float
    weights: tuple[float, float]
    weight: float
    damping: float
    multiplier_rate: float
    kind: type[Constraint] = AtMost


class Training(NamedTuple):
    """A training so far.

    Attributes:
        params: The parameters after the last step.
        steps: At which steps losses were noted down; the first is 0.
        losses: Then, over all examples: the minimized loss, and each of the bounded ones.
        multipliers: Then, the multiplier of each side of each bounded loss; no columns for
            a method without.
        is_over: Whether all steps have been done.
    """

    params: PyTree[Array]
    steps: Int[np.ndarray, "records"]
    losses: Float[np.ndarray, "records losses"]
    multipliers: Float[np.ndarray, "records sides"]
    is_over: bool


class Application(abc.ABC):
    """A model that is trained while one watches.

    A subclass has no state besides its data, which is the same each time: shipped with the
    app, or drawn from a seed.

    Attributes:
        label: Name in menus.
        menu_order: Place in menus; ties go by label.
        source: Where the problem comes from: authors, title, year.
        pictured: What is seen in the picture, as a sentence or two.
        minimized: The loss that is minimized; without a name if there is none.
        bounded: The others.
        num_steps: Of one training.
        learning_rate: Of its parameters.
        last_rate: What is left of that after the last step, as a part of it; between, it
            falls as half a wave of a cosine.
    """

    label: ClassVar[str]
    menu_order: ClassVar[int] = 100
    source: ClassVar[str]
    pictured: ClassVar[str]
    minimized: ClassVar[Quantity]
    bounded: ClassVar[tuple[Bounded, ...]]
    num_steps: ClassVar[int]
    learning_rate: ClassVar[float]
    last_rate: ClassVar[float] = 1.0

    @property
    def can_come_first(self) -> bool:
        """Whether bounds can be seen to first, which a value to be equal to never is."""
        return not any(one.kind.is_equality for one in self.bounded)

    @property
    @abc.abstractmethod
    def examples(self) -> PyTree[Array]:
        """What a mini-batch is drawn from; the first axis of each array is the examples."""

    @abc.abstractmethod
    def init(self, key: PRNGKeyArray) -> PyTree[Array]:
        """The parameters before the first step."""

    @abc.abstractmethod
    def losses(
        self, params: PyTree[Array], examples: PyTree[Array], key: PRNGKeyArray
    ) -> tuple[Scalar, dict[str, Scalar]]:
        """The minimized loss, and each of the bounded ones by its key.

        Args:
            params: Of the model.
            examples: Some of them, or all.
            key: For a model that draws random numbers.
        """

    @abc.abstractmethod
    def picture(self, training: Training) -> Picture:
        """What a training has made of the model."""

    def optimizer(self) -> "optax.GradientTransformation":
        """What moves the parameters along a gradient."""
        # Only now, since importing it takes as long as importing JAX, which most visitors
        # would wait for in vain.
        import optax

        rate = optax.cosine_decay_schedule(
            self.learning_rate, self.num_steps, alpha=self.last_rate
        )
        return optax.adam(rate)

    def kept_to(self, epsilon: Mapping[str, float] | None = None) -> MDMM:
        """The method that keeps each bounded loss to its ε.

        Args:
            epsilon: Bounds by key; those that are missing are the defaults.
        """
        return MDMM(
            constraints=self._constraints(epsilon or {}),
            damping={one.key: one.damping for one in self.bounded},
            multiplier_rate={one.key: one.multiplier_rate for one in self.bounded},
        )

    def kept_to_first(
        self, epsilon: Mapping[str, float] | None = None
    ) -> HardConstraintFirst:
        """The method that sees to the bounds before anything else; as for `kept_to`."""
        return HardConstraintFirst(constraints=self._constraints(epsilon or {}))

    def weighted(self, weights: Mapping[str, float] | None = None) -> WeightedSum:
        """The method that adds all losses up.

        Args:
            weights: By key; those that are missing are the defaults.
        """
        given = weights or {}
        chosen = {one.key: given.get(one.key, one.weight) for one in self.bounded}
        return WeightedSum(weights=jax.tree.map(float, chosen))

    def _constraints(self, epsilon: Mapping[str, float]) -> dict[str, Constraint]:
        # Whole numbers would have code of their own.
        bounds = {one.key: float(epsilon.get(one.key, one.epsilon)) for one in self.bounded}
        return {
            one.key: one.kind(bound=bounds[one.key])  # type: ignore[call-arg]
            for one in self.bounded
        }


def num_examples(examples: PyTree[Array]) -> int:
    """How many there are."""
    return len(jax.tree.leaves(examples)[0])
