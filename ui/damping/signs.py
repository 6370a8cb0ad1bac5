"""Four ways to set a sign: ±λ in the Lagrangian, λ ascending or descending on it."""

import re
from base64 import b64encode
from collections import Counter
from dataclasses import replace
from html import escape
from typing import NamedTuple

import numpy as np
import streamlit as st

from ui import compute
from ui.changes import with_number
from ui.compute import Batch
from ui.link import query
from ui.pictures import of_losses
from ui.state import State
from ui.words import language, say, with_minus
from verdicts import Verdict

# Where the sign decides: the damping that BDMM lacks is not missed on a convex front.
PROBLEM, EPSILON, STEPS = "convex", 0.3, 1000
# λ at the optimum is about 1. One that ends farther away than this has run away, whatever
# the losses do.
FAR = 50.0
# Of a title, after which its second line begins.
COLON = re.compile("([:：]) ?")


class Sign(NamedTuple):
    """One of the four.

    Attributes:
        name: In the words, with its formula.
        optimizer: The method that it is, or that it is with λ → −λ.
        mirrored: Whether it is with λ → −λ.
        mark: Key of what it has to do with the slide; empty for nothing.
    """

    name: str
    optimizer: str
    mirrored: bool = False
    mark: str = ""


SIGNS = (
    Sign("plus_descend", "double_descent", True, mark="damping.slide_says"),
    Sign("plus_ascend", "as_printed", mark="damping.slide_prints"),
    Sign("minus_descend", "double_descent"),
    Sign("minus_ascend", "bdmm", mark="damping.slide_mends"),
)


def signs(state: State) -> None:
    """Four small pictures of loss space, each with what became of its runs.

    Args:
        state: Whose theme and language the Lab opens in.
    """
    st.markdown(say("damping.signs", epsilon=EPSILON, steps=STEPS))
    tiles = _tiles(state.theme, state.language, language())
    st.html(f"<div class='signs'>{tiles}</div>")


@st.cache_data(show_spinner=False, max_entries=8)
def _tiles(theme: str, chosen_language: str, spoken: str) -> str:
    # What is said in another language is another result.
    del spoken
    state = replace(State(), problem=PROBLEM, theme=theme, language=chosen_language)
    for name, value in {"epsilon": EPSILON, "num_steps": STEPS}.items():
        state, _ = with_number(state, name, value)
    return "".join(_tile(sign, replace(state, optimizer=sign.optimizer)) for sign in SIGNS)


def _tile(sign: Sign, state: State) -> str:
    batch = compute.batch(state)
    said = _verdict(sign, batch)
    svg = of_losses(state, batch)
    source = "data:image/svg+xml;base64," + b64encode(svg.encode()).decode()
    mark = f"<mark>{escape(say(sign.mark))}</mark>" if sign.mark else ""
    address = escape(query(replace(state, view="lab")), quote=True)
    formula = escape(say(f"damping.{sign.name}"))
    label = escape(f"{say('damping.open_sign')}: {say(f'damping.{sign.name}')}", quote=True)
    alt, title = escape(said, quote=True), COLON.sub(r"\1<br>", formula)
    return (
        f"<figure data-sign='{sign.name}'><img src='{source}' alt=\"{alt}\">"
        f"<figcaption><b>{title}</b>{mark}<span>{escape(said)}</span>"
        f"<a href='./?{address}' aria-label=\"{label}\">{escape(say('damping.open_sign'))}"
        f"</a></figcaption></figure>"
    )


def _verdict(sign: Sign, batch: Batch) -> str:
    """How many runs settle, run away, or do neither, and where λ is in the end."""
    outcomes, ends = batch.outcomes(), batch.run.multiplier[:, -1]
    is_lost = (outcomes.verdict == Verdict.DIVERGED) | ~(np.abs(ends) < FAR)
    kinds = np.select(
        [is_lost, outcomes.verdict == Verdict.SETTLED],
        ["sign_lost", "sign_settled"],
        "sign_restless",
    )
    parts = [
        say(f"damping.{kind}", count=count, runs=len(kinds))
        for kind, count in Counter(kinds.tolist()).most_common()
    ]
    said = say("sentence.join").join(parts)
    finite = ends[np.isfinite(ends)]
    if len(finite) < len(ends):
        return said + say("damping.sign_overflow")
    multiplier = (-1 if sign.mirrored else 1) * float(np.median(finite))
    return said + with_minus(say("damping.sign_multiplier", multiplier=multiplier))
