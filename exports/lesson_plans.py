"""Plans of lessons, and what people usually get wrong about each figure.

python -m exports.lesson_plans 45 https://example.org/ lesson.md
"""

import re
import sys

from exports.address import as_link
from exports.given import write
from ui.words import say, text

# Names of the plans among the longer texts, by their minutes.
PLANS = {15: "lesson_15", 45: "lesson_45", 90: "lesson_90"}
_RELATIVE = re.compile(r"\]\((\?[^)\s]*)\)")


def lesson_plan(minutes: int, base: str = "") -> str:
    """The plan of a lesson as Markdown, with links to the figures that it shows.

    Args:
        minutes: A key of `PLANS`.
        base: Address of the app, without a query; empty for relative links.

    Raises:
        KeyError: There is no plan of so many minutes.
    """
    plan = text(PLANS[minutes]).strip("\n") + "\n"
    return _RELATIVE.sub(lambda found: f"]({as_link(base + found[1])})", plan)


def misconception(name: str) -> str:
    """What people usually think of a preset, and what is true instead."""
    return say(f"misconceptions.{name}")


if __name__ == "__main__":
    length, *others = sys.argv[1:] or [""]
    if length not in map(str, PLANS):
        known = ", ".join(map(str, PLANS))
        raise SystemExit(f"There should be minutes first, one of {known}, then an address.")
    write([length, *others], lambda base: lesson_plan(int(length), base))
