"""Draws runs as the player does: trails that grow, heads that move, and what tells them.

Sizes and limits are those of `ui/frontend/trails.js` and `ui/frontend/heads.js`.
"""

import math
from typing import NamedTuple

import numpy as np
from jaxtyping import Float

from exports.fonts import BOLD, font
from exports.markers import draw_marker
from exports.paper import Line, Paper, Point, Style, Text
from exports.places import Place
from exports.scene import Scene

# Up to so many runs have a marker, a number, and a count where they meet.
FEW = 12
# Up to so many have a dot for each step.
SOME = 128
# Heads this close, in pixels of the screen, are counted as one place.
TOGETHER = 6
# More texts than this would lie on top of one another.
MOST_LABELS = 12
# Lower plots have smaller markers, and no room for texts, in pixels of the screen.
LEAST_HEIGHT = 200
SMALLER = 0.7
# How much of the runs that are not lifted out is left.
DIMMED = 0.18
# What lies on an edge is drawn whole, in pixels of the screen; less so below a title.
BEYOND, BEYOND_OVER_TIME = 8, 5


class Head(NamedTuple):
    """Where some runs are.

    Attributes:
        place: In pixels.
        runs: Numbers of the runs, from 0.
    """

    place: Point
    runs: list[int]


class Runs:
    """The runs of one plot."""

    def __init__(
        self,
        scene: Scene,
        points: Float[np.ndarray, "runs iterates 2"],
        place: Place,
        scale: float,
        every: int = 0,
    ) -> None:
        """The runs of a scene at a place.

        Args:
            scene: With colours and labels.
            points: Values of each run, NaN from where it has diverged.
            place: Of the plot.
            scale: Of lines and type.
            every: Only each so manieth run of the scene is among the points, which are
                over time; 0 for loss space, which has all.
        """
        self._scene, self._place, self._scale = scene, place, scale
        self._line = scale * scene.theme.line_width
        self._pixels = place.pixels(points)
        # The step at which each run was last seen.
        self._last = np.isfinite(points[..., 0]).sum(axis=1) - 1
        self._is_plane = not every
        every = every or 1
        self._colors = scene.colors[::every].tolist()
        self._is_small = place.bottom - place.top < LEAST_HEIGHT * scale
        lifted = scene.pinned - 1
        is_there = lifted >= 0 and lifted % every == 0
        self._lifted = lifted // every if is_there else -1
        self._dimming = DIMMED if self._lifted >= 0 else 1.0

    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of what may be drawn."""
        place = self._place
        beyond = (BEYOND if self._is_plane else BEYOND_OVER_TIME) * self._scale
        return (
            place.left - beyond,
            place.top - beyond,
            place.right + beyond,
            place.bottom + beyond,
        )

    def draw_trails(self, paper: Paper, drawn: int, until: int) -> None:
        """Draw where the runs have been.

        Args:
            paper: To draw on.
            drawn: Step up to which they are drawn already; −1 for nothing.
            until: Step up to which they are drawn now.
        """
        if drawn < 0 and self._is_plane and self._is_few and not self._scene.labels:
            self._draw_numbers(paper)
        width, alpha = self._stroke
        # Of lines that can be seen through, no part may be drawn twice.
        first = max(0, drawn - 1 if alpha == 1 else drawn)
        has_dots = self._is_plane and len(self._pixels) <= SOME
        for color, runs in self._by_color():
            stroke = self._scene.theme.palette[color]
            lines = [
                _thinned(self._pixels[run, first : min(until, self._last[run]) + 1])
                for run in runs
                if self._last[run] > first
            ]
            if lines and until > first:
                style = Style("", stroke, width * self._line, alpha * self._dimming)
                paper.lines(lines, style)
            if has_dots:
                self._draw_dots(paper, runs, stroke, drawn + 1, until)

    @property
    def _is_few(self) -> bool:
        return len(self._pixels) <= FEW

    @property
    def _stroke(self) -> tuple[float, float]:
        """How wide a trail is, in pixels of the screen, and how opaque."""
        runs = len(self._pixels)
        if runs <= FEW:
            return 1.8, 1.0
        if runs <= SOME:
            return 1.2, 0.8
        return (0.7, 0.45) if runs <= 512 else (0.7, 0.2)

    def _by_color(self) -> list[tuple[int, list[int]]]:
        found: dict[int, list[int]] = {}
        for run, color in enumerate(self._colors):
            found.setdefault(color, []).append(run)
        return sorted(found.items())

    def _draw_dots(
        self, paper: Paper, runs: list[int], color: str, first: int, until: int
    ) -> None:
        size = (3.2 if self._is_few else 1.8) * self._scale
        size *= math.sqrt(self._scene.theme.line_width)
        places = []
        for run in runs:
            steps = self._pixels[run, first : min(until, self._last[run]) + 1]
            if not len(steps):
                continue
            before = self._pixels[run, max(first - 1, 0) : max(first - 1, 0) + 1]
            moves = np.abs(np.diff(np.concatenate([before, steps]), axis=0)).sum(axis=1)
            is_far = moves >= 0.7
            is_far[0] |= first == 0
            places += steps[is_far].tolist()
        _draw_squares(paper, places, size, color, self._dimming)

    def _draw_numbers(self, paper: Paper) -> None:
        theme = self._scene.theme
        size = max(13, theme.font_size) * self._scale
        for run, color in enumerate(self._colors):
            if self._last[run] < 0:
                continue
            x, y = self._pixels[run, 0].tolist()
            place = (x + 12 * self._scale, y - 8 * self._scale)
            text = Text(
                size, theme.palette[color], "middle", is_bold=True, halo=theme.paper
            )
            paper.text(place, str(run + 1), text)

    def draw_heads(self, paper: Paper, step: int) -> None:
        """Draw where the runs are at a step."""
        if not self._is_plane:
            self._draw_cursor(paper, step)
        theme = self._scene.theme
        if self._is_few:
            order = [run for _, runs in self._by_color() for run in runs]
            for run in order:
                if self._lifted in (-1, run):
                    self._draw_head(paper, run, step)
        else:
            size = 6 if len(self._pixels) <= SOME else 4 if len(self._pixels) <= 1024 else 3
            for color, runs in self._by_color():
                places = [self._at(run, step) for run in runs if self._last[run] >= 0]
                fill = theme.palette[color]
                _draw_squares(paper, places, size * self._scale, fill, self._dimming)
        if self._lifted >= 0:
            self._draw_lifted(paper, step)

    def draw_texts(self, paper: Paper, step: int) -> None:
        """Say which runs are at each place, or how many where there is more than one."""
        if not self._is_plane or self._lifted >= 0:
            return
        if self._scene.labels:
            if not self._is_small:
                self._draw_labels(paper, step)
        elif self._is_few:
            heads = [head for head in self._heads(step) if len(head.runs) > 1]
            self._write(paper, [(head.place, f"×{len(head.runs)}") for head in heads])

    def _at(self, run: int, step: int) -> Point:
        x, y = self._pixels[run, min(step, self._last[run])].tolist()
        return x, y

    def _draw_head(self, paper: Paper, run: int, step: int) -> None:
        if self._last[run] < 0:
            return
        theme = self._scene.theme
        color = self._colors[run] if step <= self._last[run] else -1
        scale = self._scale * math.sqrt(theme.line_width)
        scale *= SMALLER if self._is_small else 1
        look = theme.palette[self._colors[run]], theme.ink
        draw_marker(paper, self._at(run, step), color, look, scale, self._scale)

    def _draw_lifted(self, paper: Paper, step: int) -> None:
        run = self._lifted
        until = min(step, self._last[run])
        color = self._scene.theme.palette[self._colors[run]]
        if until > 0:
            style = Style(stroke=color, width=3 * self._line)
            paper.lines([_thinned(self._pixels[run, : until + 1])], style)
        self._draw_head(paper, run, step)

    def _draw_cursor(self, paper: Paper, step: int) -> None:
        x = float(self._place.pixels(np.array([step, 0.0]))[0])
        line = [(x, self._place.top), (x, self._place.bottom)]
        paper.lines([line], Style(stroke=self._scene.theme.ink, width=1.2 * self._line))

    def _heads(self, step: int) -> list[Head]:
        """Where runs are, those that lie on top of one another as one place."""
        found: list[Head] = []
        place = self._place
        for run in range(len(self._pixels)):
            if self._last[run] < 0:
                continue
            x, y = self._at(run, step)
            if not (place.left <= x <= place.right and place.top <= y <= place.bottom):
                continue
            near = TOGETHER * self._scale
            close = (head for head in found if math.dist(head.place, (x, y)) < near)
            head = next(close, None)
            if head is None:
                found.append(Head((x, y), [run]))
            else:
                head.runs.append(run)
        return found

    def _draw_labels(self, paper: Paper, step: int) -> None:
        symbol, *values = self._scene.labels
        each = len(self._pixels) / len(values)
        heads = self._heads(step)
        if len(heads) > MOST_LABELS:
            return
        texts = []
        for head in heads:
            shown = dict.fromkeys(values[int(run / each)] for run in head.runs)
            texts.append((head.place, f"{symbol} = {', '.join(shown)}"))
        self._write(paper, texts)

    def _write(self, paper: Paper, texts: list[tuple[Point, str]]) -> None:
        theme = self._scene.theme
        size = max(16, theme.font_size) * self._scale
        away = 14 * self._scale
        for (x, y), words in texts:
            width = font(size, BOLD, words).getlength(words)
            fits = x + away + width < self._place.right
            across = x + away if fits else x - away
            look = Text(size, theme.ink, "start" if fits else "end", True, theme.paper)
            paper.text((across, y - away), words, look)


def _thinned(pixels: Float[np.ndarray, "iterates 2"]) -> Line:
    """Without the moves that nobody could see, the ends among what is left."""
    points = pixels.tolist()
    kept = points[:1]
    for x, y in points[1:-1]:
        if abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= 0.5:
            kept.append([x, y])
    return kept + points[-1:]


def _draw_squares(
    paper: Paper, places: list[Point], size: float, color: str, alpha: float
) -> None:
    """Squares of one colour, as short lines that are as wide as long."""
    half = size / 2
    lines = [[(x - half, y), (x + half, y)] for x, y in places]
    if lines:
        paper.lines(lines, Style(stroke=color, width=size, alpha=alpha))
