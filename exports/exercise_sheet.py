"""The exercises on a sheet, and their key on another, as Markdown.

python -m exports.exercise_sheet sheet https://example.org/ exercises.md
python -m exports.exercise_sheet key https://example.org/ key.md
"""

import sys

from exports.address import as_link
from exports.exercises import EXERCISES, GIVES_WAY, Exercise, answer
from exports.given import write
from ui.words import say


def sheet(base: str = "") -> str:
    """All questions, each with a link and a line for the answer.

    Args:
        base: Address of the app, without a query; empty for relative links.
    """
    parts = [f"# {say('exercises.title')}", say("exercises.intro")]
    for number, name in enumerate(EXERCISES, start=1):
        link = as_link(f"{base}?{EXERCISES[name].query}")
        parts += [
            f"{number}. {question(name)} [{say('exercises.open')}]({link})",
            f"   {say('exercises.line')}",
        ]
    return "\n\n".join(parts) + "\n"


def key() -> str:
    """The answer to each question of the sheet, computed now, with a reason."""
    parts = [f"# {say('exercises.key_title')}", say("exercises.key_intro")]
    for number, name in enumerate(EXERCISES, start=1):
        found = answer(name)
        parts += [
            f"{number}. {question(name)}",
            f"   **{spoken(name, found)}** {reason(name, found)}",
        ]
    return "\n\n".join(parts) + "\n"


def question(name: str) -> str:
    """What is asked, in words."""
    return say(f"exercises.{name}", **_numbers(EXERCISES[name]))


def reason(name: str, found: float) -> str:
    """Why the answer is what it is, in one sentence."""
    return say(f"exercises.{name}_why", answer=found, **_numbers(EXERCISES[name]))


def spoken(name: str, found: float) -> str:
    """The answer with its tolerance, in words."""
    exercise = EXERCISES[name]
    # Adding zero turns the −0 of a tiny negative number into 0.
    number = f"{round(found, exercise.digits) + 0.0:.{exercise.digits}f}"
    if not exercise.tolerance:
        return say("exercises.exactly", answer=number)
    return say("exercises.about", answer=number, tolerance=exercise.tolerance)


def _numbers(exercise: Exercise) -> dict[str, float]:
    """All numbers of the state that is asked about; of one that is changed, the old too."""
    asked = dict(exercise.asked_about().numbers)
    return {"more": GIVES_WAY, **asked}


if __name__ == "__main__":
    kind, *others = sys.argv[1:] or [""]
    if kind not in ("sheet", "key"):
        raise SystemExit(
            "There should be `sheet` or `key`, an address, and perhaps a file."
        )
    write([kind, *others], sheet if kind == "sheet" else lambda base: key())
