"""Draws where runs have been, as `ui/frontend/trails.js` does, with the same sizes."""

import math

import numpy as np
from jaxtyping import Float

from exports.paper import Line, Paper, Style, Text
from exports.runs import FEW, SOME, Runs, draw_squares


def draw_trails(paper: Paper, runs: Runs, drawn: int, until: int) -> None:
    """Draw where the runs have been.

    Args:
        paper: To draw on.
        runs: Of one plot.
        drawn: Step up to which they are drawn already; −1 for nothing.
        until: Step up to which they are drawn now.
    """
    if drawn < 0 and runs.is_plane and runs.is_few and not runs.scene.labels:
        _draw_numbers(paper, runs)
    width, alpha = _stroke(len(runs.pixels))
    # Of lines that can be seen through, no part may be drawn twice.
    first = max(0, drawn - 1 if alpha == 1 else drawn)
    has_dots = runs.is_plane and len(runs.pixels) <= SOME
    for color, alike in runs.by_color():
        stroke = runs.scene.theme.palette[color]
        lines = [
            thinned(runs.pixels[run, first : min(until, runs.last[run]) + 1])
            for run in alike
            if runs.last[run] > first
        ]
        if lines and until > first:
            style = Style("", stroke, width * runs.line, alpha * runs.dimming)
            paper.lines(lines, style)
        if has_dots:
            _draw_dots(paper, runs, alike, stroke, (drawn + 1, until))


def thinned(pixels: Float[np.ndarray, "iterates 2"]) -> Line:
    """A trail without the moves that nobody could see, both ends among what is left."""
    points = pixels.tolist()
    kept = points[:1]
    for x, y in points[1:-1]:
        if abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= 0.5:
            kept.append([x, y])
    return kept + points[-1:]


def _stroke(runs: int) -> tuple[float, float]:
    """How wide a trail is, in pixels of the screen, and how opaque."""
    if runs <= FEW:
        return 1.8, 1.0
    if runs <= SOME:
        return 1.2, 0.8
    return (0.7, 0.45) if runs <= 512 else (0.7, 0.2)


def _draw_dots(
    paper: Paper, runs: Runs, alike: list[int], color: str, steps: tuple[int, int]
) -> None:
    size = (3.2 if runs.is_few else 1.8) * runs.scale
    size *= math.sqrt(runs.scene.theme.line_width)
    first, until = steps
    places = []
    for run in alike:
        path = runs.pixels[run, first : min(until, runs.last[run]) + 1]
        if not len(path):
            continue
        before = runs.pixels[run, max(first - 1, 0) : max(first - 1, 0) + 1]
        moves = np.abs(np.diff(np.concatenate([before, path]), axis=0)).sum(axis=1)
        is_far = moves >= 0.7
        is_far[0] |= first == 0
        places += path[is_far].tolist()
    draw_squares(paper, places, size, color, runs.dimming)


def _draw_numbers(paper: Paper, runs: Runs) -> None:
    theme = runs.scene.theme
    size = max(13, theme.font_size) * runs.scale
    for run, color in enumerate(runs.colors):
        if runs.last[run] < 0:
            continue
        x, y = runs.pixels[run, 0].tolist()
        place = (x + 12 * runs.scale, y - 8 * runs.scale)
        text = Text(size, theme.palette[color], "middle", is_bold=True, halo=theme.paper)
        paper.text(place, str(run + 1), text)
