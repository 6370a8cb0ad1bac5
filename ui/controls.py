"""Streamlit's own widgets, bound to the state: choices among names, and switches."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import streamlit as st
from jaxtyping import Float

from optimizers import OPTIMIZERS
from toy_problems import PROBLEMS
from ui.changes import with_starts, with_weights
from ui.session import change_choice, get_state, set_state
from ui.state import MOST_WEIGHTS, State
from ui.words import say, translated

# So few options stand side by side; more are a list that opens.
FEW = 3
# Of the starts as text: as many as may be placed, with four digits each.
MOST_CHARACTERS = 2000
SHOWN = "shown by controls"


def choice(name: str, labels: dict[str, str], title: str, **changes: Any) -> None:
    """A choice among names, which begins with that of the state.

    Args:
        name: One of `CHOICES`.
        labels: What a person reads, by name.
        title: Of the control.
        **changes: Other arguments of the widget than usual, and `side_by_side`: whether all
            options are seen at once, which few usually are.
    """
    options, chosen = list(labels), getattr(get_state(), name)
    side_by_side = changes.pop("side_by_side", len(options) <= FEW)
    key = widget_key(name, chosen)

    def changed() -> None:
        if is_shown(name, key):
            change_choice(name, st.session_state[key])

    # The first choice is given as such, not through the session's state: of that a browser
    # is not told if the run is cut short, and it would answer with the first option.
    always: dict[str, Any] = {"key": key, "on_change": changed, "width": "stretch"}
    always["format_func"] = lambda option: labels.get(option, option)
    always |= changes
    if side_by_side:
        first = chosen if chosen in options else None
        st.segmented_control(title, options, default=first, required=True, **always)
    else:
        index = options.index(chosen)
        # Streamlit's own words, in English, are seen by nobody, but may be read out.
        st.selectbox(title, options, index=index, placeholder=title, **always)


def problem_choice() -> None:
    """The choice of the problem, unless a link hides it."""
    if "problem" not in get_state().hidden:
        labels = {key: translated(problem.label) for key, problem in PROBLEMS.items()}
        choice("problem", labels, say("controls.problem"))


def method_choice() -> None:
    """The choice of the method, unless a link hides it."""
    if "optimizer" not in get_state().hidden:
        labels = {key: translated(method.label) for key, method in OPTIMIZERS.items()}
        choice("optimizer", labels, say("controls.method"))


def switch(name: str) -> None:
    """A switch of one of the `FLAGS`."""
    chosen = getattr(get_state(), name)
    key = widget_key(name, chosen)

    def changed() -> None:
        if is_shown(name, key):
            set_state(replace(get_state(), **{name: st.session_state[key]}))

    st.toggle(
        say(f"controls.{name}"),
        value=chosen,
        key=key,
        help=say(f"controls.{name}_help"),
        on_change=changed,
    )


def starts_box(starts: Float[np.ndarray, "runs 2"]) -> None:
    """The losses of the starts as text, for whoever does not drag them."""
    text = "; ".join(f"{loss_1:.4g}, {loss_2:.4g}" for loss_1, loss_2 in starts)
    _text(st.text_area, "starts_box", text, with_starts)


def weights_box() -> None:
    """Several weights as text; with none in it, the knob has the one."""
    text = ", ".join(f"{weight:g}" for weight in get_state().weights)
    _text(st.text_input, "weights", text, with_weights, most=MOST_WEIGHTS)


def _text(
    widget: Callable[..., Any],
    name: str,
    text: str,
    take: Callable[[State, object], tuple[State, str]],
    **of_help: Any,
) -> None:
    """A text that a person can change, and under it what was wrong with theirs."""
    said = f"notice of {name}"
    notice, of, refused = st.session_state.get(said, ("", None, None))
    if of != get_state():
        notice, refused = "", None
    # What was refused stays, for a person to mend.
    key = widget_key(name, text if refused is None else refused)

    def changed() -> None:
        if not is_shown(name, key):
            return
        before, given = get_state(), st.session_state[key]
        state, notice = take(before, given)
        set_state(state)
        refused = given if notice and state == before else None
        st.session_state[said] = notice, state, refused

    help_text = say(f"controls.{name}_help", **of_help)
    more: dict[str, Any] = {"max_chars": MOST_CHARACTERS, "help": help_text}
    widget(say(f"controls.{name}"), text, key=key, on_change=changed, **more)
    if notice:
        st.caption(notice)


def widget_key(name: str, chosen: object) -> str:
    """The key of a widget: another one where the state was changed from elsewhere.

    A widget keeps what it was first given, so that one which is to show another value
    has to be another widget.
    """
    shown = st.session_state.setdefault(SHOWN, {})
    revision, value = shown.get(name, (0, chosen))
    if st.session_state.get(f"{name} {revision}", value) != chosen:
        revision += 1
    shown[name] = revision, chosen
    return f"{name} {revision}"


def is_shown(name: str, key: str) -> bool:
    """Whether a widget is the present one.

    A browser that has not heard yet of another one sends what the one before shows; to
    Streamlit, which has forgotten that one, this is a change.
    """
    revision, _ = st.session_state.get(SHOWN, {}).get(name, (0, None))
    return key == f"{name} {revision}"
