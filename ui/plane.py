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
from ui.charts import chart, shown_theme
from ui.controls import problem_choice
from ui.header import header
from ui.knobs import knob_column
from ui.report import sentence
from ui.session import get_state, latest
from ui.words import say

KEY = "plane"
HEIGHT = 420


def plane_page() -> None:
    """The row of the title, two controls, the plane, and the same in two dimensions."""
    header(of_first_page=False)
    _pictures()


@st.fragment
def _pictures() -> None:
    keep_address()
    left, right = st.columns(2, gap="large")
    with left:
        problem_choice()
    with right:
        if "alpha" not in get_state().hidden:
            knob_column(f"{KEY} knobs", ["alpha"], {})
    state = replace(get_state(), optimizer="linear", starts="seven", weights=())
    batch = latest(KEY, lambda: compute.batch(state))
    alpha = float(np.asarray(batch.method.alpha))  # type: ignore[attr-defined]
    front = compute.front_points(batch.problem)
    points = stationary_points(front, alpha)
    saddles = points.losses[~points.is_minimum]
    _, ends = cluster(batch.run.losses[:, -1])
    theme, said = shown_theme(), sentence(batch, batch.outcomes())
    titles = say("axes.loss_1"), say("axes.loss_2")
    with left:
        drawn = plane(
            front,
            alpha,
            batch.run.losses,
            ends,
            saddles,
            theme,
            (*titles, say("series.total")),
        )
        chart(drawn, f"{KEY} in three dimensions", f"{say('plane.solid')} {said}", HEIGHT)
        st.markdown(say("plane.solid"))
    with right:
        drawn = iso_lines(front, alpha, ends, saddles, theme, titles)
        chart(drawn, f"{KEY} in two dimensions", f"{say('plane.flat')} {said}", HEIGHT)
        st.markdown(say("plane.flat"))
    st.markdown(said)
