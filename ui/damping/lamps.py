"""LaSalle's three conditions as lamps, each with its word, and what follows from them."""

from html import escape

import numpy as np
import streamlit as st

from damping.lasalle import Conditions
from ui import assets
from ui.joined import sentences
from ui.words import say, with_minus


def lamps(asked: Conditions, epsilon: float, end: float) -> None:
    """Show whether each condition holds for a motion, and what became of it.

    Args:
        asked: The conditions.
        epsilon: Bound ε on the second loss.
        end: Time at which the motion ends.
    """
    rows = [
        _lamp(
            "positive", say("damping.lamp_positive"), asked.is_positive, _of_positive(asked)
        ),
        _lamp("bounded", say("damping.lamp_bounded"), asked.is_bounded, _of_bounded(asked)),
        _lamp("rest", say("damping.lamp_rest"), asked.has_rest, _of_rest(asked, epsilon)),
    ]
    st.html(
        f"<style>{assets.text('matrix.css')}</style>"
        f"<p class='lamps-title'>{escape(say('damping.lamps'))}</p>"
        f"<ul class='lamps'>{''.join(rows)}</ul>"
        f"<p class='lamps-so' data-testid='lasalle'>{escape(_so(asked, end))}</p>"
    )


def _lamp(name: str, question: str, is_on: bool, words: str) -> str:
    sign, answer = ("✓", say("damping.yes")) if is_on else ("✗", say("damping.no"))
    asked = sentences(question, answer + say("sentence.stop"))
    return (
        f"<li data-lamp='{name}' data-on='{int(is_on)}'><span aria-hidden='true'>{sign}"
        f"</span> <b>{escape(asked)}</b> {escape(words)}</li>"
    )


def _of_positive(asked: Conditions) -> str:
    words = with_minus(say("damping.smallest", smallest=asked.smallest))
    if not asked.is_positive and np.isfinite(asked.positive_from):
        later = say("damping.positive_from", time=asked.positive_from)
        return sentences(words, later)
    return words


def _of_bounded(asked: Conditions) -> str:
    if asked.is_bounded:
        return say("damping.largest", largest=asked.largest)
    if np.isfinite(asked.largest):
        return say("damping.still_growing", largest=asked.largest)
    return say("damping.without_end")


def _of_rest(asked: Conditions, epsilon: float) -> str:
    key = "damping.has_rest" if asked.has_rest else "damping.no_rest"
    return with_minus(say(key, epsilon=epsilon))


def _so(asked: Conditions, end: float) -> str:
    """What the principle promises, and what the motion does."""
    if asked.all_hold and asked.is_positive:
        words = say("damping.promised")
    elif asked.all_hold:
        words = say("damping.promised_later", time=asked.positive_from)
    else:
        words = say("damping.not_promised")
    if np.isnan(asked.distance):
        return words
    if asked.has_arrived:
        kind = "arrives" if asked.all_hold else "arrives_anyway"
    elif asked.comes_closer:
        kind = "nears"
    else:
        kind = "slow" if asked.all_hold else "strays"
    done = say(f"damping.{kind}", end=end, distance=asked.distance)
    return with_minus(sentences(words, done))
