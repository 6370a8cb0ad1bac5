"""A picture of a state at a chosen size, as PNG or SVG.

    python -m exports.pictures "fig=mdmm-concave" OUT.png [--size 1280x720]

The kind is what the name of the file ends with.
"""

from io import BytesIO

from exports.command import command
from exports.film import Film, all_runs
from exports.heads import draw_heads, draw_texts
from exports.paper import Vectors
from exports.places import checked, places
from exports.scene import Scene, scene
from exports.still import draw_step, draw_still
from exports.trails import draw_trails
from ui.state import State

KINDS = ("png", "svg")


def picture(state: State, size: tuple[int, int], kind: str) -> bytes:
    """A picture of a state of the Lab, at its step or the last one.

    Args:
        state: What is shown; its theme is taken, and light for `auto`.
        size: Width and height, in pixels.
        kind: One of `KINDS`.

    Returns:
        The content of a file.

    Raises:
        ValueError: The size or the kind is none that there is.
    """
    if kind not in KINDS:
        raise ValueError(f"`kind` should be one of {', '.join(KINDS)}. Found {kind!r}.")
    checked(size)
    draw = {"png": _png, "svg": _svg}[kind]
    return draw(scene(state), size)


def _png(shown: Scene, size: tuple[int, int]) -> bytes:
    file = BytesIO()
    Film(shown, size).frame(shown.until).save(file, "PNG", optimize=True)
    return file.getvalue()


def _svg(shown: Scene, size: tuple[int, int]) -> bytes:
    at = places(shown, size)
    paper = Vectors(size, shown.theme.paper)
    draw_still(paper, shown, at)
    for runs in all_runs(shown, at):
        paper.clip(runs.box())
        draw_trails(paper, runs, -1, shown.until)
        draw_heads(paper, runs, shown.until)
        paper.end_clip()
        draw_texts(paper, runs, shown.until)
    draw_step(paper, shown, at, shown.until)
    return paper.svg(f"{shown.title}. {shown.outcome}").encode()


if __name__ == "__main__":
    command(picture, KINDS)
