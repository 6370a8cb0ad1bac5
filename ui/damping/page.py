"""The page on damping: a choice of panels, their controls, and the panel."""

from collections.abc import Callable
from typing import NamedTuple

import streamlit as st

from ui.address import keep_address
from ui.advice import advice
from ui.controls import choice, problem_choice, switch
from ui.damping.law import law
from ui.damping.method import with_method
from ui.damping.oscillator import oscillator_panel
from ui.damping.trade_off import trade_off
from ui.header import header
from ui.knobs import knob_column
from ui.session import get_state, has_opened
from ui.state import State
from ui.words import say

LAB = "app.py"
KEY = "damping"


class Panel(NamedTuple):
    """One part of the page.

    Attributes:
        show: Shows it.
        knobs: Numbers that it depends on.
        switches: `FLAGS` that it depends on.
        has_problem: Whether it is of a toy problem that can be chosen.
    """

    show: Callable[[State], None]
    knobs: tuple[str, ...]
    switches: tuple[str, ...] = ()
    has_problem: bool = True


RATES = ("multiplier_rate", "learning_rate")
PANELS = {
    "law": Panel(law, ("epsilon", "damping", *RATES), ("alternating", "far")),
    "oscillator": Panel(oscillator_panel, ("epsilon", "damping", *RATES), ("alternating",)),
    "trade_off": Panel(trade_off, ("epsilon", "damping", *RATES), ("alternating",)),
}


def damping_page() -> None:
    """The row of the title, the choice of a panel, and the panel."""
    if has_opened():
        st.switch_page(LAB)
    header(of_first_page=False)
    _panel()


@st.fragment
def _panel() -> None:
    if has_opened():
        st.switch_page(LAB)
    keep_address()
    labels = {name: say(f"damping.{name}") for name in PANELS}
    look = {"label_visibility": "collapsed", "side_by_side": True}
    choice("panel", labels, say("damping.panel"), **look)
    panel = PANELS[get_state().panel]
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
        said = advice(with_method(get_state()))
        knob_column(f"{KEY} knobs of {get_state().panel}", knobs, said)
    for name in panel.switches:
        if name not in hidden:
            switch(name)
