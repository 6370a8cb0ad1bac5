"""Colours and type of all figures: the only constants of style."""

from typing import NamedTuple


class Theme(NamedTuple):
    """Colours of one theme, as CSS colours.

    Attributes:
        ink: Text, axes and the bound ε.
        paper: Background behind a figure, which is itself transparent.
        faint: Grid lines.
        front: The Pareto front and its hatching.
        palette: Runs, in the order of the starts: the colours of Okabe and Ito that stand
            out from the paper.
    """

    ink: str
    paper: str
    faint: str
    front: str
    palette: tuple[str, ...]
    font_size: int = 14
    line_width: float = 1.0


# M. Okabe and K. Ito, “Color Universal Design”, 2008. Their yellow is too pale on white
# and their black invisible on black, so that ink stands in for the seventh.
_OKABE_ITO = ("#E69F00", "#56B4E9", "#009E73", "#D55E00", "#CC79A7")

LIGHT = Theme(
    ink="#1A1A1A",
    paper="#FFFFFF",
    faint="#E6E6E6",
    front="#56606E",
    palette=(*_OKABE_ITO[:3], "#0072B2", *_OKABE_ITO[3:], "#1A1A1A"),
)
DARK = Theme(
    ink="#F2F2F2",
    paper="#0E1117",
    faint="#2C323C",
    front="#A9B4C2",
    palette=(*_OKABE_ITO[:3], "#4C8DFF", *_OKABE_ITO[3:], "#F2F2F2"),
)
THEMES = {"light": LIGHT, "dark": DARK, "projector": LIGHT}

FONT_SIZE = 14
