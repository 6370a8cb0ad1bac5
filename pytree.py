"""Dataclasses whose class JAX compiles for, and whose fields it traces."""

import dataclasses
from typing import Any, TypeVar, dataclass_transform

import jax

Class = TypeVar("Class", bound=type)


@dataclass_transform(frozen_default=True, kw_only_default=True)
def pytree_dataclass(cls: Class) -> Class:
    """Make a class a frozen, keyword-only dataclass and register it as a pytree.

    Not with `jax.tree_util.register_dataclass`: there the structures of two classes with
    equally many fields compare equal (JAX 0.10), so that now and then, when their hashes
    meet, `jit` runs the code compiled for one class on an instance of the other.
    `tests/test_pytree.py` pins this.
    """
    made: Any = dataclasses.dataclass(frozen=True, kw_only=True)(cls)
    names = tuple(field.name for field in dataclasses.fields(made))

    def flatten(instance: Any) -> tuple[tuple[Any, ...], None]:
        return tuple(getattr(instance, name) for name in names), None

    def unflatten(_: None, leaves: tuple[Any, ...]) -> Any:
        # Leaves can be tracers or placeholders, which __init__ need not understand.
        instance = object.__new__(made)
        for name, leaf in zip(names, leaves, strict=True):
            object.__setattr__(instance, name, leaf)
        return instance

    jax.tree_util.register_pytree_node(made, flatten, unflatten)
    return made
