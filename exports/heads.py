"""Draws where runs are at a step, as `ui/frontend/heads.js` does, with the same sizes."""

import math
from typing import NamedTuple

import numpy as np

from exports.fonts import BOLD, pieces, width
from exports.markers import draw_marker
from exports.paper import Paper, Point, Style, Text
from exports.runs import SOME, Runs, draw_squares
from exports.trails import thinned

# Heads this close, in pixels of the screen, are counted as one place.
TOGETHER = 6
# More texts than this would lie on top of one another.
MOST_LABELS = 12
# How large a marker is in a lower plot.
SMALLER = 0.7


class Head(NamedTuple):
    """Where some runs are.

    Attributes:
        place: In pixels.
        runs: Numbers of the runs, from 0.
    """

    place: Point
    runs: list[int]


def draw_heads(paper: Paper, runs: Runs, step: int) -> None:
    """Draw where the runs are at a step."""
    if not runs.is_plane:
        _draw_cursor(paper, runs, step)
    if runs.is_few:
        for run in [run for _, alike in runs.by_color() for run in alike]:
            if runs.lifted in (-1, run):
                _draw_head(paper, runs, run, step)
    else:
        size = 6 if len(runs.pixels) <= SOME else 4 if len(runs.pixels) <= 1024 else 3
        for color, alike in runs.by_color():
            places = [runs.at(run, step) for run in alike if runs.last[run] >= 0]
            fill = runs.scene.theme.palette[color]
            draw_squares(paper, places, size * runs.scale, fill, runs.dimming)
    if runs.lifted >= 0:
        _draw_lifted(paper, runs, step)


def draw_texts(paper: Paper, runs: Runs, step: int) -> None:
    """Say which runs are at each place, or how many where there is more than one."""
    if not runs.is_plane or runs.lifted >= 0:
        return
    if runs.scene.labels:
        if not runs.is_small:
            _draw_labels(paper, runs, step)
    elif runs.is_few:
        meetings = [head for head in _heads(runs, step) if len(head.runs) > 1]
        _write(paper, runs, [(head.place, f"×{len(head.runs)}") for head in meetings])


def _draw_head(paper: Paper, runs: Runs, run: int, step: int) -> None:
    if runs.last[run] < 0:
        return
    theme = runs.scene.theme
    color = runs.colors[run] if step <= runs.last[run] else -1
    scale = runs.scale * math.sqrt(theme.line_width)
    scale *= SMALLER if runs.is_small else 1
    look = theme.palette[runs.colors[run]], theme.ink
    draw_marker(paper, runs.at(run, step), color, look, scale, runs.scale)


def _draw_lifted(paper: Paper, runs: Runs, step: int) -> None:
    run = runs.lifted
    until = min(step, runs.last[run])
    color = runs.scene.theme.palette[runs.colors[run]]
    if until > 0:
        style = Style(stroke=color, width=3 * runs.line)
        paper.lines([thinned(runs.pixels[run, : until + 1])], style)
    _draw_head(paper, runs, run, step)


def _draw_cursor(paper: Paper, runs: Runs, step: int) -> None:
    x = float(runs.place.pixels(np.array([step, 0.0]))[0])
    line = [(x, runs.place.top), (x, runs.place.bottom)]
    paper.lines([line], Style(stroke=runs.scene.theme.ink, width=1.2 * runs.line))


def _heads(runs: Runs, step: int) -> list[Head]:
    """Where runs are, those that lie on top of one another as one place."""
    found: list[Head] = []
    place = runs.place
    for run in range(len(runs.pixels)):
        if runs.last[run] < 0:
            continue
        x, y = runs.at(run, step)
        if not (place.left <= x <= place.right and place.top <= y <= place.bottom):
            continue
        near = TOGETHER * runs.scale
        close = (head for head in found if math.dist(head.place, (x, y)) < near)
        head = next(close, None)
        if head is None:
            found.append(Head((x, y), [run]))
        else:
            head.runs.append(run)
    return found


def _draw_labels(paper: Paper, runs: Runs, step: int) -> None:
    symbol, *values = runs.scene.labels
    each = len(runs.pixels) / len(values)
    heads = _heads(runs, step)
    if len(heads) > MOST_LABELS:
        return
    texts = []
    for head in heads:
        shown = dict.fromkeys(values[int(run / each)] for run in head.runs)
        texts.append((head.place, f"{symbol} = {', '.join(shown)}"))
    _write(paper, runs, texts)


def _write(paper: Paper, runs: Runs, texts: list[tuple[Point, str]]) -> None:
    theme = runs.scene.theme
    size = max(16, theme.font_size) * runs.scale
    away = 14 * runs.scale
    for (x, y), words in texts:
        fits = x + away + width(pieces(words, size, BOLD)) < runs.place.right
        across = x + away if fits else x - away
        look = Text(size, theme.ink, "start" if fits else "end", True, theme.paper)
        paper.text((across, y - away), words, look)
