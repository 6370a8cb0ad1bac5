"""The head of a run: a shape for each colour, so that runs are told apart without it.

The shapes are those of `ui/frontend/markers.js`.
"""

import math

from exports.paper import Paper, Point, Style

# From the middle, in pixels of the screen.
RADIUS = 6.5
OUTLINE, CROSS = 1.4, 3.0


def draw_marker(
    paper: Paper, place: Point, color: int, look: tuple[str, str], scale: float, line: float
) -> None:
    """Draw a marker.

    Args:
        paper: To draw on.
        place: Its middle.
        color: Place of its colour in the palette, and so of its shape; −1 for a cross,
            where a run was last seen before it diverged.
        look: Colours of the inside and of the outline.
        scale: Of its size.
        line: Of the width of its outline.
    """
    fill, stroke = look
    radius = RADIUS * scale
    if color < 0:
        (x, y), r = place, radius
        cross = [[(x - r, y - r), (x + r, y + r)], [(x - r, y + r), (x + r, y - r)]]
        paper.lines(cross, Style(stroke=stroke, width=CROSS * line))
        return
    style = Style(fill=fill, stroke=stroke, width=OUTLINE * line)
    shape = color % (len(SHAPES) + 1)
    if shape == 0:
        paper.disc(place, radius, style)
    else:
        points = [
            (place[0] + radius * across, place[1] + radius * down)
            for across, down in SHAPES[shape - 1]
        ]
        paper.polygon(points, style)


def _polygon(corners: int, turn: float, radius: float) -> list[Point]:
    angles = [turn + 2 * math.pi * corner / corners for corner in range(corners)]
    return [(radius * math.cos(angle), radius * math.sin(angle)) for angle in angles]


def _star(rays: int, outer: float, inner: float) -> list[Point]:
    angles = [math.pi * corner / rays - math.pi / 2 for corner in range(2 * rays)]
    radii = [inner if corner % 2 else outer for corner in range(2 * rays)]
    return [
        (radius * math.cos(angle), radius * math.sin(angle))
        for radius, angle in zip(radii, angles, strict=True)
    ]


# After the circle, which is the first.
SHAPES = (
    _polygon(4, math.pi / 4, 1.15),
    _polygon(3, -math.pi / 2, 1.25),
    _polygon(4, 0, 1.2),
    _polygon(3, math.pi / 2, 1.25),
    _polygon(5, -math.pi / 2, 1.15),
    _star(5, 1.45, 0.65),
)
