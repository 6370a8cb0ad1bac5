"""The frames of an animation: what stands still is drawn once, runs are drawn further."""

import math
from typing import NamedTuple

from PIL import Image

from exports.heads import draw_heads, draw_texts
from exports.paper import Pixels
from exports.places import Places, places
from exports.runs import Runs
from exports.scene import Scene
from exports.still import draw_step, draw_still
from exports.trails import draw_trails

# Frames of an animation, whatever the number of steps.
FRAMES = 100
# The first steps are the fastest: the step of a frame grows with this power of its number.
GROWTH = 1.5
# Milliseconds that a frame is seen, that all are if they are few, and that the last one is.
# A GIF counts in hundredths of a second.
SEEN, FEW_SEEN, MOST_SEEN, LAST_SEEN = 60, 2000, 200, 1500


def steps_shown(until: int) -> list[int]:
    """The steps of an animation: from 0 to the last one, close together at first."""
    if until < FRAMES:
        return list(range(until + 1))
    last = FRAMES - 1
    return [max(frame, round(until * (frame / last) ** GROWTH)) for frame in range(FRAMES)]


def milliseconds(frames: int) -> int:
    """How long each frame is seen but the last."""
    return max(SEEN, min(MOST_SEEN, FEW_SEEN // frames // 10 * 10))


class Layer(NamedTuple):
    """The part of a picture that a plot has.

    Attributes:
        runs: Of the plot.
        corner: Where its upper left corner is.
        paper: What stands still, and the trails so far.
    """

    runs: Runs
    corner: tuple[int, int]
    paper: Pixels


class Film:
    """Draws a scene at one step after another."""

    def __init__(self, scene: Scene, size: tuple[int, int]) -> None:
        """A film that has not begun yet.

        Args:
            scene: What is shown.
            size: Of each frame, in pixels.

        Raises:
            ValueError: It is none that there is.
        """
        self._scene, self._places = scene, places(scene, size)
        paper = Pixels(Image.new("RGB", size, scene.theme.paper))
        draw_still(paper, scene, self._places)
        self._still = paper.image
        self._drawn = -1
        self._layers = [self._layer(runs) for runs in all_runs(scene, self._places)]

    def _layer(self, runs: Runs) -> Layer:
        left, top, right, bottom = runs.box()
        corner = (max(math.floor(left), 0), max(math.floor(top), 0))
        width, height = self._still.size
        end = (min(math.ceil(right), width), min(math.ceil(bottom), height))
        return Layer(runs, corner, Pixels(self._still.crop((*corner, *end)), corner))

    def frame(self, step: int) -> Image.Image:
        """The picture at a step, which is no earlier than the one before.

        Raises:
            ValueError: It is earlier.
        """
        if step < self._drawn:
            raise ValueError(f"`step` should be at least {self._drawn}. Found {step}.")
        picture = self._still.copy()
        for runs, corner, paper in self._layers:
            if step > self._drawn:
                draw_trails(paper, runs, self._drawn, step)
            heads = Pixels(paper.image.copy(), corner)
            draw_heads(heads, runs, step)
            picture.paste(heads.image, corner)
        self._drawn = step
        whole = Pixels(picture)
        for runs, *_ in self._layers:
            draw_texts(whole, runs, step)
        draw_step(whole, self._scene, self._places, step)
        return whole.image


def all_runs(scene: Scene, at: Places) -> list[Runs]:
    """The runs of all plots."""
    shown = [
        Runs(scene, curves.points, place, at.scale, curves.every)
        for curves, place in zip(scene.curves, at.curves, strict=False)
    ]
    if scene.losses is not None and at.losses is not None:
        shown.insert(0, Runs(scene, scene.losses, at.losses, at.scale))
    return shown
