"""Where a prediction is drawn in the picture of its chapter."""

import math

from figures.prediction import Mark, annotations, shapes
from figures.theme import THEMES
from ui.stills import Stills
from ui.story.questions import OnFront, Value
from ui.story.scene import Scene
from ui.story.told import spoken
from ui.words import say


def marks_of(scene: Scene, is_over_steps: bool) -> list[Mark]:
    """All that is drawn into a plot of runs."""
    found = mark_of(scene)
    steps = scene.chapter.uprights if is_over_steps else ()
    uprights = [Mark("upright", step, 0, 0, 0, "") for step in steps]
    return [*uprights, found] if found else uprights


def mark_of(scene: Scene) -> Mark | None:
    """The mark of what is predicted, and of what it is; None where nothing is to be drawn.

    A number of runs, or a choice, has no place of its own before all is shown.
    """
    question, place, answer = scene.chapter.question, scene.chapter.place, scene.answer
    if answer is None or not (scene.is_told or isinstance(question, Value)):
        return None
    words = say("story.you", guess=spoken(question, answer))
    if scene.is_told:
        words += f"<br>{say('story.here', truth=spoken(question, scene.key()))}"
    offset = place.across, place.down
    if isinstance(question, OnFront):
        return Mark("point", *question.point(answer), *offset, words)
    if isinstance(question, Value) and math.isnan(place.x):
        return Mark("upright", answer, place.y, *offset, words)
    if isinstance(question, Value):
        return Mark("across", place.x, answer, *offset, words)
    return Mark("none", place.x, place.y, *offset, words)


def with_marks(still: Stills, marks: list[Mark]) -> Stills:
    """Stills with marks in each theme."""
    for mark in marks:
        still = {name: _marked(figure, mark, name) for name, figure in still.items()}
    return still


def _marked(figure: dict, mark: Mark, theme: str) -> dict:
    layout = figure["layout"]
    more = {
        "annotations": [*layout.get("annotations", []), *annotations(mark, THEMES[theme])],
        "shapes": [*layout.get("shapes", []), *shapes(mark, THEMES[theme])],
    }
    return {"data": figure["data"], "layout": layout | more}
