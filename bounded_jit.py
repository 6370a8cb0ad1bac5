"""`jax.jit` with a bounded number of programs in memory: those that were called last.

A method on a problem is a program of its own, and another one for each size of a batch. XLA
holds a megabyte or two for each as long as it may be called again, and JAX forgets none by
itself: 350 MB for all methods on all problems in batches of two sizes.
"""

from collections.abc import Callable
from functools import lru_cache, partial, wraps
from typing import Any, TypeVar

import jax

# All of what fifty people look at who have each chosen a method and a problem; 220 MB.
MOST_PROGRAMS = 128

# What JAX calls the programs.
NAMES: set[str] = set()

Result = TypeVar("Result")


def jit(function: Callable[..., Result], **options: Any) -> Callable[..., Result]:
    """A function, compiled for each kind of arguments that it is called with.

    What has been forgotten is compiled anew, or read from where JAX keeps it on disk.

    Args:
        function: Of arrays, and of classes and tuples of arrays.
        **options: Those of `jax.jit`.
    """
    NAMES.add(f"jit({function.__name__})")

    def program() -> Callable[..., Result]:
        # One of its own for each kind, or else JAX would keep all of them for one function.
        return jax.jit(partial(function), **options)

    @wraps(function)
    def call(*args: Any, **kwargs: Any) -> Result:
        return _kept(program, *map(_kind, args))(*args, **kwargs)

    return call


@lru_cache(maxsize=MOST_PROGRAMS)
def _kept(program: Callable[[], Callable[..., Any]], *_kinds: object) -> Callable[..., Any]:
    """What is called for arguments of these kinds."""
    return program()


def _kind(argument: object) -> object:
    """The shape of an array; the class of anything else."""
    return getattr(argument, "shape", None) or type(argument)
