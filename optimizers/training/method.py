"""What all methods of training have in common."""

import abc
from typing import Any

import jax
from jaxtyping import Array, Float, PyTree, Scalar, ScalarLike

from optimizers.training.constraints import is_constraint

# One array of shape (sides,) for each constraint, in the structure of the constraints.
Multipliers = PyTree[Float[Array, "sides"]]


class Method(abc.ABC):
    """How a loss and others, which are kept to something, make one to go down.

    All that is called here is pure, and runs under `jit`, `vmap` and `scan`. An instance is
    a pytree of its numbers: other bounds or rates compile nothing anew.
    """

    @abc.abstractmethod
    def init(self) -> Multipliers:
        """The multipliers before the first step; empty where a method has none."""

    @abc.abstractmethod
    def descended(
        self, loss: ScalarLike, values: PyTree[ScalarLike], multipliers: Multipliers
    ) -> Scalar:
        """The number whose gradient in the parameters a step goes down.

        Args:
            loss: What is minimized.
            values: What is kept to something, in the structure that the method was given.
            multipliers: From `init` or `update`. No gradient is taken in them.

        Raises:
            ValueError: `values` has another structure.
        """

    @abc.abstractmethod
    def update(self, values: PyTree[ScalarLike], multipliers: Multipliers) -> Multipliers:
        """The multipliers after a step in which the parameters had these values."""


def check_structure(what: str, wanted: PyTree, found: PyTree) -> None:
    """Make sure that there is one number for each constraint.

    Args:
        what: Name of what was found.
        wanted: Constraints, or numbers.
        found: In the same structure.

    Raises:
        ValueError: It is not.
    """
    structure = jax.tree.structure(wanted, is_leaf=is_constraint)
    if jax.tree.structure(found) != structure:
        raise ValueError(
            f"`{what}` should have one number for each constraint, in the same structure: "
            f"{_shown(structure)}. Found {_shown(jax.tree.structure(found))}."
        )


def _shown(structure: Any) -> str:
    return str(structure).removeprefix("PyTreeDef(").removesuffix(")")
