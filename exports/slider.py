"""The one slider that stays alive in an exported file, and the values that it has."""

import numpy as np

from optimizers import OPTIMIZERS
from optimizers.base import hyperparameters
from ui.state import RANGED, State

# Enough for the eye to see all that happens on the way.
MANY = 41
# As many as the slider of the app shows.
DIGITS, SIGNIFICANT = 4, 3


def main_number(state: State) -> str:
    """Name of the number that the slider moves: a bound, else a weight; empty for none.

    There is none where the address hides it, and where runs have several weights already.
    """
    names = hyperparameters(OPTIMIZERS[state.optimizer])
    name = next((one for one in ("epsilon", "alpha") if one in names), "")
    is_taken = name in state.hidden or (name == "alpha" and state.several_weights())
    return "" if is_taken else name


def slider_values(state: State) -> tuple[float, ...]:
    """The values of the slider, from low to high, the state's own among them.

    They are spread over the app's slider as its scale is; the one nearest to the state's
    own makes room for it. Without a slider the only one is 0, which means nothing.
    """
    name, own = main_number(state), own_value(state)
    if not name:
        return (own,)
    values = RANGED[name][0]
    if values.scale == "log":
        spread = np.geomspace(values.low, values.high, MANY)
        shown = [float(f"{value:.{SIGNIFICANT}g}") for value in spread]
    else:
        shown = np.linspace(values.low, values.high, MANY).round(DIGITS).tolist()
    nearest = int(np.abs(np.array(shown) - own).argmin())
    return (*shown[:nearest], own, *shown[nearest + 1 :])


def own_value(state: State) -> float:
    """The value of the slider that is the state's own."""
    name = main_number(state)
    return state[name] if name else 0.0
