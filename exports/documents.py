"""What a lecturer reads or hands out, as Markdown: plans of lessons, exercises, answers."""

import re

from exports.exercise_sheet import key, sheet
from exports.lesson_plans import PLANS, lesson_plan
from ui.words import say

_LINK = re.compile(r"\[([^\]]*)\]\(\?([^)\s]*)\)")


def documents(address: str = "") -> dict[str, tuple[str, str]]:
    """Titles and contents by the names of the files, in the language that is spoken.

    Args:
        address: Of the app, to which links lead; without one they lead to the files of the
            figures beside them, and what has no such file has no link.
    """
    made = {
        f"lesson-{minutes}.md": (
            say("documents.lesson", minutes=minutes),
            lesson_plan(minutes, address),
        )
        for minutes in PLANS
    }
    made["exercises.md"] = say("documents.exercises"), sheet(address)
    made["answers.md"] = say("documents.answers"), key()
    if address:
        return made
    return {name: (title, _offline(text)) for name, (title, text) in made.items()}


def _offline(text: str) -> str:
    def beside(link: re.Match[str]) -> str:
        words, query = link.groups()
        figure = re.fullmatch(r"fig=([a-z0-9-]+)", query)
        return f"[{words}]({figure[1]}.html)" if figure else words

    return _LINK.sub(beside, text)
