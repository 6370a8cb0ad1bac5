"""Runs of one plot as they are drawn: where each is at each step, and in which colour."""

import numpy as np
from jaxtyping import Float

from exports.paper import Paper, Point, Style
from exports.places import Place
from exports.scene import Scene

# Up to so many runs have a marker, a number, and a count where they meet.
FEW = 12
# Up to so many have a dot for each step.
SOME = 128
# Lower plots have smaller markers, and no room for texts, in pixels of the screen.
LEAST_HEIGHT = 200
# How much of the runs that are not lifted out is left.
DIMMED = 0.18
# What lies on an edge is drawn whole, in pixels of the screen; less so below a title.
BEYOND, BEYOND_OVER_TIME = 8, 5


class Runs:
    """The runs of one plot.

    Attributes:
        scene: With colours and labels.
        place: Of the plot.
        scale: Of lines and type.
        line: Width of a line that is one pixel wide on the screen.
        pixels: Where each run is at each step.
        last: The step at which each was last seen; −1 for never.
        is_plane: Whether the plot is loss space, rather than over time.
        colors: Of the palette, one for each run.
        is_small: Whether there is room for smaller markers alone.
        lifted: Number of the run that is lifted out of the others; −1 for none.
        dimming: How much is left of the others.
    """

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
        self.scene, self.place, self.scale = scene, place, scale
        self.line = scale * scene.theme.line_width
        self.pixels = place.pixels(points)
        self.last = np.isfinite(points[..., 0]).sum(axis=1) - 1
        self.is_plane = not every
        every = every or 1
        self.colors = scene.colors[::every].tolist()
        self.is_small = place.bottom - place.top < LEAST_HEIGHT * scale
        lifted = scene.pinned - 1
        is_there = lifted >= 0 and lifted % every == 0
        self.lifted = lifted // every if is_there else -1
        self.dimming = DIMMED if self.lifted >= 0 else 1.0

    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of what may be drawn."""
        place = self.place
        beyond = (BEYOND if self.is_plane else BEYOND_OVER_TIME) * self.scale
        return (
            place.left - beyond,
            place.top - beyond,
            place.right + beyond,
            place.bottom + beyond,
        )

    @property
    def is_few(self) -> bool:
        """Whether each has a marker of its own."""
        return len(self.pixels) <= FEW

    def by_color(self) -> list[tuple[int, list[int]]]:
        """Numbers of the runs of each colour."""
        found: dict[int, list[int]] = {}
        for run, color in enumerate(self.colors):
            found.setdefault(color, []).append(run)
        return sorted(found.items())

    def at(self, run: int, step: int) -> Point:
        """Where a run is at a step, or where it was last seen."""
        x, y = self.pixels[run, min(step, self.last[run])].tolist()
        return x, y


def draw_squares(
    paper: Paper, places: list[Point], size: float, color: str, alpha: float
) -> None:
    """Squares of one colour, as short lines that are as wide as long."""
    half = size / 2
    lines = [[(x - half, y), (x + half, y)] for x, y in places]
    if lines:
        paper.lines(lines, Style(stroke=color, width=size, alpha=alpha))
