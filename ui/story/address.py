"""The story in an address: its chapter, answers, hands, and how it is told."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from ui.changes import number, shortened
from ui.state import State
from ui.story.chapters import BY_NAME, END, NAMES
from ui.story.progress import MOST_HANDS, with_answer, with_hands
from ui.words import say

# Of an answer that was not given before all was shown.
NOTHING = "-"
ALONE, PRESENT = "alone", "present"


def story_parts(state: State) -> dict[str, str]:
    """Parts of the state that are the story's, as texts, but for the defaults."""
    parts = {}
    if state.chapter != State().chapter:
        parts["chapter"] = str(state.chapter)
    if state.answers:
        parts["answers"] = ",".join(
            f"{name}:{_text(name, of)}" for name, of in state.answers
        )
    if state.votes:
        hands = ((name, ";".join(map(str, count))) for name, count in state.votes)
        parts["votes"] = ",".join(f"{name}:{count}" for name, count in hands)
    if state.presenting:
        parts["presenting"] = PRESENT
    return parts


def _text(name: str, answer: float | None) -> str:
    return NOTHING if answer is None else BY_NAME[name].question.written(answer)


def _with_chapter(state: State, text: str) -> tuple[State, str]:
    value = number(text)
    if value is not None and value == int(value) and 1 <= value <= END:
        return replace(state, chapter=int(value)), ""
    kept = state.chapter
    notice = say("story.not_a_chapter", last=END, found=shortened(text), kept=kept)
    return state, notice


def _with_answers(state: State, text: str) -> tuple[State, str]:
    """What is an answer is taken, whatever else there is."""
    bad = ""
    for pair in filter(None, text.split(",")):
        name, _, given = pair.partition(":")
        answer = BY_NAME[name].question.read(given) if name in BY_NAME else None
        if name in BY_NAME and (given == NOTHING or answer is not None):
            state = with_answer(state, name, answer)
        else:
            bad = bad or pair
    if not bad:
        return state, ""
    names = ", ".join(NAMES)
    return state, say("story.not_an_answer", found=shortened(bad), names=names)


def _with_votes(state: State, text: str) -> tuple[State, str]:
    """Hands for all options of a chapter, or none of them."""
    bad = ""
    for pair in filter(None, text.split(",")):
        name, _, given = pair.partition(":")
        hands = tuple(map(_hands, given.split(";")))
        known = tuple(count for count in hands if count is not None)
        if name in BY_NAME and len(known) == len(hands) == BY_NAME[name].question.bins:
            state = with_hands(state, name, known)
        else:
            bad = bad or pair
    if not bad:
        return state, ""
    return state, say("story.not_hands", found=shortened(bad), most=MOST_HANDS)


def _with_presenting(state: State, text: str) -> tuple[State, str]:
    if text in (ALONE, PRESENT):
        return replace(state, presenting=text == PRESENT), ""
    return state, say("story.not_a_way", ways=f"{ALONE}, {PRESENT}", found=shortened(text))


def _hands(text: str) -> int | None:
    value = number(text)
    if value is None or value != int(value) or not 0 <= value <= MOST_HANDS:
        return None
    return int(value)


# How each part is read from an address: the state with it, and a notice if it is not right.
STORY_PARTS: Mapping[str, Callable[[State, str], tuple[State, str]]] = {
    "chapter": _with_chapter,
    "answers": _with_answers,
    "votes": _with_votes,
    "presenting": _with_presenting,
}
