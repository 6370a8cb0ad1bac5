"""What pictures are drawn on: pixels, with smooth edges, or the text of an SVG.

Both take the same strokes, so that a PNG, an SVG and each frame of an animation show the
same. Places are in pixels from the upper left corner; colours are `#` and six digits.
"""

from collections.abc import Sequence
from html import escape
from math import ceil
from typing import Any, Literal, NamedTuple, Protocol

import aggdraw
from PIL import Image, ImageDraw

from exports.fonts import BOLD, REGULAR, Piece, pieces, width

Point = tuple[float, float]
Line = Sequence[Point]
Anchor = Literal["start", "middle", "end"]
OPAQUE = 255
# From the middle of a line of text down to its base line, as a part of its size.
MIDDLE = 0.35


class Style(NamedTuple):
    """How something is drawn.

    Attributes:
        fill: Colour inside; empty for none.
        stroke: Colour of the line; empty for none.
        width: Of the line, in pixels.
        alpha: From 0, which cannot be seen, to 1, which hides what is below.
    """

    fill: str = ""
    stroke: str = ""
    width: float = 1.0
    alpha: float = 1.0


class Text(NamedTuple):
    """How words are written.

    Attributes:
        size: In pixels.
        color: Of the letters.
        anchor: Which part of the words is at the place that is given.
        is_bold: Whether they are bold.
        halo: Colour around the letters, which keeps lines away from them; empty for none.
        is_upright: Whether they are read from below upwards.
    """

    size: float
    color: str
    anchor: Anchor = "start"
    is_bold: bool = False
    halo: str = ""
    is_upright: bool = False


class Paper(Protocol):
    """Something to draw on."""

    def lines(self, lines: Sequence[Line], style: Style) -> None:
        """Draw lines as one shape: where they cross, nothing is darker."""

    def polygon(self, points: Line, style: Style) -> None:
        """Draw a closed shape."""

    def disc(self, place: Point, radius: float, style: Style) -> None:
        """Draw a circle."""

    def text(self, place: Point, words: str, text: Text) -> None:
        """Write words; the place is at the middle of their height."""


class Pixels:
    """Paper of pixels."""

    def __init__(self, image: Image.Image, corner: tuple[int, int] = (0, 0)) -> None:
        """Draws into an image.

        Args:
            image: Of mode RGB.
            corner: Its upper left corner, as a place of the picture that it is a part of.
        """
        self._image = image
        self._corner = corner
        self._pens: Any = None

    @property
    def image(self) -> Image.Image:
        """The image, with all that was drawn so far."""
        if self._pens is not None:
            self._pens.flush()
            self._pens = None
        return self._image

    @property
    def _drawing(self) -> Any:
        if self._pens is None:
            self._pens = aggdraw.Draw(self._image)
            left, top = self._corner
            self._pens.settransform((1, 0, -left, 0, 1, -top))
        return self._pens

    def lines(self, lines: Sequence[Line], style: Style) -> None:
        path = aggdraw.Path()
        for first, *others in lines:
            path.moveto(*first)
            for point in others:
                path.lineto(*point)
        self._drawing.path(path, self._pen(style))

    def polygon(self, points: Line, style: Style) -> None:
        flat = [coordinate for point in points for coordinate in point]
        self._drawing.polygon(flat, *self._pen_and_brush(style))

    def disc(self, place: Point, radius: float, style: Style) -> None:
        x, y = place
        box = (x - radius, y - radius, x + radius, y + radius)
        self._drawing.ellipse(box, *self._pen_and_brush(style))

    def text(self, place: Point, words: str, text: Text) -> None:
        x, y = place[0] - self._corner[0], place[1] - self._corner[1]
        weight = BOLD if text.is_bold else REGULAR
        line = pieces(words, text.size, weight)
        length = width(line)
        if text.is_upright:
            self._upright((x, y), line, length, text)
            return
        x -= {"start": 0.0, "middle": length / 2, "end": length}[text.anchor]
        y += MIDDLE * text.size
        writing = ImageDraw.Draw(self.image)
        if text.halo:
            around = max(1, round(text.size / 8))
            for piece in line:
                at = (x + piece.offset, y)
                writing.text(
                    at, piece.words, text.halo, piece.font, "ls", stroke_width=around
                )
        for piece in line:
            writing.text((x + piece.offset, y), piece.words, text.color, piece.font, "ls")

    def _upright(self, place: Point, line: list[Piece], length: float, text: Text) -> None:
        ink = Image.new("L", (ceil(length) + 2, ceil(2 * text.size)))
        writing = ImageDraw.Draw(ink)
        base = (1 + MIDDLE) * text.size
        for piece in line:
            at = (1 + piece.offset, base)
            writing.text(at, piece.words, OPAQUE, piece.font, "ls")
        ink = ink.transpose(Image.Transpose.ROTATE_90)
        corner = (round(place[0] - ink.width / 2), round(place[1] - ink.height / 2))
        self.image.paste(text.color, corner, ink)

    @staticmethod
    def _pen(style: Style) -> Any:
        return aggdraw.Pen(style.stroke, style.width, round(OPAQUE * style.alpha))

    def _pen_and_brush(self, style: Style) -> list[Any]:
        found = [self._pen(style)] if style.stroke else []
        if style.fill:
            found.append(aggdraw.Brush(style.fill, round(OPAQUE * style.alpha)))
        return found


