"""The picture of the chapter on damping: time to settle over δ."""

import numpy as np
import streamlit as st

from damping.trade_off import Times, times
from figures.prediction import annotations
from figures.trade_off import Curves, trade_off
from toy_problems import PROBLEMS
from ui.charts import chart, shown_theme, with_type
from ui.latest import latest
from ui.limits import turn
from ui.link import read
from ui.story.marks import mark_of
from ui.story.questions import Value
from ui.story.scene import Scene
from ui.words import say

KEY = "story damping"
HEIGHT = 370
STEPS = 2000
# As many runs in all as the page on damping has, so that its program serves here too.
VALUES = 205
RUNS = 7


def damping(scene: Scene) -> None:
    """Empty axes with what is predicted; and the curves, once it is revealed."""
    question, theme = scene.chapter.question, shown_theme()
    if not isinstance(question, Value):
        raise TypeError(f"A damping should be asked for by a `Value`. Found {question}.")
    ends = question.low, question.high
    found = _nothing(*ends)
    if scene.is_told:
        found = latest(KEY, lambda: _times(scene.chapter.query, *ends))
    figure = trade_off(
        Curves(*found, num_steps=STEPS),
        scene.key() if scene.is_told else np.nan,
        np.nan if scene.answer is None else scene.answer,
        theme,
        (
            say("damping.damping"),
            say("damping.steps"),
            say("damping.to_front"),
            say("damping.to_settle"),
            say("damping.never"),
        ),
    )
    mark = mark_of(scene)
    if mark:
        place = {"yref": "paper", "xanchor": "left", "showarrow": False}
        for words in annotations(mark, theme):
            figure.add_annotation({**words, **place})
    alt = say("story.curves" if scene.is_told else "story.axes", steps=STEPS)
    chart(figure, KEY, alt, with_type(HEIGHT))


def _nothing(low: float, high: float) -> Times:
    """Times of which none is known."""
    never, times_of = np.zeros(VALUES, int), np.full((VALUES, 3), np.inf)
    return Times(np.linspace(low, high, VALUES), times_of, times_of, never, num_runs=RUNS)


@st.cache_data(max_entries=4, show_spinner=False)
def _times(query: str, low: float, high: float) -> Times:
    """Steps until the seven runs settle, for each damping."""
    state = read(query).state
    with turn():
        return times(
            PROBLEMS[state.problem](),
            state.method(),
            np.array([state["epsilon"]]),
            np.linspace(low, high, VALUES),
            STEPS,
        )
