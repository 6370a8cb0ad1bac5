"""The player: panels side by side on one clock, each with one view of its runs or more."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
import orjson
import streamlit as st
from jaxtyping import Float, UInt8, UInt16

from figures.theme import THEMES
from ui import assets
from ui.compute import Batch
from ui.knobs import acknowledged, receive, said
from ui.link import query
from ui.run_colors import run_colors
from ui.saving import save_words
from ui.session import get_state, times_opened
from ui.state import State
from ui.stills import Stills
from ui.words import section

# Losses that the quantized 0 and 65534 stand for: a step of 0.0001, a fiftieth of a pixel.
RANGE = (-1.0, 5.0)
NOTHING = 65535

# In this order: what comes later is stronger.
STYLES = (
    *("player.css", "touch.css", "details.css", "transport.css", "sizes.css"),
    *("knob.css", "save_picture.css"),
)

_player = st.components.v2.component(
    "paretoscope_player",
    html=assets.text("player.html"),
    css="".join(map(assets.text, STYLES)),
    js=assets.fetched("player.js"),
    isolate_styles=False,
)


@dataclass(frozen=True)
class View:
    """One plot of the runs of a panel.

    Attributes:
        kind: `loss`, `parameter` or `time`; over time, steps are the first coordinate.
        name: Of the part of the state that says what it shows; empty if nothing does.
        title: What it shows, in words.
        coordinates: Of the runs, each of shape (runs, iterates).
        ranges: What the quantized 0 and 65534 of each coordinate stand for.
        stills: The parts that stand still, by theme.
        of_multiplier: Whether half a step, which moves θ alone, leaves it as it is.
        options: What else it can show, as (name, words) pairs.
        every: Only each so manieth run is sent.
        labels: A symbol, and its value in each of as many equal groups of runs, one after
            the other; empty where no number tells runs apart.
    """

    kind: str
    name: str
    title: str
    coordinates: tuple[Float[np.ndarray, "runs iterates"], ...]
    ranges: tuple[tuple[float, float], ...]
    stills: Stills
    of_multiplier: bool = False
    options: tuple[tuple[str, str], ...] = ()
    every: int = 1
    labels: tuple[str, ...] = ()


@dataclass(frozen=True)
class Panel:
    """What the player shows of one batch.

    Attributes:
        title: Above the plots.
        batch: The runs.
        views: Its plots; the first one is the largest.
        alt: The picture in words.
        outcome: Of each run: end L₁, end L₂, λ, step by which it settled; NaN for none.
        verdicts: Of each run, an index of `verdict_words`.
        verdict_words: What became of a run, in words.
        knobs: Specifications of the knobs under the plot.
        extras: Texts of the tabs beside the plots, and what can be touched in them.
    """

    title: str
    batch: Batch
    views: tuple[View, ...]
    alt: str
    outcome: Float[np.ndarray, "runs 4"]
    verdicts: UInt8[np.ndarray, "runs"]
    verdict_words: tuple[str, ...]
    knobs: tuple[dict[str, Any], ...] = ()
    extras: dict[str, Any] = field(default_factory=dict)


class Cue(NamedTuple):
    """When to play, in a page that tells a story.

    Attributes:
        count: Grows with each cue; one is followed but once.
        plays: Whether to play from the start, or to stand at the end.
        speed: To play at.
    """

    count: int
    plays: bool
    speed: float


def player(
    key: str,
    panels: list[Panel],
    layout: str = "",
    on_input: Callable[[], None] | None = None,
    cue: Cue | None = None,
) -> None:
    """Show panels in a player; a move of a knob changes the state before the next run.

    Args:
        key: Of the component.
        panels: What it shows.
        layout: How the panels stand; the view of the state unless told.
        on_input: Takes what was moved into the state; `receive` unless told.
        cue: With one the player has a clock of its own, and leaves the address alone.
    """
    data = pack(key, panels, layout, cue)
    _player(key=key, data=data, on_input_change=on_input or (lambda: receive(key)))


def pack(key: str, panels: list[Panel], layout: str = "", cue: Cue | None = None) -> bytes:
    """All that the player shows, in the form that `frontend/payload.js` takes apart."""
    state = get_state()
    header = header_of(state, panels, layout or state.view)
    header["opened"]["count"] = times_opened()
    header |= {"acknowledged": acknowledged(key), "said": said(key)}
    header["cue"] = cue and cue._asdict()
    return joined(header, [array for panel in panels for array in arrays_of(panel)])


def header_of(state: State, panels: list[Panel], layout: str) -> dict[str, Any]:
    """What `frontend/payload.js` calls a payload, but for the arrays: without a session.

    Args:
        state: Of which the panels are.
        panels: What the player shows.
        layout: How the panels stand.
    """
    digest = hashlib.blake2b(digest_size=6)
    for panel in panels:
        digest.update(np.ascontiguousarray(panel.batch.run.losses).data)
    return {
        "signature": digest.hexdigest(),
        "themes": {name: theme._asdict() for name, theme in THEMES.items()},
        "theme": state.theme,
        "layout": layout,
        "hidden": state.hidden,
        "query": query(state),
        "opened": {
            "count": 1,
            "frame": state.frame,
            "pinned": state.pinned,
            "play": state.play,
        },
        "cue": None,
        "words": section("player"),
        "saveWords": save_words(),
        "plotly": assets.plotly_file(),
        "acknowledged": 0,
        "said": "",
        "panels": [_header(panel) for panel in panels],
    }


def arrays_of(panel: Panel) -> list[np.ndarray]:
    """Arrays of a panel in order: outcome, verdicts, colours, then one for each view."""
    # A λ that has run away may be more than four bytes hold, and is then infinite.
    with np.errstate(over="ignore"):
        outcome = panel.outcome.astype("<f4")
    arrays = [outcome, panel.verdicts, run_colors(panel.batch)]
    for view in panel.views:
        thinned = tuple(values[:: view.every] for values in view.coordinates)
        arrays.append(quantized(thinned, view.ranges))
    return arrays


def joined(header: dict[str, Any], arrays: list[np.ndarray]) -> bytes:
    """A header and arrays as one: what `frontend/payload.js` takes apart."""
    text = orjson.dumps(header)
    text += b" " * (-len(text) % 4)
    parts = [_padded(array.tobytes()) for array in arrays]
    return b"".join([len(text).to_bytes(4, "little"), text, *parts])


def _header(panel: Panel) -> dict[str, Any]:
    runs, iterates, _ = panel.batch.run.losses.shape
    return {
        "title": panel.title,
        "runs": runs,
        "steps": iterates - 1,
        "halves": bool(panel.batch.method.phases),
        "alt": panel.alt,
        "verdictWords": panel.verdict_words,
        "knobs": panel.knobs,
        **panel.extras,
        "views": [
            {
                "kind": view.kind,
                "name": view.name,
                "title": view.title,
                "coordinates": len(view.coordinates),
                "ranges": view.ranges,
                "stills": view.stills,
                "ofMultiplier": view.of_multiplier,
                "options": view.options,
                "every": view.every,
                "labels": view.labels,
                "runs": -(-runs // view.every),
            }
            for view in panel.views
        ],
    }


def quantized(
    coordinates: tuple[Float[np.ndarray, "runs iterates"], ...],
    ranges: tuple[tuple[float, float], ...],
) -> UInt16[np.ndarray, "iterates coordinates runs"]:
    """Coordinates as whole numbers; `NOTHING` from where one of a run is not finite."""
    values = np.stack([values.T for values in coordinates], axis=1)
    low, high = (np.array(ends)[:, None] for ends in zip(*ranges, strict=True))
    finite = np.isfinite(values).all(axis=1, keepdims=True)
    lost = not finite.all()
    clipped = np.clip(np.where(finite, values, low) if lost else values, low, high)
    whole = ((clipped - low) * ((NOTHING - 1) / (high - low)) + 0.5).astype("<u2")
    return np.where(finite, whole, np.uint16(NOTHING)) if lost else whole


def _padded(array: bytes) -> bytes:
    """Made up to whole words, so that a browser need not copy what follows."""
    return array + b"\0" * (-len(array) % 4)
