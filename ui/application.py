"""Applications: a small real model, trained while one watches, and its estimated front."""

import inspect
import math
import pathlib
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from applications import APPLICATIONS
from applications.base import Application
from applications.pictures import Bars, Curve, Histograms, Images, Path, Picture, Policy
from figures import model_pictures
from figures.estimated_front import estimated_front
from figures.front_surface import front_surface
from kept_trainings import Result, kept
from ui.address import keep_address
from ui.application_numbers import bound_of, weight_of
from ui.application_training import (
    Running,
    anew,
    application_of,
    possible_ways,
    running,
)
from ui.application_words import axis_title, outcome, with_noise
from ui.charts import chart, shown_theme
from ui.controls import choice, switch
from ui.header import header
from ui.knobs import knob_column
from ui.session import get_state, latest, set_state
from ui.state import WAYS, State
from ui.take_home import take_home
from ui.waiting import PATIENCE
from ui.words import say

KEY = "application"
HEIGHT = 400
FIGURES: dict[type, Callable[..., go.Figure]] = {
    Bars: model_pictures.bars,
    Curve: model_pictures.curve,
    Histograms: model_pictures.histograms,
    Images: model_pictures.images,
    Policy: model_pictures.policy,
    Path: model_pictures.path,
}


def applications_page() -> None:
    """The row of the title, the controls, the front, and what was made of the model."""
    header(of_first_page=False)
    _application()
    take_home()


@st.fragment
def _application() -> None:
    if get_state().way not in possible_ways(get_state()):
        set_state(replace(get_state(), way=WAYS[0]))
    keep_address()
    left, middle, right = st.columns([24, 38, 38], gap="medium")
    with left:
        _controls()
        progress = st.container()
    state = get_state()
    at_hand = latest(KEY, lambda: _gone_on(state))
    if at_hand.result is None:
        st.rerun()
    application, result = application_of(at_hand.asked), at_hand.result
    said = outcome(at_hand.asked, application, result, at_hand.is_under_way)
    plain = said.replace("**", "")
    with progress:
        _progress(at_hand)
    with middle:
        chart(_front(at_hand.asked, application, result), f"{KEY} front", plain, HEIGHT)
        st.caption(say("applications.estimated"))
    with right:
        alt = say("applications.picture", label=application.label)
        chart(_figure(result.picture), f"{KEY} picture", alt, HEIGHT)
    st.markdown(said)
    noisy = kept(at_hand.asked.application)
    st.caption(with_noise(application, noisy.noisy, noisy.noisy_first))
    with st.expander(say("applications.code")):
        st.code(_source(type(application)), language="python")
    # If the next run began at once, what has just been sent would be lost.
    if at_hand.is_under_way:
        at_hand.go_on(0.0)
        st.rerun()


def _gone_on(state: State) -> Running:
    at_hand = running(state)
    at_hand.go_on(PATIENCE)
    return at_hand


def _controls() -> None:
    state = get_state()
    labels = {name: application.label for name, application in APPLICATIONS.items()}
    choice("application", labels, say("applications.application"))
    ways = {name: say(f"applications.{name}") for name in possible_ways(state)}
    choice("way", ways, say("applications.way"))
    of = weight_of if state.way == "weight" else bound_of
    keys = [one.key for one in APPLICATIONS[state.application].bounded]
    names = [of(state.application, key) for key in keys]
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


def _front(state: State, application: Application, result: Result) -> go.Figure:
    by_bound, by_weight, *_ = kept(state.application)
    theme, minimized = shown_theme(), axis_title(application.minimized)
    first, *others = application.bounded
    if others:
        (second,) = others
        side = math.isqrt(len(by_bound.losses))
        return front_surface(
            by_bound.losses.reshape(side, side, 3),
            by_weight.losses,
            result.losses,
            theme,
            (application.minimized.symbol, first.symbol, second.symbol),
        )
    name = bound_of(state.application, first.key)
    return estimated_front(
        by_bound.losses,
        by_weight.losses,
        result.losses,
        math.nan if state.way == "weight" else state[name],
        theme,
        (minimized, axis_title(first)),
    )


@cache
def _source(application: type[Application]) -> str:
    """Of its file, and of those that it shares with others."""
    classes = [one for one in application.__mro__ if issubclass(one, Application)]
    files = [
        pathlib.Path(inspect.getfile(one)) for one in classes if one is not Application
    ]
    return "\n\n".join(file.read_text(encoding="utf-8") for file in files)


def _figure(picture: Picture) -> go.Figure:
    parts: Any = picture
    return FIGURES[type(picture)](*parts, shown_theme())
