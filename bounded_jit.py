"""`jax.jit` with a bounded number of programs in memory: those that were called last.

A method on a problem is a program of its own, and another one for each size of a batch. XLA
holds a megabyte for each as long as it may be called again, and JAX thousands of objects in
which it noted down what the function does, which take two more. It forgets nothing of that
by itself. Here the notes are dropped once they are compiled, and of the programs there are
only so many.
"""

import inspect
from collections.abc import Callable, Hashable, Iterable
from functools import lru_cache, partial, wraps
from threading import Lock
from typing import Any, TypeVar

import jax
from jax.core import Tracer
from jax.stages import Compiled

# All of what fifty people look at who have each chosen a method and a problem; 140 MB.
MOST_PROGRAMS = 128

Result = TypeVar("Result")


def jit(
    function: Callable[..., Result], donate_argnames: Iterable[str] = ()
) -> Callable[..., Result]:
    """A function, compiled for each kind of arguments that it is called with.

    What has been forgotten is compiled anew, or read from where JAX keeps it on disk.

    Args:
        function: Of arrays, and of classes and tuples of arrays. A parameter that takes a
            keyword only is no array: each of its values is a kind of its own.
        donate_argnames: Arrays that may be written over, and are not to be used any more.
    """
    parameters = inspect.signature(function).parameters.values()
    static = {one.name for one in parameters if one.kind is one.KEYWORD_ONLY}
    options = {"static_argnames": [*static], "donate_argnames": [*donate_argnames]}
    inside_others = jax.jit(function, **options)

    @wraps(function)
    def call(*args: Any, **kwargs: Any) -> Result:
        chosen = {name: kwargs.pop(name) for name in static & kwargs.keys()}
        leaves, structure = jax.tree.flatten((args, kwargs))
        if any(isinstance(leaf, Tracer) for leaf in leaves):
            return inside_others(*args, **kwargs, **chosen)
        program = _kept(
            function,
            structure,
            *map(_kind, leaves),
            frozenset(chosen.items()),
            jax.config.jax_default_device,  # type: ignore[attr-defined]
        )

        def compiled() -> Compiled:
            # Of a function of its own, or else JAX keeps its notes as long as the function.
            traced = jax.jit(partial(function), **options)
            return traced.lower(*args, **kwargs, **chosen).compile()

        return program.ready(compiled)(*args, **kwargs)

    return call


def forget() -> None:
    """Drop all programs, which `jax.clear_caches` does not."""
    _kept.cache_clear()


class _Program:
    """What is compiled for one kind of arguments: once, however many threads ask for it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._compiled: Compiled | None = None

    def ready(self, made: Callable[[], Compiled]) -> Compiled:
        if self._compiled is None:
            with self._lock:
                self._compiled = self._compiled or made()
        return self._compiled


@lru_cache(maxsize=MOST_PROGRAMS)
def _kept(*_kind: Hashable) -> _Program:
    """The program for a kind of arguments, to be compiled if it is new."""
    return _Program()


def _kind(leaf: Any) -> Hashable:
    """All of an array or a number that is compiled for: not its values."""
    if isinstance(leaf, jax.Array):
        where = leaf.sharding if leaf.committed else None
        # Keys of random numbers have no such type.
        weak = getattr(leaf, "weak_type", False)
        return leaf.shape, leaf.dtype, weak, where
    return (leaf.shape, leaf.dtype) if hasattr(leaf, "shape") else type(leaf)
