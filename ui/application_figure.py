"""An application in another page: its front, what it made, and its sliders."""

import streamlit as st

from ui import application_plots
from ui.address import keep_address
from ui.application_numbers import own_numbers
from ui.application_training import choose_possible_way, go_on, trained_so_far
from ui.application_words import outcome
from ui.charts import chart
from ui.knobs import knob_column
from ui.part import part
from ui.session import get_state
from ui.words import translated

KEY = "application-figure"
# Until the style is there, which fits both plots to the frame.
HEIGHT = 180


@part()
def application_figure() -> None:
    """The estimated front beside the picture, and below them what there is room for."""
    choose_possible_way()
    keep_address()
    at_hand = trained_so_far()
    said = outcome(at_hand)
    with st.container(key=KEY):
        with st.container(key=f"{KEY}-plots", horizontal=True):
            front = application_plots.front(at_hand)
            chart(front, f"{KEY} front", said.replace("**", ""), HEIGHT)
            picture = application_plots.picture(at_hand)
            pictured = translated(at_hand.application.pictured)
            chart(picture, f"{KEY} picture", pictured, HEIGHT)
        st.markdown(said)
        state = get_state()
        names = own_numbers(state.application, state.way)
        shown = [name for name in names if name not in state.hidden]
        if shown:
            knob_column(f"{KEY} knobs of {state.application} {state.way}", shown, {})
    go_on(at_hand)
