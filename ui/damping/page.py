"""The page on damping: a choice of panels, their controls, and the panel."""

from collections.abc import Callable
from typing import NamedTuple

import streamlit as st

from ui.address import keep_address
from ui.advice import advice, steps_advice
from ui.controls import choice, problem_choice, switch
from ui.damping.example import example
from ui.damping.inequality import inequality
from ui.damping.law import law
from ui.damping.matrix import matrix, matrix_advice
from ui.damping.method import with_method
from ui.damping.notation import notation
from ui.damping.oscillator import oscillator_panel
from ui.damping.trade_off import trade_off
from ui.header import header
from ui.knobs import Advice, knob_column
from ui.part import part
from ui.session import get_state, has_opened
from ui.state import State
from ui.words import say

LAB = "app.py"
KEY = "damping"


def _of_the_law(state: State) -> dict[str, Advice]:
    return advice(with_method(state))


def _of_any_run(state: State) -> dict[str, Advice]:
    return {**advice(with_method(state)), **steps_advice(state)}


class Panel(NamedTuple):
    """One part of the page.

    Attributes:
        show: Shows it.
        knobs: Numbers that it depends on.
        switches: `FLAGS` that it depends on.
        has_problem: Whether it is of a toy problem that can be chosen.
        advice: What is said at its knobs.
    """

    show: Callable[[State], None]
    knobs: tuple[str, ...]
    switches: tuple[str, ...] = ()
    has_problem: bool = True
    advice: Callable[[State], dict[str, Advice]] = _of_the_law


RATES = ("multiplier_rate", "learning_rate")
PANELS = {
    "law": Panel(law, ("epsilon", "damping", *RATES), ("alternating", "far")),
    "oscillator": Panel(oscillator_panel, ("epsilon", "damping", *RATES), ("alternating",)),
    "trade_off": Panel(trade_off, ("epsilon", "damping", *RATES), ("alternating",)),
    "matrix": Panel(matrix, ("epsilon", "damping"), ("printed",), advice=matrix_advice),
    "example": Panel(example, ("damping", *RATES), has_problem=False),
    "notation": Panel(notation, ("epsilon", "damping", "multiplier_rate")),
    "inequality": Panel(
        inequality,
        ("epsilon", "damping", *RATES, "noise", "seed", "num_steps"),
        advice=_of_any_run,
    ),
}


def damping_page() -> None:
    """The row of the title, the choice of a panel, and the panel."""
    header(of_first_page=False)
    _panel()


@part()
def _panel() -> None:
    if has_opened():
        st.switch_page(LAB)
    keep_address()
    labels = {name: say(f"damping.{name}") for name in PANELS}
    look = {"label_visibility": "collapsed", "side_by_side": True}
    choice("panel", labels, say("damping.panel"), **look)
    panel = PANELS[get_state().panel]
    with st.container(key=f"{KEY} parts of {get_state().panel}"):
        left, right = st.columns([24, 76], gap="medium")
    with left:
        _controls(panel)
    with right:
        panel.show(get_state())


def _controls(panel: Panel) -> None:
    if panel.has_problem:
        problem_choice()
    hidden = get_state().hidden
    knobs = [name for name in panel.knobs if name not in hidden]
    if knobs:
        # What it says is of the front of a toy problem.
        said = panel.advice(get_state()) if panel.has_problem else {}
        knob_column(f"{KEY} knobs of {get_state().panel}", knobs, said)
    for name in panel.switches:
        if name not in hidden:
            switch(name)
