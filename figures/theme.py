"""Colours and type of all figures: the only constants of style."""

from typing import NamedTuple


class Theme(NamedTuple):
    """Colours, type and lines of one theme; a colour is `#` and six hexadecimal digits.

    Attributes:
        ink: Text, axes and the bound ε.
        paper: Background behind a figure, which is itself transparent.
        faint: Grid lines.
        front: The Pareto front and its hatching.
        palette: Runs, in the order of the starts: the hues of Okabe and Ito, and ink.
        font_size: Of all text, in pixels.
        line_width: Factor for all lines and markers.
    """

    ink: str
    paper: str
    faint: str
    front: str
    palette: tuple[str, ...]
    font_size: int
    line_width: float


# The hues are those of M. Okabe and K. Ito, “Color Universal Design”, 2008: orange, sky
# blue, bluish green, blue, vermilion, reddish purple. Their yellow is too pale on white and
# their black invisible on black, so that ink stands in for the seventh.
#
# On white their orange and sky blue fall short of the contrast of 3:1 that WCAG 2.2 asks of
# graphics (success criterion 1.4.11), and on near-black their blue is dull. So each is
# scaled in RGB, which keeps the hue. The darker ones alone would come close to vermilion
# and purple for people without red or green cones; so these, and green, are darker too. By
# Machado's model of their sight, the factors keep any two as far apart as Okabe and Ito's
# own, for whom 18 in CIELAB is the least; by Viénot's, 18 is left of their 19.
_ON_WHITE = (
    "#B87F00",  # 0.80 of #E69F00
    "#4999C6",  # 0.85 of #56B4E9
    "#007756",  # 0.75 of #009E73
    "#006CA9",  # 0.95 of #0072B2
    "#A04700",  # 0.75 of #D55E00
    "#AE678E",  # 0.85 of #CC79A7
)
_ON_BLACK = (
    "#FDAF00",  # 1.10
    "#5ABDF5",  # 1.05
    "#00C690",  # 1.25
    "#0083CD",  # 1.15
    "#D55E00",  # 1.00
    "#AD678E",  # 0.85
)

LIGHT = Theme(
    ink="#1A1A1A",
    paper="#FFFFFF",
    faint="#E6E6E6",
    front="#56606E",
    palette=(*_ON_WHITE, "#1A1A1A"),
    font_size=14,
    line_width=1.0,
)
DARK = Theme(
    ink="#F2F2F2",
    paper="#0E1117",
    faint="#2C323C",
    front="#A9B4C2",
    palette=(*_ON_BLACK, "#F2F2F2"),
    font_size=14,
    line_width=1.0,
)
# A projector in a lit room washes out what is pale or thin, so its grid is mid grey, and
# the factor turns trails of 1.8 pixels, the thinnest lines that matter, into 4.
PROJECTOR = Theme(
    ink="#000000",
    paper="#FFFFFF",
    faint="#8C8C8C",
    front="#434C59",
    palette=(*_ON_WHITE, "#000000"),
    font_size=18,
    line_width=2.25,
)
THEMES = {"light": LIGHT, "dark": DARK, "projector": PROJECTOR}
