import itertools
import re

import numpy as np
import pytest

from figures.theme import DARK, LIGHT, PROJECTOR, THEMES

# M. Okabe and K. Ito, “Color Universal Design”, 2008; without yellow and black.
OKABE_ITO = ("#E69F00", "#56B4E9", "#009E73", "#0072B2", "#D55E00", "#CC79A7")

# On linear RGB; G. M. Machado, M. M. Oliveira and L. A. F. Fernandes, “A physiologically-
# based model for simulation of color vision deficiency”, 2009, severity 1.0.
MACHADO = {
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
}
# F. Viénot, H. Brettel and J. D. Mollon, “Digital video colourmaps for checking the
# legibility of displays by dichromats”, 1999: by way of the three kinds of cone.
CONES = np.array(
    [
        [17.8824, 43.5161, 4.11935],
        [3.45565, 27.1554, 3.86714],
        [0.0299566, 0.184309, 1.46709],
    ]
)
WITHOUT = {
    "protanopia": [[0, 2.02344, -2.52581], [0, 1, 0], [0, 0, 1]],
    "deuteranopia": [[1, 0, 0], [0.494207, 0, 1.24827], [0, 0, 1]],
}
VIENOT = {kind: np.linalg.inv(CONES) @ one @ CONES for kind, one in WITHOUT.items()}
SIGHTS = [np.eye(3), *map(np.array, MACHADO.values())], [np.eye(3), *VIENOT.values()]

# CIE XYZ of the primaries of sRGB (IEC 61966-2-1).
XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)
every_theme = pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)


def rgb(color):
    return np.array([int(color[at : at + 2], 16) for at in (1, 3, 5)])


def linear(color):
    parts = rgb(color) / 255
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def contrast(color, other):
    """Contrast ratio as WCAG 2 defines it."""
    darker, lighter = sorted(
        linear(one) @ [0.2126, 0.7152, 0.0722] for one in (color, other)
    )
    return (lighter + 0.05) / (darker + 0.05)


def cielab(color, sight):
    """A colour in CIELAB, as someone of that sight sees it."""
    xyz = XYZ @ np.clip(sight @ linear(color), 0, 1) / XYZ.sum(axis=1)
    x, y, z = np.where(xyz > 216 / 24389, np.cbrt(xyz), (24389 / 27 * xyz + 16) / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def least_distance(colors, sights):
    """Between the two of the colours that are most alike, whoever looks."""
    return min(
        np.linalg.norm(cielab(color, sight) - cielab(other, sight))
        for sight in sights
        for color, other in itertools.combinations(colors, 2)
    )


def test_the_measures_are_right_where_the_answer_is_known():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.005)
    np.testing.assert_allclose(cielab("#FFFFFF", np.eye(3)), [100, 0, 0], atol=1e-3)
    np.testing.assert_allclose(
        cielab("#FF0000", np.eye(3)), [53.24, 80.09, 67.2], atol=0.05
    )
    # Grey is grey to all, and red and green are alike to some.
    for sights in SIGHTS:
        for sight in sights:
            assert np.abs(cielab("#808080", sight)[1:]).max() < 0.5
        assert least_distance(("#C08000", "#90A000"), sights[:1]) > 35
        assert least_distance(("#C08000", "#90A000"), sights) < 12


@every_theme
def test_a_colour_is_six_hexadecimal_digits_and_the_seven_differ(theme):
    for color in (theme.ink, theme.paper, theme.faint, theme.front, *theme.palette):
        assert re.fullmatch("#[0-9A-F]{6}", color)
    assert len(set(theme.palette)) == len(theme.palette) == 7


@every_theme
def test_text_stands_out_from_the_paper(theme):
    assert contrast(theme.ink, theme.paper) >= 4.5


@every_theme
def test_runs_and_the_front_stand_out_from_the_paper(theme):
    for color in (*theme.palette, theme.front):
        assert contrast(color, theme.paper) >= 3, color


@every_theme
def test_the_grid_is_fainter_than_all_that_is_drawn_on_it_and_can_be_seen(theme):
    grid = contrast(theme.faint, theme.paper)
    assert grid > 1.2
    assert grid < contrast(theme.ink, theme.paper) / 4
    if theme is not PROJECTOR:
        assert grid < min(contrast(color, theme.paper) for color in theme.palette)


@every_theme
def test_the_hues_are_those_of_okabe_and_ito_made_darker_or_lighter(theme):
    *hues, ink = theme.palette
    assert ink == theme.ink
    for color, original in zip(hues, OKABE_ITO, strict=True):
        ours, theirs = rgb(color), rgb(original)
        factor = ours.max() / theirs.max()
        np.testing.assert_allclose(ours, factor * theirs, atol=1.01)


@every_theme
def test_runs_are_told_apart_without_red_or_green_cones(theme):
    # By Machado's model the least of the six originals is 17.9, and ours are no worse.
    machado, vienot = SIGHTS
    assert least_distance(OKABE_ITO, machado) == pytest.approx(17.9, abs=0.05)
    assert least_distance(theme.palette, machado) >= least_distance(OKABE_ITO, machado)
    # By Viénot's they are 19.0, of which a darker palette loses one.
    assert least_distance(OKABE_ITO, vienot) == pytest.approx(19.0, abs=0.05)
    assert least_distance(theme.palette, vienot) >= 18


def test_a_projector_has_large_type_thick_lines_and_white_paper():
    assert PROJECTOR.font_size >= 18
    assert 1.8 * PROJECTOR.line_width >= 4
    assert PROJECTOR.paper == "#FFFFFF"
    assert contrast(PROJECTOR.faint, PROJECTOR.paper) >= 3
    assert min(theme.font_size for theme in THEMES.values()) >= 12


def test_light_is_light_and_dark_is_dark():
    assert contrast(LIGHT.paper, "#FFFFFF") == 1
    assert contrast(DARK.paper, "#000000") < 1.2
