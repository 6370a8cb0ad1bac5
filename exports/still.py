"""Draws what stands still: axes, the front, the bound ε with its optimum, and titles."""

import math

import numpy as np

from exports.paper import Paper, Style, Text
from exports.places import Place, Places
from exports.scene import Curves, Scene
from figures.loss_space import (
    ARROW_AT,
    ARROW_HEAD,
    EXTENT,
    HATCH_LENGTH,
    HATCH_SPACING,
    OPTIMUM_PIXELS,
    TICKS,
    Bound,
    hatching,
)
from figures.time_series import NICE, step_ticks

# Of what a title may have of the width, and by how much it may shrink to that.
PART_OF_TITLE, LEAST_OF_TITLE = 0.62, 0.55
# About how wide a letter is, as a part of the size.
LETTER = 0.5
# Ticks of a plot over time: at most so many intervals.
INTERVALS = 5
DASH = 6


def draw_still(paper: Paper, scene: Scene, at: Places) -> None:
    """Draw all that stands still."""
    em = at.scale * scene.theme.font_size
    _title(paper, scene, at, em)
    if at.losses is not None:
        _loss_space(paper, scene, at.losses, at.scale)
    for curves, place in zip(scene.curves, at.curves, strict=False):
        _axes_of_curves(paper, scene, curves, place, at.scale)


def _title(paper: Paper, scene: Scene, at: Places, em: float) -> None:
    room = PART_OF_TITLE * at.size[0] / (LETTER * max(len(scene.title), 1))
    size = max(min(1.1 * em, room), LEAST_OF_TITLE * em)
    text = Text(size, scene.theme.ink, is_bold=True)
    paper.text((0.9 * em, 1.25 * em), scene.title, text)


def draw_step(paper: Paper, scene: Scene, at: Places, step: int) -> None:
    """Write the number of the step into the upper right corner."""
    em = at.scale * scene.theme.font_size
    words = f"{scene.step} {step} / {scene.steps}"
    place = (at.size[0] - 0.9 * em, 1.25 * em)
    paper.text(place, words, Text(em, scene.theme.ink, "end"))


def _loss_space(paper: Paper, scene: Scene, place: Place, scale: float) -> None:
    theme, em = scene.theme, scale * scene.theme.font_size
    line = scale * theme.line_width
    label = Text(em, theme.ink, "middle")
    # The axes come last, on top of the grid.
    for tick in TICKS[::-1]:
        x, y = place.pixels(np.array([tick, tick])).tolist()
        is_axis = tick == 0
        width = (1.5 * line) if is_axis else scale
        style = Style(stroke=theme.ink if is_axis else theme.faint, width=width)
        paper.lines(
            [
                [(x, place.top), (x, place.bottom)],
                [(place.left, y), (place.right, y)],
            ],
            style,
        )
        paper.text((x, place.bottom + 0.8 * em), f"{tick:g}", label)
        paper.text((place.left - 0.4 * em, y), f"{tick:g}", label._replace(anchor="end"))
    middle = ((place.left + place.right) / 2, (place.top + place.bottom) / 2)
    paper.text((middle[0], place.bottom + 2.3 * em), scene.axes[0], label)
    upright = label._replace(is_upright=True)
    paper.text((place.left - 2.7 * em, middle[1]), scene.axes[1], upright)
    if len(scene.front):
        root = scale * math.sqrt(theme.line_width)
        strokes = place.pixels(hatching(scene.front).reshape(-1, 3, 2)[:, :2])
        paper.lines(strokes.tolist(), Style(stroke=theme.front, width=1.5 * root))
        front = place.pixels(scene.front).tolist()
        paper.lines([front], Style(stroke=theme.front, width=4 * root))
    if scene.bound is not None:
        _bound(paper, scene, scene.bound, place, scale)


