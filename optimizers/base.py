"""The interface of an optimizer: how a run starts, and how it steps."""

import abc
import dataclasses
import math
import typing
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, ClassVar, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jaxtyping import Array, Float, Scalar, ScalarLike
from numpy.typing import ArrayLike

from bounded_jit import jit
from precision import FLOAT
from ranges import Range
from toy_problems.base import Problem

# Whatever adds, multiplies and broadcasts, whether NumPy's or JAX's.
NumberOrArray = Any


class State(NamedTuple):
    """What a run carries from one step to the next.

    Attributes:
        theta: The present parameters θ.
        multiplier: How much ∇L₂ counts for one ∇L₁, in the sign of the method's own
            formulas; NaN for a method without such a number.
    """

    theta: Float[Array, "n"]
    multiplier: Scalar


class StateWithMemory(NamedTuple):
    """What a run carries where the next step hangs on more than θ and λ.

    Attributes:
        theta: The present parameters θ.
        multiplier: As in `State`.
        memory: Whatever else the rule keeps, as floating-point numbers of any shape, but
            the same shape at all steps.
    """

    theta: Float[Array, "n"]
    multiplier: Scalar
    memory: Float[Array, "..."]


AnyState = State | StateWithMemory


@dataclass(frozen=True, kw_only=True)
class Optimizer(abc.ABC):
    """A rule that makes a sequence of parameters out of two losses.

    A subclass is a `pytree_dataclass`. Its fields are its
    hyperparameters, each a number, or an array with one value per run. New values compile
    nothing.

    Attributes:
        label: Name in menus and legends.
        source: Where the rule comes from: authors, title, year.
        constrained: Whether it is given a bound ε on L₂.
        menu_order: Place in menus; ties go by label.
        variant_of: Key of the method that it is a variant of; empty for a method of its
            own.
        under_the_law: Whether the constrained optimum attracts if and only if δ is above
            `damping_threshold`; without a damping, δ = 0.
        diverges: Whether runs are lost to infinity even at the defaults, which it is here
            to show.
        listing: The rule as plain JAX for a reader: the source of a function
            `step(theta)`, or `step(theta, multiplier)` where λ changes, or
            `step(theta, multiplier, memory)`, that returns what it takes. It may use
            `loss_1`, `loss_2`, `grad`, `jnp` and the hyperparameters by name, and
            `multiplier` for a λ that is fixed before the first step. Where it is empty,
            none is shown.
        first_memory: For a listing with a memory, the source of a function
            `first_memory(theta)`, which returns the memory before the first step.
        phases: The parts of the state that a step can be shown to change one after the
            other, such as first θ, then λ; empty where a step is shown as a whole.
    """

    label: ClassVar[str]
    source: ClassVar[str]
    constrained: ClassVar[bool]
    menu_order: ClassVar[int] = 100
    variant_of: ClassVar[str] = ""
    under_the_law: ClassVar[bool] = False
    diverges: ClassVar[bool] = False
    listing: ClassVar[str] = ""
    first_memory: ClassVar[str] = ""
    phases: ClassVar[tuple[str, ...]] = ()

    @abc.abstractmethod
    def init(self, problem: Problem, theta0: Float[Array, "n"]) -> AnyState:
        """The state before the first step, at `theta0`."""

    @abc.abstractmethod
    def step(self, problem: Problem, state: Any) -> AnyState:
        """The state one step later; pure, to run under `jit`, `vmap` and `scan`.

        Args:
            problem: The two losses.
            state: What `init` or a step before has made, of the same type as is returned.
        """

    def gradient_evaluations(self, num_steps: int) -> int:
        """How many gradients one run evaluates in `num_steps` recorded steps.

        One a step: whatever the weights of ∇L₁ and ∇L₂, their sum is one pass back
        through the model.
        """
        return num_steps

    def descended(
        self, loss_1: NumberOrArray, loss_2: NumberOrArray, multiplier: NumberOrArray
    ) -> NumberOrArray:
        """The number whose gradient in θ a step goes down, λ held fixed.

        A weighted sum here; a method that descends something else overrides it. All that
        comes in broadcasts against all else, the hyperparameters included.
        """
        return loss_1 + multiplier * loss_2

    def force(
        self, losses: Float[ArrayLike, "... 2"], multiplier: ArrayLike
    ) -> Float[np.ndarray, "..."]:
        """How much ∇L₂ counts for one ∇L₁ in a step: what `descended` gains with L₂.

        Args:
            losses: Pairs (L₁, L₂). Each hyperparameter is one number.
            multiplier: λ of each pair, of shape (...).
        """
        *shape, _ = np.shape(losses)
        count = math.prod(shape)
        # By one program for all numbers of pairs up to a power of four.
        size = 4 ** math.ceil(math.log2(max(1, count)) / 2)
        pairs = np.resize(np.asarray(losses, FLOAT), (size, 2))
        of_pair = np.resize(np.broadcast_to(np.asarray(multiplier, FLOAT), shape), size)
        return np.asarray(_force(self, pairs, of_pair))[:count].reshape(shape)

    def effective_multiplier_rate(self, multiplier: NumberOrArray) -> NumberOrArray:
        """By how much λ rises in one step for each unit of a small violation h.

        The step size η_λ, where λ moves by η_λ h; a method that moves something else, of
        which λ is a function, overrides it. NaN for a method without such a rate.

        Args:
            multiplier: λ before the step, at least 0; any shape.
        """
        return getattr(self, "multiplier_rate", math.nan) + 0 * multiplier

    def damping_threshold(
        self, multiplier: NumberOrArray, curvature: NumberOrArray
    ) -> NumberOrArray:
        """What δ has to exceed for a constrained optimum at the bound to attract.

        The effective rate of λ less F″(ε), for small enough η, where θ and λ move at once.

        Args:
            multiplier: λ = −F′(ε) at the optimum, F being the front as L₁ = F(L₂).
            curvature: F″(ε).
        """
        return self.effective_multiplier_rate(multiplier) - curvature

    def total_loss(
        self, losses: Float[NumberOrArray, "... 2"], multiplier: NumberOrArray
    ) -> NumberOrArray:
        """The single number that a step descends: what a training curve usually shows.

        NumPy in gives NumPy out, JAX in gives JAX out. Infinities and NaNs of a run that
        diverged go through in silence.

        Args:
            losses: Pairs (L₁, L₂). If a hyperparameter has one value per run, the first
                axis is the runs, as in a trajectory.
            multiplier: λ of each pair, of shape (...).

        Returns:
            One number for each pair, of shape (...); dimensionless.
        """
        loss_1, loss_2 = losses[..., 0], losses[..., 1]
        per_run = {
            field.name: np.reshape(value, (-1,) + (1,) * (np.ndim(loss_1) - 1))
            for field in dataclasses.fields(self)
            if np.ndim(value := getattr(self, field.name))
        }
        broadcast = dataclasses.replace(self, **per_run)
        with np.errstate(all="ignore"):
            return broadcast.descended(loss_1, loss_2, multiplier)


