"""Colours for the values of a hyperparameter, and the bar that tells which is which."""

from typing import Any

import numpy as np
from jaxtyping import Float

from figures.theme import Theme

# In the palette: from blue by way of purple to orange. Each is lighter than the one before
# on white, and their mixtures stand out from any paper.
LEAST_TO_GREATEST = (3, 5, 0)
NICE_IN_A_DECADE = (1, 2, 5)
MOST_TICKS = 6


def value_markers(
    values: Float[np.ndarray, "points"], theme: Theme, title: str, *, log: bool
) -> dict[str, Any]:
    """Parts of a Plotly marker that colour each point by its value, with a bar beside it.

    Args:
        values: One for each point; positive if `log`.
        theme: Colours and type.
        title: What the values are, above the bar.
        log: Whether equal factors, rather than equal steps, are equally far apart.
    """
    shown = np.log10(values) if log else np.asarray(values, float)
    low, high = (float(shown.min()), float(shown.max())) if len(shown) else (0.0, 1.0)
    bar: dict[str, Any] = {
        "title": {"text": title, "side": "top", "font": {"size": theme.font_size}},
        "thickness": 0.8 * theme.font_size,
        "len": 0.9,
        "outlinewidth": 0,
        "nticks": 5,
        "tickfont": {"size": theme.font_size},
    }
    if log:
        ticks = decade_ticks(10**low, 10**high)
        bar |= {"tickvals": list(np.log10(ticks)), "ticktext": [f"{t:g}" for t in ticks]}
    return {
        "color": shown,
        "cmin": low,
        "cmax": high if high > low else low + 1,
        "colorscale": [
            [at, theme.palette[color]]
            for at, color in zip((0, 0.5, 1), LEAST_TO_GREATEST, strict=True)
        ],
        "colorbar": bar,
    }


def decade_ticks(low: float, high: float) -> list[float]:
    """Round numbers from `low` to `high`, positive: 1, 2 and 5 of each power of ten.

    Fewer of them, if there are more than six: only 1, then only of every other power.
    """
    powers = range(int(np.floor(np.log10(low))), int(np.ceil(np.log10(high))) + 1)
    # A rounding error is not to lose the tick at an end.
    for factors, apart in ((NICE_IN_A_DECADE, 1), ((1,), 1), ((1,), 2), ((1,), 3)):
        ticks = [
            float(f"{factor}e{power}")
            for power in powers
            if power % apart == 0
            for factor in factors
            if low * (1 - 1e-9) <= float(f"{factor}e{power}") <= high * (1 + 1e-9)
        ]
        if len(ticks) <= MOST_TICKS:
            break
    return ticks
