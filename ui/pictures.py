"""Small pictures of presets, drawn from their own runs and kept between starts."""

import hashlib
import json
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import streamlit as st

from figures.loss_space import Bound
from figures.thumbnail import Trails, thumbnail, thumbnail_of_curves
from ui import compute, report
from ui.compute import Batch
from ui.link import read
from ui.player import start_colors
from ui.presets import PRESETS
from ui.state import State

ROOT = Path(__file__).parent.parent
# All that a picture is made of: another line of it, and all are drawn anew.
SOURCES = (
    "*.py",
    "requirements.txt",
    *(f"{folder}/*.py" for folder in ("figures", "optimizers", "toy_problems", "ui")),
    "ui/words/*.json",
)
KEPT = compute.CACHE / "pictures"


class Picture(NamedTuple):
    """A small picture of what a preset shows.

    Attributes:
        svg: The picture.
        text: What became of its runs, in words.
    """

    svg: str
    text: str


@st.cache_data(max_entries=2 * len(PRESETS), show_spinner=False)
def picture(name: str, query: str) -> Picture:
    """The picture of a preset.

    JAX takes a tenth of a second to make a method ready for a problem, even where its
    code is compiled already. So a picture is kept on disk, for as long as nothing that it
    is made of has changed.

    Args:
        name: Of the preset.
        query: Its address.
    """
    file, made_of = KEPT / f"{name}.json", f"{_sources()} {query}"
    with suppress(OSError, ValueError, TypeError):
        found, *parts = json.loads(file.read_text(encoding="utf-8"))
        if found == made_of:
            return Picture(*parts)
    drawn = draw(query)
    # A disk that cannot be written costs time, and nothing else.
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        unfinished = file.with_suffix(".part")
        unfinished.write_text(json.dumps([made_of, *drawn]), encoding="utf-8")
        unfinished.replace(file)
    return drawn


def draw(query: str) -> Picture:
    """The picture of a state, drawn from its runs."""
    state = read(query).state
    batch = compute.batch(state)
    outcomes = batch.outcomes()
    if state.total_only:
        return Picture(_curves(batch), report.total_sentence(batch, outcomes))
    return Picture(_losses(state, batch), report.sentence(batch, outcomes))


@cache
def _sources() -> str:
    """A digest of all files that a picture is made of."""
    digest = hashlib.blake2b(digest_size=12)
    for pattern in SOURCES:
        for file in sorted(ROOT.glob(pattern)):
            digest.update(file.read_bytes())
    return digest.hexdigest()


def _losses(state: State, batch: Batch) -> str:
    front, bound = np.zeros((0, 2)), None
    if state.show_front:
        front = compute.front_points(state.problem)
    if batch.method.constrained:
        epsilon = state["epsilon"]
        best = compute.optimum(state.problem, epsilon)
        bound = Bound(epsilon, best if state.show_front else (np.nan, np.nan))
    until = None if state.frame is None else int(state.frame) + 1
    trails = Trails(batch.run.losses[:, :until], start_colors(batch.run))
    return thumbnail(front, bound, trails)


def _curves(batch: Batch) -> str:
    total = np.asarray(batch.method.total_loss(batch.run.losses, batch.run.multiplier))
    return thumbnail_of_curves(total, start_colors(batch.run))
