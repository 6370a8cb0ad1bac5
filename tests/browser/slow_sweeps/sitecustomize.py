"""Has each piece of a sweep take a third of a second more, for a server that finds this.

Python imports a module of this name by itself when it starts.
"""

import time

import sweeps

_sweep = sweeps.sweep


def _slowly(*arguments):
    time.sleep(0.3)
    return _sweep(*arguments)


sweeps.sweep = _slowly
