"""The end of the story: what was predicted, and what to take home."""

from html import escape

import streamlit as st

from ui.session import get_state
from ui.state import State
from ui.story.chapters import CHAPTERS, Chapter
from ui.story.moves import begin_anew
from ui.story.progress import answer_of, is_revealed
from ui.story.scene import Scene
from ui.story.told import spoken
from ui.take_home import take_home
from ui.words import say


def end() -> None:
    """Show the score, a table of all answers, and scripts to take home."""
    state = get_state()
    left, right = st.columns([42, 58], gap="medium")
    with left, st.container(key="story-end"):
        st.header(say("story.home_title"), anchor=False)
        st.markdown(say("story.home"))
        st.button(say("story.again"), key="story again", on_click=begin_anew)
    with right:
        st.markdown(_score(state))
        st.html(_table(state))
    take_home()


def _score(state: State) -> str:
    scenes = [_scene(state, chapter) for chapter in CHAPTERS]
    right = [
        scene.chapter.question.is_right(scene.answer, scene.key())
        for scene in scenes
        if scene.answer is not None
    ]
    if not right:
        return say("story.no_score")
    return say("story.score", right=sum(right), answered=len(right))


def _table(state: State) -> str:
    """What was predicted and what it is, of the chapters that have been revealed."""
    names = "table_chapter", "table_yours", "table_truth"
    words = (escape(say(f"story.{name}")) for name in names)
    heads = "".join(f"<th scope='col'>{word}</th>" for word in words)
    rows = "".join(
        _row(_scene(state, chapter), number) for number, chapter in enumerate(CHAPTERS, 1)
    )
    caption = f"<caption>{escape(say('story.table'))}</caption>"
    table = f"{caption}<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody>"
    return f"<table class='runs verdicts'>{table}</table>"


def _row(scene: Scene, number: int) -> str:
    chapter = scene.chapter
    yours = truth = say("story.nothing")
    if scene.answer is not None:
        yours = spoken(chapter.question, scene.answer)
    if scene.is_told:
        truth = spoken(chapter.question, scene.key())
    title = escape(f"{number} {say(f'chapters.{chapter.name}_title')}")
    return (
        f"<tr><th scope='row'>{title}</th><td>{escape(yours)}</td>"
        f"<td>{escape(truth)}</td></tr>"
    )


def _scene(state: State, chapter: Chapter) -> Scene:
    return Scene(chapter, is_revealed(state, chapter.name), answer_of(state, chapter.name))
