"""What JAX has compiled: kept on disk between starts, and bounded there and in memory.

The programs that are called most, those of a method on a problem, `bounded_jit.py` bounds
by itself. Here it is what JAX keeps besides: single operations outside of any function,
and its notes of those functions that others are made of. On disk each program takes some
15 kB.
"""

import gc
from contextlib import suppress
from pathlib import Path
from threading import Lock

import jax
from jax._src import pjit
from jax._src.interpreters import pxla

from ui import heap
from ui.folders import CACHE

# Programs that are compiled until JAX drops what it keeps of them, 0.2 MB or so of each.
MOST_COMPILED = 100
# On disk, in bytes: ten times what all methods on all problems take.
MOST_ON_DISK = 100_000_000
COMPILED = "/jax/core/compile/backend_compile_duration"
# Where JAX keeps what it has had compiled, in case that it is wanted in another way: for
# each program another 1.3 MB, most of it MLIR's. JAX offers nothing that drops these alone.
_SOURCES = pjit._pjit_lower, pxla._cached_lowering_to_hlo

# Compiled code is kept between starts of the app; a first picture then takes a second less
# for each method and problem.
jax.config.update("jax_compilation_cache_dir", str(CACHE))
jax.config.update("jax_persistent_cache_min_compile_time_secs", 0.0)
jax.config.update("jax_persistent_cache_min_entry_size_bytes", -1)


class Loaded:
    """How many programs JAX has compiled, or read, since it last dropped its notes."""

    def __init__(self) -> None:
        """None yet."""
        self.count, self._lock = 0, Lock()

    def add(self, event: str, duration_secs: float, **_: object) -> None:
        """Count a program, and drop what those before it were compiled from.

        JAX calls this of whatever it has measured.
        """
        del duration_secs
        if event == COMPILED:
            self.count += 1
            for source in _SOURCES:
                source.cache_clear()
            # To compile takes tens of megabytes, which are free again among what is not.
            heap.give_back()

    def bound(self) -> None:
        """Have JAX drop its notes once there are too many programs.

        A single operation that is called again is read from disk, which takes some
        milliseconds.
        """
        if self.count <= MOST_COMPILED or not self._lock.acquire(blocking=False):
            return
        try:
            self.count = 0
            jax.clear_caches()
            # Programs refer to themselves in a circle.
            gc.collect()
            heap.give_back()
        finally:
            self._lock.release()


loaded = Loaded()
jax.monitoring.register_event_duration_secs_listener(loaded.add)


def bound_disk(folder: Path = CACHE, most: int = MOST_ON_DISK) -> None:
    """Delete programs until the rest takes at most so many bytes, the oldest first.

    JAX would do it itself with a package that nothing else here needs.
    """
    files = []
    for file in folder.glob("*-cache"):
        # Another process may be at the same.
        with suppress(OSError):
            found = file.stat()
            files.append((found.st_mtime, found.st_size, file))
    total = sum(size for _, size, _ in files)
    for _, size, file in sorted(files):
        if total <= most:
            return
        with suppress(OSError):
            file.unlink()
        total -= size
