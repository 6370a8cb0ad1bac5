"""The player: panels of loss space side by side on one clock."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

import numpy as np
import streamlit as st
from jaxtyping import UInt8, UInt16

from figures.theme import THEMES
from simulation import Trajectory
from ui import assets
from ui.compute import Batch
from ui.knobs import acknowledged, receive
from ui.words import section

# Losses that the quantized 0 and 65534 stand for: a step of 0.0001, a fiftieth of a pixel.
RANGE = (-1.0, 5.0)
NOTHING = 65535
COLORS = len(THEMES["light"].palette)

_player = st.components.v2.component(
    "paretoscope_player",
    html=assets.text("player.html"),
    css=assets.text("player.css") + assets.text("knob.css"),
    js=assets.module("player.js"),
    isolate_styles=False,
)


@dataclass(frozen=True)
class Panel:
    """One plot of the player.

    Attributes:
        title: Above the plot.
        batch: The runs.
        figures: The parts that stand still, by theme.
        alt: The picture in words.
        knobs: Specifications of the knobs under the plot.
    """

    title: str
    batch: Batch
    figures: dict[str, Any]
    alt: str
    knobs: tuple[dict[str, Any], ...] = ()


def player(key: str, panels: list[Panel]) -> None:
    """Show panels in a player; a move of a knob changes the state before the next run."""
    _player(key=key, data=pack(key, panels), on_input_change=lambda: receive(key))


def pack(key: str, panels: list[Panel]) -> bytes:
    """All that the player shows, in the form that `frontend/payload.js` takes apart."""
    digest = hashlib.blake2b(digest_size=6)
    arrays = []
    for panel in panels:
        positions = quantized(panel.batch.run).tobytes()
        digest.update(positions)
        colors = start_colors(panel.batch.run).tobytes()
        arrays += [positions, colors, b"\0" * (len(colors) % 2)]
    header = {
        "signature": digest.hexdigest(),
        "range": RANGE,
        "themes": {name: theme._asdict() for name, theme in THEMES.items()},
        "words": section("player"),
        "plotly": assets.plotly_file(),
        "acknowledged": acknowledged(key),
        "panels": [
            {
                "title": panel.title,
                "runs": panel.batch.run.losses.shape[0],
                "steps": panel.batch.run.losses.shape[1] - 1,
                "figures": panel.figures,
                "alt": panel.alt,
                "knobs": panel.knobs,
            }
            for panel in panels
        ],
    }
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (len(text) % 2)
    return b"".join([len(text).to_bytes(4, "little"), text, *arrays])


def quantized(run: Trajectory) -> UInt16[np.ndarray, "iterates 2 runs"]:
    """Losses as whole numbers; `NOTHING` from where a run is no longer finite."""
    losses = np.moveaxis(run.losses, 0, -1)
    low, high = RANGE
    scale = (NOTHING - 1) / (high - low)
    finite = np.isfinite(losses).all(axis=1, keepdims=True)
    clipped = np.clip(np.where(finite, losses, 0.0), low, high)
    whole = ((clipped - low) * scale + 0.5).astype(np.uint16)
    return np.where(finite, whole, np.uint16(NOTHING))


def start_colors(run: Trajectory) -> UInt8[np.ndarray, "runs"]:
    """Colour of each run by the direction of its start: the seven have one each."""
    loss_1, loss_2 = run.losses[:, 0].T
    fraction = np.arctan2(loss_1, loss_2) / (np.pi / 2)
    return np.clip(COLORS * fraction, 0, COLORS - 1).astype(np.uint8)
