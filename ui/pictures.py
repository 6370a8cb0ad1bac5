"""Small pictures of presets, drawn from their own runs, in the background."""

import atexit
import itertools
import logging
from threading import Event, Thread

import numpy as np
import streamlit as st

from figures.loss_space import Bound
from figures.thumbnail import Trails, thumbnail, thumbnail_of_curves
from ui import compute, report
from ui.changes import spoken_name
from ui.compute import Batch
from ui.kept_pictures import Picture, keep, kept, sources
from ui.link import read
from ui.presets import PRESETS
from ui.run_colors import run_colors
from ui.state import State
from ui.words import LANGUAGES, say, speaking


def draw_now() -> None:
    """Have all pictures drawn that are not, one after another, in the background."""
    _drawing(sources())


class Drawing(Thread):
    """Draws all pictures that are not kept; there is one, whoever asks for it.

    As a rule there is nothing left to draw: `ui/warming.py` has done it.
    """

    def __init__(self) -> None:
        """Not begun yet; it can be told to stop between two pictures."""
        super().__init__(name="pictures", daemon=True)
        self.over = Event()

    def run(self) -> None:
        """Draw, and stop between two pictures if the app is to end."""
        # Languages in turn, for which the runs are the same.
        for name, code in itertools.product(PRESETS, LANGUAGES):
            if self.over.is_set():
                return
            with speaking(code):
                if kept(name) is None:
                    keep(name, _drawn(name))

    def end(self) -> None:
        """Stop: Python cannot end while XLA compiles."""
        self.over.set()
        self.join()


@st.cache_resource(show_spinner=False, max_entries=1)
def _drawing(of_sources: str) -> Drawing:
    drawing = Drawing()
    drawing.start()
    atexit.register(drawing.end)
    return drawing


def _drawn(name: str) -> Picture:
    # Whatever a new problem or method does: the next picture is drawn, and nobody waits.
    try:
        return draw(PRESETS[name].query)
    except Exception:
        logging.getLogger(__name__).exception("The picture of %s cannot be drawn.", name)
        return Picture("", "")


def draw(query: str) -> Picture:
    """The picture of a state, drawn from its runs."""
    state = read(query).state
    batch = compute.batch(state)
    outcomes = batch.outcomes()
    if state.total_only:
        return Picture(_curves(batch), report.total_sentence(batch, outcomes))
    return Picture(of_losses(state, batch), report.sentence(batch, outcomes))


def of_losses(state: State, batch: Batch) -> str:
    """Loss space of a state, with the trails of its runs, as SVG."""
    front, bound = np.zeros((0, 2)), None
    if state.show_front:
        front = compute.front_points(state.problem)
    if batch.method.constrained:
        epsilon = state["epsilon"]
        best = compute.optimum(state.problem, epsilon)
        bound = Bound(epsilon, best if state.show_front else (np.nan, np.nan))
    until = None if state.frame is None else int(state.frame) + 1
    each = len(batch.run.losses) // max(1, len(batch.weights))
    labels = tuple(f"{weight:.3g}" for weight in batch.weights for _ in range(each))
    trails = Trails(
        batch.run.losses[:, :until], run_colors(batch), labels, spoken_name("alpha")
    )
    names = say("gallery.loss_1"), say("gallery.loss_2")
    return thumbnail(front, bound, trails, names)


def _curves(batch: Batch) -> str:
    total = np.asarray(batch.method.total_loss(batch.run.losses, batch.run.multiplier))
    names = say("gallery.step"), say("gallery.total")
    return thumbnail_of_curves(total, run_colors(batch), names)
