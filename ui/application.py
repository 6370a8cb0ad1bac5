"""Applications: a small real model, trained while one watches, and its estimated front."""

import inspect
import pathlib
from functools import cache

import streamlit as st

from applications import APPLICATIONS
from applications.base import Application
from kept_trainings import kept
from ui import application_plots
from ui.address import keep_address
from ui.application_figure import application_figure
from ui.application_numbers import own_numbers
from ui.application_training import (
    Running,
    anew,
    choose_possible_way,
    go_on,
    possible_ways,
    trained_so_far,
)
from ui.application_words import outcome, with_noise
from ui.charts import chart, with_type
from ui.controls import choice, switch
from ui.header import header
from ui.knobs import knob_column
from ui.part import part
from ui.session import get_state
from ui.take_home import take_home
from ui.words import say, translated

KEY = "application"
HEIGHT, COURSE_HEIGHT = 300, 150


def applications_page() -> None:
    """The controls, the front, and what was made of the model; a frame has fewer."""
    if get_state().view == "figure":
        application_figure()
        return
    header(of_first_page=False)
    _application()
    take_home()


@part()
def _application() -> None:
    choose_possible_way()
    keep_address()
    left, right = st.columns([24, 76], gap="medium")
    with left:
        _controls()
        progress = st.container()
    at_hand = trained_so_far()
    with progress:
        _progress(at_hand)
    with right:
        _plots(at_hand)
    st.markdown(outcome(at_hand))
    st.caption(with_noise(at_hand.application, kept(at_hand.asked.application)))
    with st.expander(say("applications.code")):
        st.code(_source(type(at_hand.application)), language="python")
    go_on(at_hand)


def _plots(at_hand: Running) -> None:
    height, course_height = map(with_type, (HEIGHT, COURSE_HEIGHT))
    left, right = st.columns(2, gap="medium")
    with left:
        of_front = application_plots.front(at_hand)
        chart(of_front, f"{KEY} front", outcome(at_hand).replace("**", ""), height)
        st.caption(say("applications.estimated"))
    with right:
        picture = application_plots.picture(at_hand)
        pictured = translated(at_hand.application.pictured)
        chart(picture, f"{KEY} picture", pictured, height)
        st.caption(pictured)
    left, right = st.columns(2, gap="medium")
    with left:
        bounded = application_plots.bounded_course(at_hand)
        chart(bounded, f"{KEY} bounded", say("applications.course"), course_height)
    with right:
        other = application_plots.other_course(at_hand)
        chart(other, f"{KEY} other", say("applications.other_course"), course_height)


def _controls() -> None:
    state = get_state()
    labels = {key: translated(one.label) for key, one in APPLICATIONS.items()}
    choice("application", labels, say("applications.application"))
    ways = {name: say(f"applications.{name}") for name in possible_ways(state)}
    choice("way", ways, say("applications.way"))
    names = own_numbers(state.application, state.way)
    knob_column(f"{KEY} knobs of {state.application} {state.way}", names, {})
    switch("mini_batches")
    knob_column(f"{KEY} seed", ["seed"], {})


def _progress(at_hand: Running) -> None:
    if at_hand.is_under_way:
        with st.container(horizontal=True, vertical_alignment="center"):
            share = at_hand.share
            st.progress(share, text=say("applications.under_way", share=share))
            st.button(say("waiting.cancel"), on_click=_stop, args=(at_hand,))
        return
    if at_hand.is_stopped:
        st.caption(say("applications.stopped", share=at_hand.share))
    st.button(say("applications.anew"), on_click=_begin)


def _stop(at_hand: Running) -> None:
    at_hand.is_stopped = True


def _begin() -> None:
    anew(get_state())


@cache
def _source(application: type[Application]) -> str:
    """Of its file, and of those that it shares with others."""
    classes = [one for one in application.__mro__ if issubclass(one, Application)]
    files = [
        pathlib.Path(inspect.getfile(one)) for one in classes if one is not Application
    ]
    return "\n\n".join(file.read_text(encoding="utf-8") for file in files)