def _bound(paper: Paper, scene: Scene, bound: Bound, place: Place, scale: float) -> None:
    theme, epsilon = scene.theme, bound.epsilon
    em, line = scale * theme.font_size, scale * theme.line_width
    low, high = 0.0, EXTENT[1]
    if EXTENT[0] <= epsilon <= EXTENT[1]:
        begins = np.arange(low, high - HATCH_LENGTH, HATCH_SPACING)
        starts = np.stack([begins, np.full_like(begins, epsilon)], axis=1)
        strokes = np.stack([starts, starts + HATCH_LENGTH], axis=1)
        along = np.array([[[low, epsilon], [high, epsilon]]])
        shapes = np.concatenate([along, strokes])
        style = Style(stroke=theme.ink, width=2 * line)
        paper.lines(place.pixels(shapes).tolist(), style)
        heads = [
            [(ARROW_AT + side, tip + back) for side, back in _head(epsilon, inwards)]
            for tip, inwards in ((0.0, 1.0), (epsilon, -1.0))
        ]
        arrow = [[(ARROW_AT, 0.0), (ARROW_AT, epsilon)], *heads]
        drawn = [place.pixels(np.array(part)).tolist() for part in arrow]
        paper.lines(drawn, style)
        x, y = place.pixels(np.array([ARROW_AT, epsilon / 2])).tolist()
        paper.text((x + 8 * scale, y), f"ε = {epsilon:.3g}", Text(em, theme.ink))
    best = np.array(bound.optimum)
    if np.isfinite(best).all() and (best <= EXTENT[1]).all():
        radius = OPTIMUM_PIXELS * scale * math.sqrt(theme.line_width)
        style = Style(stroke=theme.ink, width=2.5 * line)
        x, y = place.pixels(best).tolist()
        paper.disc((x, y), radius, style)


def _head(epsilon: float, inwards: float) -> list[tuple[float, float]]:
    """The three points of the head of an arrow, from its tip."""
    half = inwards * math.copysign(min(ARROW_HEAD, abs(epsilon) / 2), epsilon)
    return [(-0.6 * ARROW_HEAD, half), (0.0, 0.0), (0.6 * ARROW_HEAD, half)]


def _axes_of_curves(
    paper: Paper, scene: Scene, curves: Curves, place: Place, scale: float
) -> None:
    theme, em = scene.theme, scale * scene.theme.font_size
    grid = Style(stroke=theme.faint, width=scale)
    label = Text(em, theme.ink, "middle")
    for tick in step_ticks(scene.steps):
        x = float(place.pixels(np.array([tick, 0.0]))[0])
        paper.lines([[(x, place.top), (x, place.bottom)]], grid)
        paper.text((x, place.bottom + 0.8 * em), str(tick), label)
    for tick in _ticks(*curves.y):
        y = float(place.pixels(np.array([0.0, tick]))[1])
        paper.lines([[(place.left, y), (place.right, y)]], grid)
        words = f"{tick:.6g}".replace("-", "−")
        paper.text((place.left - 0.4 * em, y), words, label._replace(anchor="end"))
    paper.text(
        (place.right, place.bottom + 0.8 * em), scene.step, label._replace(anchor="end")
    )
    edge = [
        (place.left, place.top),
        (place.left, place.bottom),
        (place.right, place.bottom),
    ]
    paper.lines([edge], Style(stroke=theme.ink, width=scale * theme.line_width))
    title = Text(em, theme.ink, is_bold=True)
    paper.text((place.left, place.top - 0.95 * em), curves.title, title)
    if curves.level is not None:
        _dashes(paper, scene, curves.level, place, scale)


def _dashes(paper: Paper, scene: Scene, level: float, place: Place, scale: float) -> None:
    ends = place.pixels(np.array([[0.0, level], [scene.steps, level]])).tolist()
    (left, y), (right, _) = ends
    if not place.top <= y <= place.bottom:
        return
    dash = DASH * scale
    begins = np.arange(left, right, 2 * dash).tolist()
    dashes = [[(x, y), (min(x + dash, right), y)] for x in begins]
    style = Style(stroke=scene.theme.ink, width=2 * scale * scene.theme.line_width)
    paper.lines(dashes, style)


def _ticks(low: float, high: float) -> list[float]:
    """Round values from the lowest to the highest one."""
    power = 10.0 ** math.floor(math.log10((high - low) / INTERVALS))
    step = next(
        nice * power for nice in NICE if nice * power * INTERVALS >= (high - low) * 0.999
    )
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [round(step * number, 9) + 0.0 for number in range(first, last + 1)]
