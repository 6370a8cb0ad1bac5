"""A preset for a name that none has."""

import difflib

from ui.presets import PRESETS


def closest(name: str) -> str:
    """The name of a preset that is most like another name."""
    found = difflib.get_close_matches(name.lower(), PRESETS, n=1, cutoff=0)
    return found[0] if found else next(iter(PRESETS))
