"""The same method in the notation of its sources, and the present numbers in each."""

from collections.abc import Sequence

import numpy as np
import streamlit as st

from damping.notation import NOTATIONS, OURS, Notation, Numbers
from ui import compute
from ui.joined import sentences
from ui.state import State
from ui.words import say, text, translated, with_minus

ABSENT = "–"


def notation(state: State) -> None:
    """Two tables, of formulas and of numbers, and what differs."""
    slope = compute.slope(state.problem, state["epsilon"])
    numbers = Numbers(0.0 - slope, state["damping"], state["multiplier_rate"])
    st.markdown(text("notation"))
    with st.container(key="notation-formulas"):
        st.markdown(_table(_formulas(), "who", "descended", "factor", "rule"))
    st.markdown(sentences(say("damping.your_numbers"), _said(numbers)))
    with st.container(key="notation-numbers"):
        titles = "who", "optimal", "their_damping", "their_rate"
        st.markdown(_table(_numbers(numbers), *titles))
    sources = say("sentence.join").join(_source(one) for one in NOTATIONS)
    st.caption(sentences(say("damping.notation_notes"), sources + say("sentence.stop")))


def _source(one: Notation) -> str:
    return say("damping.source", who=translated(one.label), source=translated(one.source))


def _formulas() -> list[list[str]]:
    return [
        [
            f"**{translated(one.label)}**",
            _tex(one.lagrangian),
            _tex(one.force_formula),
            _tex(one.update_formula),
        ]
        for one in (OURS, *NOTATIONS)
    ]


def _numbers(numbers: Numbers) -> list[list[str]]:
    rows = []
    for one in (OURS, *NOTATIONS):
        multiplier, damping, rate = one.theirs(numbers)
        rows.append(
            [
                f"**{translated(one.label)}**",
                _tex(rf"\lambda^* = {multiplier:.3g}" if np.isfinite(multiplier) else ""),
                _tex(f"{one.damping_symbol} = {damping:.3g}"),
                _tex(rf"\eta_\lambda = {rate:.3g}"),
            ]
        )
    return rows


def _said(numbers: Numbers) -> str:
    """Where another number stands for the same, one sentence for each."""
    said = []
    for one in NOTATIONS:
        theirs = one.theirs(numbers)
        if one.damping_factor != 1:
            said.append(_differs("another_damping", one, numbers.damping, theirs.damping))
        if one.sign != 1 and np.isfinite(theirs.multiplier):
            found = _differs("another_sign", one, numbers.multiplier, theirs.multiplier)
            said.append(with_minus(found))
    return sentences(*said, say("damping.others_agree"))


def _differs(key: str, one: Notation, ours: float, theirs: float) -> str:
    return say(f"damping.{key}", who=translated(one.label), ours=ours, theirs=theirs)


def _tex(formula: str) -> str:
    # In braces, so that no line breaks within it.
    return f"${{{formula}}}$" if formula else ABSENT


def _table(rows: Sequence[Sequence[str]], *titles: str) -> str:
    """A table in Markdown, with the words of its columns."""
    head = [say(f"damping.{title}") for title in titles]
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
