"""What a reader does in the story: go on, reveal, begin anew, click on the plot."""

import numpy as np
import streamlit as st

from ui import compute
from ui.changes import number
from ui.knobs import receive
from ui.player import Cue
from ui.session import get_state, lead_to_lab, open_query, set_state
from ui.story import progress
from ui.story.chapters import Chapter
from ui.story.drafts import forget_drafts, set_draft
from ui.story.pictures import KEY
from ui.story.questions import OnFront, Value
from ui.story.scene import Scene

CUE = "story cue"
# Up to so many steps a run plays at this speed, so that it takes some seconds.
SPEEDS = {250: 1.0, 500: 2.0}
FASTEST = 4.0


def cue_of(scene: Scene) -> Cue:
    """When the runs of a chapter are to play, and how fast."""
    count, plays = st.session_state.get(CUE, (0, False))
    steps = scene.state().affordable_steps()
    speed = next((speed for most, speed in SPEEDS.items() if steps <= most), FASTEST)
    return Cue(count, plays, speed)


def reveal(name: str, answer: float | None) -> None:
    """Show what happens in a chapter, and keep what was predicted."""
    set_state(progress.with_answer(get_state(), name, answer))
    _new_cue(plays=True)


def go_to(chapter: int) -> None:
    """Turn to a chapter, by its number."""
    set_state(progress.at_chapter(get_state(), chapter))
    _new_cue(plays=False)


def begin_anew() -> None:
    """Forget all predictions."""
    forget_drafts()
    set_state(progress.begun_anew(get_state()))
    _new_cue(plays=False)


def open_in_lab(scene: Scene) -> None:
    """Show the state of a chapter in the Lab, to play on with it."""
    open_query(scene.chapter.query)
    lead_to_lab()


def take(chapter: Chapter) -> None:
    """Predict what a click on the plot says, if that is asked for."""
    receive(KEY)
    message = st.session_state.get(KEY, {}).get("input")
    values = message.get("values") if isinstance(message, dict) else None
    found = values.get("answer") if isinstance(values, dict) else None
    given = [number(value) for value in found] if isinstance(found, list) else []
    place = [value for value in given if value is not None]
    if len(place) != len(given) or len(place) != 2:
        return
    answer = answer_at(chapter, (place[0], place[1]))
    if answer is not None and not progress.is_revealed(get_state(), chapter.name):
        set_draft(chapter, answer)


def answer_at(chapter: Chapter, place: tuple[float, float]) -> float | None:
    """The answer that a point of the plot stands for; None where it stands for none."""
    question = chapter.question
    if not isinstance(question, Value):
        return None
    value = place[1]
    if isinstance(question, OnFront):
        front = compute.front_points(question.problem)
        value = front[np.argmin(np.linalg.norm(front - place, axis=1)), 1]
    steps = round((float(value) - question.low) / question.step)
    answer = round(question.low + steps * question.step, 6)
    return min(max(answer, question.low), question.high)


def _new_cue(plays: bool) -> None:
    count, _ = st.session_state.get(CUE, (0, False))
    st.session_state[CUE] = count + 1, plays
