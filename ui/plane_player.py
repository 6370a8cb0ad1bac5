"""The plane in three dimensions and in two, with pebbles that roll in both."""

from typing import Any

import numpy as np
import plotly.graph_objects as go
import streamlit as st
from jaxtyping import Float

from figures.plane import CAMERAS, EXTENT
from figures.theme import Theme
from figures.thinned import within
from ui import assets
from ui.joined import sentences
from ui.knobs import Advice, acknowledged, receive, spec
from ui.player import Cue
from ui.saving import save_words
from ui.session import get_state
from ui.words import say, section

# Iterates of a run that a browser gets at most; between two of them a pebble goes straight.
MOST_SENT = 1001
# In this order: what comes later is stronger.
STYLES = (
    *("touch.css", "transport.css", "sizes.css", "plane_player.css", "knob.css"),
    "save_picture.css",
)

WORDS = "solid", "flat", "without", "cameras", "handle", "tap"
LOOKS = "corner", "side", "top"

_plane = st.components.v2.component(
    "paretoscope_plane",
    html=assets.text("plane_player.html"),
    css="".join(map(assets.text, STYLES)),
    js=assets.fetched("plane_player.js"),
    isolate_styles=False,
)


def plane_player(
    key: str,
    figures: dict[str, go.Figure],
    alpha: float,
    losses: Float[np.ndarray, "runs iterates 2"],
    theme: Theme,
    sentence: str,
    cue: Cue | None = None,
) -> None:
    """Show both pictures and a transport; a drag of the plane's corner changes the weight.

    Args:
        key: Of the component.
        figures: The picture of three dimensions, `solid`, and that of two, `flat`.
        alpha: The weight of which they are.
        losses: Iterates of the runs that the pebbles roll along.
        theme: Colours, type and lines.
        sentence: What became of the runs.
        cue: Of a story, in which nobody tilts the plane.
    """
    is_fixed = cue is not None or "alpha" in get_state().hidden
    words = {name: say(f"plane.{name}") for name in WORDS}
    data: dict[str, Any] = {
        **{name: figure.to_json() for name, figure in figures.items()},
        "alpha": alpha,
        "extent": EXTENT[1],
        "paths": paths(losses),
        "steps": losses.shape[1] - 1,
        "cameras": [[name, say(f"plane.{name}"), CAMERAS[name]] for name in LOOKS],
        "knob": None if is_fixed else spec(key, "alpha", Advice()),
        "cue": cue and cue._asdict(),
        "acknowledged": acknowledged(key),
        "theme": theme._asdict(),
        "alts": {name: sentences(words[name], sentence) for name in figures},
        "sentence": sentence,
        "words": words,
        "transportWords": section("player"),
        "saveWords": save_words(),
        "plotly": {"flat": assets.plotly_file(), "solid": assets.solid_plotly_file()},
    }
    _plane(key=key, data=data, on_input_change=lambda: receive(key))


def paths(losses: Float[np.ndarray, "runs iterates 2"]) -> list[list[list[float] | None]]:
    """Losses of each run, evenly spaced in steps; None where the plane is not."""
    last = losses.shape[1] - 1
    kept = np.linspace(0, last, min(last + 1, MOST_SENT)).round().astype(int)
    shown = within(losses, EXTENT)
    return [
        [run[step].tolist() if seen[step] else None for step in kept]
        for run, seen in zip(losses.astype(float).round(4), shown, strict=True)
    ]
