"""How far somebody is in the story: changes of the parts of the state that say so."""

from dataclasses import replace

from ui.state import State
from ui.story.chapters import BY_NAME, END, NAMES

# A lecture hall has no more hands than this for one option.
MOST_HANDS = 9999


def is_revealed(state: State, name: str) -> bool:
    """Whether what happens in a chapter has been shown."""
    return name in dict(state.answers)


def answer_of(state: State, name: str) -> float | None:
    """What was predicted before it was shown; None for nothing."""
    return dict(state.answers).get(name)


def with_answer(state: State, name: str, answer: float | None) -> State:
    """The state in which a chapter is revealed, with what was predicted, if anything."""
    answers = {**dict(state.answers), name: answer}
    ordered = tuple((known, answers[known]) for known in NAMES if known in answers)
    return replace(state, answers=ordered)


def hands_of(state: State, name: str) -> tuple[int, ...]:
    """Hands for each option of a chapter."""
    none = (0,) * BY_NAME[name].question.bins
    return dict(state.votes).get(name, none)


def with_hands(state: State, name: str, hands: tuple[int, ...]) -> State:
    """The state with other hands for a chapter; none at all are not kept."""
    votes = {**dict(state.votes), name: hands}
    ordered = [(known, votes[known]) for known in NAMES if known in votes]
    return replace(state, votes=tuple(one for one in ordered if any(one[1])))


def at_chapter(state: State, chapter: int) -> State:
    """The state at another chapter."""
    return replace(state, chapter=min(max(chapter, 1), END))


def begun_anew(state: State) -> State:
    """The state before anything was predicted."""
    return replace(state, chapter=1, answers=(), votes=())


def with_story_of(state: State, other: State) -> State:
    """The state with the story as far as it is in another one."""
    return replace(
        state,
        chapter=other.chapter,
        answers=other.answers,
        votes=other.votes,
        presenting=other.presenting,
    )