@jit
def _force(
    method: Optimizer, losses: Float[Array, "pairs 2"], multiplier: Float[Array, "pairs"]
) -> Float[Array, "pairs"]:
    loss_1, loss_2 = losses.T

    def total(loss_2: Array) -> Array:
        return jnp.sum(jnp.asarray(method.descended(loss_1, loss_2, multiplier)))

    return jax.grad(total)(loss_2)


def losses_and_gradient(
    problem: Problem, theta: Float[Array, "n"]
) -> tuple[Scalar, Scalar, Callable[[ScalarLike, ScalarLike], Float[Array, "n"]]]:
    """L₁ and L₂ at θ, and the function (w₁, w₂) ↦ w₁ ∇L₁ + w₂ ∇L₂ there."""

    def losses(*theta: Scalar) -> tuple[Scalar, Scalar]:
        loss_1, loss_2 = jnp.unstack(problem.losses(jnp.stack(theta)))
        return loss_1, loss_2

    (loss_1, loss_2), pullback = jax.vjp(losses, *jnp.unstack(theta))

    def gradient(weight_1: ScalarLike, weight_2: ScalarLike) -> Float[Array, "n"]:
        weights = (jnp.asarray(weight, theta.dtype) for weight in (weight_1, weight_2))
        return jnp.stack(pullback(tuple(weights)))

    return loss_1, loss_2, gradient


@cache
def hyperparameters(optimizer: type[Optimizer]) -> dict[str, tuple[Range, float]]:
    """Range and default of each hyperparameter, by name, in the order of the fields.

    Raises:
        TypeError: A field that is not annotated with a `Range`.
    """
    hints = typing.get_type_hints(optimizer, include_extras=True)
    found: dict[str, tuple[Range, float]] = {}
    for field in dataclasses.fields(optimizer):
        ranges = [
            extra
            for extra in typing.get_args(hints[field.name])[1:]
            if isinstance(extra, Range)
        ]
        if len(ranges) != 1:
            raise TypeError(
                f"`{optimizer.__name__}.{field.name}` should be annotated with exactly "
                f"one `Range`. Found {len(ranges)}."
            )
        found[field.name] = (ranges[0], typing.cast(float, field.default))
    return found
