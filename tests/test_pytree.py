import dataclasses

import jax
import jax.numpy as jnp
import pytest

from pytree import pytree_dataclass


@pytree_dataclass
class Here:
    first: float = 1.0
    second: float = 2.0


@pytree_dataclass
class There:
    first: float = 1.0
    second: float = 2.0


def test_fields_are_leaves_in_order():
    assert jax.tree.leaves(Here(second=5.0, first=4.0)) == [4.0, 5.0]


def test_a_mapped_instance_is_of_the_same_class():
    assert jax.tree.map(lambda leaf: 2 * leaf, Here()) == Here(first=2.0, second=4.0)


def test_is_frozen_and_takes_keywords_only():
    with pytest.raises(dataclasses.FrozenInstanceError):
        Here().first = 3.0
    with pytest.raises(TypeError):
        Here(1.0, 2.0)


def test_keeps_its_name_and_docstring():
    @pytree_dataclass
    class Documented:
        """What it is."""

    assert Documented.__name__ == "Documented"
    assert Documented.__doc__ == "What it is."


def test_two_classes_with_equally_many_fields_have_different_structures():
    assert jax.tree.structure(Here()) != jax.tree.structure(There())
    assert jax.tree.structure(Here()) == jax.tree.structure(Here(first=9.0))


def test_new_values_compile_nothing_and_another_class_compiles_anew():
    traced = []

    @jax.jit
    def difference(instance):
        traced.append(type(instance))
        return jnp.subtract(instance.first, instance.second)

    for instance in (Here(), Here(first=7.0), There(), There(second=0.5), Here()):
        assert difference(instance) == instance.first - instance.second
    assert traced == [Here, There]


def test_the_reason_for_not_using_register_dataclass_still_holds():
    """The day this fails, `pytree.py` can go and JAX's own decorator can take its place."""
    one, other = (
        jax.tree_util.register_dataclass(
            dataclasses.make_dataclass(name, [("first", float), ("second", float)])
        )
        for name in ("One", "Other")
    )
    assert one is not other
    assert jax.tree.structure(one(1.0, 2.0)) == jax.tree.structure(other(1.0, 2.0))
