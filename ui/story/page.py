"""The story: one chapter at a time, each with a question before what happens."""

from dataclasses import replace
from typing import Any

import streamlit as st

from ui import assets
from ui.address import keep_address
from ui.controls import is_shown, widget_key
from ui.header import header
from ui.part import part
from ui.session import get_state, has_opened, set_state
from ui.state import State
from ui.story import progress
from ui.story.chapters import CHAPTERS, END, Chapter
from ui.story.drafts import draft_of
from ui.story.end import end
from ui.story.form import form
from ui.story.hands import hands
from ui.story.moves import cue_of, go_to, open_in_lab, reveal, take
from ui.story.pictures import PICTURES
from ui.story.scene import Scene
from ui.story.told import told
from ui.words import say

LAB = "app.py"

_told = st.components.v2.component(
    "paretoscope_told",
    html='<div class="told" role="status"><p></p><p></p></div>',
    js=assets.module("told.js"),
    isolate_styles=False,
)


def story_page() -> None:
    """The row of the title, and the chapter at hand."""
    header(of_first_page=False)
    st.html(f"<style>{assets.text('story.css')}</style>")
    _story()


@part()
def _story() -> None:
    if has_opened():
        st.switch_page(LAB)
    keep_address(alone=True)
    state = get_state()
    if state.chapter == END:
        _contents(state)
        end()
        return
    chapter = CHAPTERS[state.chapter - 1]
    scene = _scene(state, chapter)
    left, right = st.columns([42, 58], gap="medium")
    with left, st.container(key="story-words"):
        with st.container(key="story-ask"):
            _contents(state)
            _question(state, scene)
        # Before the picture is computed, but below it on a phone.
        tell = st.container(key="story-tell")
    with right, st.container(key="story-picture"):
        PICTURES[chapter.picture](scene, cue_of(scene), lambda: take(chapter))
    with tell:
        _tell(state, scene)


def _scene(state: State, chapter: Chapter) -> Scene:
    """The chapter as it is; of a class nobody's own answer is drawn."""
    is_told = progress.is_revealed(state, chapter.name)
    answer = progress.answer_of(state, chapter.name) if is_told else draft_of(chapter)
    return Scene(chapter, is_told, None if state.presenting else answer)


def _contents(state: State) -> None:
    """All chapters to choose from, and how far one is."""
    key = widget_key("story chapter", state.chapter)

    def changed() -> None:
        if is_shown("story chapter", key):
            go_to(st.session_state[key])

    st.segmented_control(
        say("story.chapter"),
        range(1, END + 1),
        default=state.chapter,
        required=True,
        format_func=lambda one: say("story.end_mark") if one == END else str(one),
        key=key,
        on_change=changed,
        label_visibility="collapsed",
        width="stretch",
    )
    counts: dict[str, Any] = {"count": len(CHAPTERS), "answered": len(state.answers)}
    with st.container(key="story-counted"):
        if state.chapter == END:
            st.caption(say("story.counted_end", **counts))
        else:
            st.caption(say("story.counted", number=state.chapter, **counts))


def _question(state: State, scene: Scene) -> None:
    chapter, name = scene.chapter, scene.chapter.name
    question = say(f"chapters.{name}_question")
    st.header(say(f"chapters.{name}_title"), anchor=False)
    st.markdown(say(f"chapters.{name}_hook"))
    st.markdown(f"**{question}**")
    if state.presenting:
        right = chapter.question.bin_of(scene.key()) if scene.is_told else None
        hands(chapter, question, right)
    else:
        form(chapter, question, scene.answer, scene.is_told)
    with st.container(key="story-does", horizontal=True):
        _buttons(state, scene)


def _buttons(state: State, scene: Scene) -> None:
    name = scene.chapter.name
    if scene.is_told:
        st.button(
            say("story.next"),
            key=f"story next {name}",
            type="primary",
            on_click=go_to,
            args=(state.chapter + 1,),
        )
        st.button(say("story.open"), key="story open", on_click=open_in_lab, args=(scene,))
        return
    has_answer = scene.answer is not None
    if state.presenting:
        has_answer = any(progress.hands_of(state, name))
    shows: dict[str, Any] = {"on_click": reveal, "args": (name, scene.answer)}
    st.button(
        say("story.show"),
        key=f"story show {name}",
        type="primary",
        disabled=not has_answer,
        **shows,
    )
    skips: dict[str, Any] = {"on_click": reveal, "args": (name, None)}
    st.button(say("story.skip"), key=f"story skip {name}", type="tertiary", **skips)


def _tell(state: State, scene: Scene) -> None:
    """What is said, read out when it comes; and how the story is told."""
    said = told(scene, state) if scene.is_told else None
    data = {
        "verdict": said.verdict if said else "",
        "why": said.why if said else "",
        "right": said.is_right if said else None,
    }
    _told(key="story told", data=data)
    key = widget_key("story presenting", state.presenting)

    def changed() -> None:
        if is_shown("story presenting", key):
            set_state(replace(get_state(), presenting=bool(st.session_state[key])))

    st.toggle(
        say("story.presenting"),
        state.presenting,
        key=key,
        help=say("story.presenting_help"),
        on_change=changed,
    )
