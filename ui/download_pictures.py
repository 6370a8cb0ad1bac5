"""A figure to take away: a picture or an animation of it, at a size that one chooses."""

from dataclasses import replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.errors import StreamlitAPIException

from exports import animation, pictures
from exports.job import Job
from figures.theme import THEMES
from ui.charts import shown_theme
from ui.limits import NoTurnError, RefusedError, turn
from ui.part import part
from ui.state import State
from ui.waiting import PATIENCE
from ui.words import say

KEY = "picture to download"
JOB = f"{KEY} job"
# Slides and screens; pages and posts.
SIZES = {
    "1280 × 720": (1280, 720),
    "1920 × 1080": (1920, 1080),
    "960 × 540": (960, 540),
    "640 × 480": (640, 480),
    "640 × 640": (640, 640),
    "1080 × 1080": (1080, 1080),
    "720 × 1280": (720, 1280),
}
# Of the preview, in pixels.
PREVIEW = 480
MIMES = {
    "png": "image/png",
    "svg": "image/svg+xml",
    "gif": "image/gif",
    "mp4": "video/mp4",
    "webm": "video/webm",
}


@part(KEY)
def picture_section(state: State) -> None:
    """Controls for size and kind, a button that makes the file, and the file.

    Args:
        state: What is shown, with the step and the run that the player is at.
    """
    shown = replace(state, theme=_theme_name())
    kind, size, below = _choices()
    job: Job | None = st.session_state.get(JOB)
    if job is None or job.asked != (shown, size, kind):
        if job is not None:
            job.give_up()
        job = st.session_state[JOB] = None
    with below:
        st.button(
            say("pictures.make"),
            type="primary",
            on_click=_begin,
            args=(shown, size, kind),
            disabled=job is not None and not job.is_given_up,
        )
    if job is None:
        st.caption(say("pictures.about"))
    elif job.is_given_up:
        st.caption(say("pictures.cancelled"))
    else:
        _work(job)


def _choices() -> tuple[str, tuple[int, int], DeltaGenerator]:
    left, middle, right = st.columns([5, 4, 3], vertical_alignment="bottom")
    kinds = ["gif", *pictures.KINDS, *animation.kinds()[1:]]
    with left:
        kind = st.selectbox(
            say("pictures.kind"),
            kinds,
            format_func=lambda one: say(f"pictures.{one}"),
            key=f"{KEY} kind",
        )
    with middle:
        size = st.selectbox(say("pictures.size"), list(SIZES), key=f"{KEY} size")
    return kind, SIZES[size], right


def _work(job: Job) -> None:
    """Do some of it; then show the bar, or the file."""
    try:
        _go_on(job, PATIENCE)
        if job.is_under_way:
            with st.container(horizontal=True, vertical_alignment="center"):
                st.progress(job.share, text=say("pictures.making", share=job.share))
                st.button(say("waiting.cancel"), on_click=job.give_up, key=f"{KEY} cancel")
            # If the next run began at once, what has just been sent would be lost.
            _go_on(job, 0.0)
            st.rerun(scope="fragment")
    except RefusedError as refused:
        st.warning(str(refused))
        st.button(say("waiting.resume"), key=f"{KEY} resume")
    except StreamlitAPIException:
        # The whole page is being run, which nobody asked this section for.
        st.button(say("waiting.resume"), key=f"{KEY} resume")
    else:
        _offer(job)


def _go_on(job: Job, seconds: float) -> None:
    try:
        with turn(patience=PATIENCE):
            job.go_on(seconds)
    except NoTurnError:
        pass


def _offer(job: Job) -> None:
    if job.file is None:
        return
    state, _, kind = job.asked
    st.download_button(
        say("pictures.download", kilobytes=len(job.file) / 1000),
        job.file,
        f"{state.optimizer}-{state.problem}.{kind}",
        MIMES[kind],
        on_click="ignore",
        key=f"{KEY} download",
    )
    if kind in ("mp4", "webm"):
        with st.container(width=PREVIEW):
            st.video(job.file, format=MIMES[kind], loop=True, autoplay=True, muted=True)
    else:
        shown = job.file.decode() if kind == "svg" else job.file
        st.image(shown, width=PREVIEW, alt=say("pictures.made"))


def _begin(state: State, size: tuple[int, int], kind: str) -> None:
    st.session_state[JOB] = Job(state, size, kind)


def _theme_name() -> str:
    theme = shown_theme()
    return next(name for name, one in THEMES.items() if one == theme)
