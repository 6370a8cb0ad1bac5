"""`jax.jit` that keeps the programs which were called last, and drops those before them.

JAX itself keeps every program for as long as there is the function that it was compiled
from: with a method, a problem and a number of runs for each, some 2.5 MB a program, as
many as there are combinations. So each program has a function of its own here, and goes
when that does.
"""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, TypeVar

import jax
import jax.numpy as jnp

Function = TypeVar("Function", bound=Callable[..., Any])


def bounded_jit(most: int, **options: Any) -> Callable[[Function], Function]:
    """A decorator that compiles a function as `jax.jit` does.

    Args:
        most: Programs to keep: one for each structure of the arguments, and for each
            shape and type of the arrays in them.
        **options: Of `jax.jit`; none of the arguments can be static.
    """

    def decorate(function: Function) -> Function:
        @lru_cache(maxsize=most)
        def compiled(_structure: Any, _kinds: tuple[Any, ...]) -> Callable[..., Any]:
            # Another object each time, since JAX tells functions apart by identity.
            @wraps(function)
            def own(*args: Any, **kwargs: Any) -> Any:
                return function(*args, **kwargs)

            return jax.jit(own, **options)

        @wraps(function)
        def call(*args: Any, **kwargs: Any) -> Any:
            leaves, structure = jax.tree.flatten((args, kwargs))
            kinds = tuple((jnp.shape(leaf), jnp.result_type(leaf)) for leaf in leaves)
            return compiled(structure, kinds)(*args, **kwargs)

        return call  # type: ignore[return-value]

    return decorate
