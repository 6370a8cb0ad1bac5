"""Data and code of a picture: tables, a notebook, a script, and how to cite it."""

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from exports.address import address
from exports.citation import citation, key_of
from exports.notebook import notebook
from exports.script import has_listing, script
from exports.trajectories import num_runs, row_count, thinned_to, trajectories
from optimizers import OPTIMIZERS
from ui.lesson import shown_states
from ui.state import State
from ui.words import language, say, speaking

KEY = "download data"
# In pixels: some ten lines of BibTeX, below which one scrolls.
CITATION_HEIGHT = 240


def data_section(state: State, link: str = "") -> None:
    """Buttons for the runs of a state and for code that makes them, and its BibTeX.

    Of the lesson, which shows two pictures, one is chosen first. Tables and code are made
    when a button is pressed, and not before.

    Args:
        state: What is shown, with its step if that is not the last one.
        link: Of the picture, as people share it; where it is empty, links are relative.
    """
    if state.view == "lesson":
        state = _chosen(shown_states(state))
        # The link is of both of them.
        link = address(state, link.partition("?")[0])
    st.markdown(_about(state))
    with st.container(horizontal=True):
        _tables(state, link)
        if has_listing(state):
            _code(state, link)
    st.markdown(say("data.code") if has_listing(state) else say("data.no_code"))
    st.markdown(f"**{say('data.cite')}**")
    st.markdown(say("data.cite_why"))
    text = citation(state, link)
    st.code(text, language=None, wrap_lines=True, height=CITATION_HEIGHT)


def _chosen(states: tuple[State, ...]) -> State:
    labels = [OPTIMIZERS[one.optimizer].label for one in states]
    index = st.segmented_control(
        say("data.which"),
        range(len(states)),
        default=len(states) - 1,
        format_func=lambda index: labels[index],
        required=True,
        key=f"{KEY} which",
    )
    return replace(states[index], view="lab")


def _about(state: State) -> str:
    steps, every = state.affordable_steps(), thinned_to(state)
    numbers = {"runs": num_runs(state), "steps": steps, "rows": row_count(state)}
    if every > 1:
        return say("data.numbers_thinned", every=every, **numbers)
    return say("data.numbers", **numbers)


def _tables(state: State, link: str) -> None:
    name = key_of(state)
    _button("csv", f"{name}.csv", "text/csv", lambda: trajectories(state, link).csv())
    _button(
        "dictionary",
        f"{name}-dictionary.csv",
        "text/csv",
        lambda: trajectories(state, link).dictionary_csv(),
    )
    _button(
        "parquet",
        f"{name}.parquet",
        "application/vnd.apache.parquet",
        lambda: trajectories(state, link).parquet(),
    )


def _code(state: State, link: str) -> None:
    name = key_of(state)
    _button(
        "notebook",
        f"{name}.ipynb",
        "application/x-ipynb+json",
        lambda: notebook(state, link),
    )
    _button("script", f"{name}.py", "text/x-python", lambda: script(state, link))


def _button(kind: str, file: str, mime: str, make: Callable[[], str | bytes]) -> None:
    spoken = language()

    def made() -> str | bytes:
        # Streamlit calls it outside of the session, where nobody's language is known.
        with speaking(spoken):
            return make()

    st.download_button(
        say(f"data.{kind}"),
        made,
        file,
        mime,
        key=f"{KEY} {kind}",
        on_click="ignore",
        icon=":material/download:",
    )