class Vectors:
    """Paper whose drawing is the text of an SVG."""

    def __init__(self, size: tuple[int, int], paper: str) -> None:
        """An empty sheet of so many pixels."""
        self._parts = [f'<rect width="100%" height="100%" fill="{paper}"/>']
        self._size = size
        self._clips = 0

    def svg(self, title: str) -> str:
        """The whole picture, with a title for whoever cannot see it."""
        width, height = self._size
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
            f'viewBox="0 0 {width} {height}" role="img" fill="none" '
            f'font-family="Source Sans 3, system-ui, sans-serif">'
            f"<title>{escape(title)}</title>{''.join(self._parts)}</svg>"
        )

    def clip(self, box: tuple[float, float, float, float]) -> None:
        """Show what is drawn from now on only inside left, top, right and bottom."""
        left, top, right, bottom = box
        self._clips += 1
        self._parts.append(
            f'<clipPath id="plot-{self._clips}"><rect x="{left:g}" y="{top:g}" '
            f'width="{right - left:g}" height="{bottom - top:g}"/></clipPath>'
            f'<g clip-path="url(#plot-{self._clips})">'
        )

    def end_clip(self) -> None:
        """Show all of what is drawn from now on."""
        self._parts.append("</g>")

    def lines(self, lines: Sequence[Line], style: Style) -> None:
        data = "".join(_path(line) for line in lines)
        self._parts.append(f'<path d="{data}" stroke-linejoin="round"{_look(style)}/>')

    def polygon(self, points: Line, style: Style) -> None:
        self._parts.append(f'<path d="{_path(points)}Z"{_look(style)}/>')

    def disc(self, place: Point, radius: float, style: Style) -> None:
        x, y = map(_short, place)
        self._parts.append(f'<circle cx="{x}" cy="{y}" r="{radius:.2f}"{_look(style)}/>')

    def text(self, place: Point, words: str, text: Text) -> None:
        x, y = place
        turned = f' transform="rotate(-90 {x:.1f} {y:.1f})"' if text.is_upright else ""
        halo = (
            f' stroke="{text.halo}" stroke-width="{text.size / 4:.1f}" '
            'stroke-linejoin="round" paint-order="stroke"'
            if text.halo
            else ""
        )
        weight = f' font-weight="{BOLD}"' if text.is_bold else ""
        anchor = f' text-anchor="{text.anchor}"' if text.anchor != "start" else ""
        self._parts.append(
            f'<text x="{x:.1f}" y="{y + MIDDLE * text.size:.1f}" fill="{text.color}" '
            f'font-size="{text.size:.1f}"{anchor}{weight}{halo}{turned}>{escape(words)}</text>'
        )


def _path(line: Line) -> str:
    return "M" + "L".join(f"{_short(x)} {_short(y)}" for x, y in line)


def _short(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _look(style: Style) -> str:
    fill = f' fill="{style.fill}"' if style.fill else ""
    width = f"{style.width:.2f}".rstrip("0").rstrip(".")
    stroke = f' stroke="{style.stroke}" stroke-width="{width}"' if style.stroke else ""
    alpha = f' opacity="{style.alpha:g}"' if style.alpha < 1 else ""
    return fill + stroke + alpha
