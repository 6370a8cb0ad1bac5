"""How answers are spoken of, and what is said once a chapter is revealed."""

from typing import NamedTuple

from ui.state import State
from ui.story.chapters import Chapter
from ui.story.progress import hands_of
from ui.story.questions import Choice, OnFront, Question, Value
from ui.story.scene import Scene
from ui.words import say, with_minus


class Told(NamedTuple):
    """What is said of a chapter.

    Attributes:
        verdict: What was predicted, and what it is.
        why: Why it is so.
        is_right: Whether the prediction was right; None where there was none.
    """

    verdict: str
    why: str
    is_right: bool | None


def spoken(question: Question, answer: float) -> str:
    """An answer in words."""
    if isinstance(question, Choice):
        return option(question, int(answer))
    if isinstance(question, OnFront):
        loss_1, loss_2 = question.point(answer)
        return f"({loss_1:.2f}, {loss_2:.2f})"
    if isinstance(question, Value):
        return f"{question.symbol} = {answer:.3g}"
    return f"{int(answer)}"


def option(question: Question, index: int) -> str:
    """One of the options for which a class raises its hands."""
    if isinstance(question, Choice):
        return say(f"chapter_options.{question.options[index]}")
    if isinstance(question, Value):
        low, high = question.ends_of_bin(index)
        return f"{question.symbol} {low:.3g} – {high:.3g}"
    return str(index)


def told(scene: Scene, state: State) -> Told:
    """What is said of a chapter, once it is revealed."""
    chapter, key = scene.chapter, scene.key()
    why = with_minus(say(f"chapters.{chapter.name}_why", **scene.facts()))
    truth = spoken(chapter.question, key)
    if state.presenting:
        return Told(_of_hands(chapter, state, key, truth), why, None)
    if scene.answer is None:
        return Told(say("story.shown", truth=truth), why, None)
    is_right = chapter.question.is_right(scene.answer, key)
    guess = spoken(chapter.question, scene.answer)
    words = say("story.right" if is_right else "story.wrong", guess=guess, truth=truth)
    return Told(words, why, is_right)


def _of_hands(chapter: Chapter, state: State, key: float, truth: str) -> str:
    hands = hands_of(state, chapter.name)
    if not any(hands):
        return say("story.shown", truth=truth)
    right = hands[chapter.question.bin_of(key)]
    return say("story.hands_right", truth=truth, right=right, hands=sum(hands))
