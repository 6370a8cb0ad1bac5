"""The total loss as a plane: α tilts it, and pebbles roll down to a star."""

from dataclasses import replace

import numpy as np
import streamlit as st

from basins import cluster
from figures.iso_lines import iso_lines
from figures.plane import plane
from stationary import stationary_points
from ui import compute
from ui.address import keep_address
from ui.charts import shown_theme
from ui.controls import problem_choice
from ui.header import header
from ui.knobs import knob_column
from ui.latest import latest
from ui.part import part
from ui.plane_player import plane_player
from ui.report import sentence
from ui.session import get_state
from ui.skeleton import fronts, over_skeleton
from ui.state import State
from ui.words import say

KEY = "plane"


def plane_page() -> None:
    """The row of the title, two controls, the plane, and the same in two dimensions."""
    header(of_first_page=False)
    _pictures()


@part()
def _pictures() -> None:
    keep_address()
    left, right = st.columns(2, gap="medium")
    with left:
        problem_choice()
    with right:
        if "alpha" not in get_state().hidden:
            knob_column(f"{KEY} knobs", ["alpha"], {})
    state = replace(get_state(), optimizer="linear", starts="seven", weights=())
    # The plane itself comes first, and what is seen from above beside it.
    stills = ["", *fronts([state.problem], replace(state, total_only=False))]
    with over_skeleton(KEY, stills):
        _rolling(state)


def _rolling(state: State) -> None:
    batch = latest(KEY, lambda: compute.batch(state))
    alpha = float(np.asarray(batch.method.alpha))  # type: ignore[attr-defined]
    losses, front = batch.run.losses, compute.front_points(batch.problem)
    points = stationary_points(front, alpha)
    saddles = points.losses[~points.is_minimum]
    _, ends = cluster(losses[:, -1])
    theme, shown_front = shown_theme(), front if state.show_front else front[:0]
    titles = say("axes.loss_1"), say("axes.loss_2")
    drawn = shown_front, alpha, losses, ends, saddles, theme
    figures = {
        "solid": plane(*drawn, (*titles, say("series.total"))),
        "flat": iso_lines(*drawn, titles),
    }
    said = sentence(batch, batch.outcomes())
    plane_player(KEY, figures, alpha, losses, theme, said)
