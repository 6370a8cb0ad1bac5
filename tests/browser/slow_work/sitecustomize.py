"""Has each piece of a sweep or a training take a third of a second more.

Python imports a module of this name by itself when it starts, and so does a server that
finds this one.
"""

import time
from functools import wraps

import model_training
import sweeps


def slow(work):
    """The same, later."""

    @wraps(work)
    def slowly(*arguments, **parts):
        time.sleep(0.3)
        return work(*arguments, **parts)

    return slowly


sweeps.sweep = slow(sweeps.sweep)
model_training._moved = slow(model_training._moved)
