import xml.etree.ElementTree as ET

import numpy as np
import pytest

from exports.pictures import picture
from figures.theme import THEMES
from tests.exports.pixels import SEVEN, Axes, has_color, has_head, pixels_of

SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("theme", THEMES)
def test_the_front_lies_on_the_circle_where_the_axes_say(state, theme):
    # Of one run, which ends in the corner, so that the front is in sight.
    query = f"p=concave&m=linear&alpha=4&starts=1.6,0.4&steps=3&theme={theme}"
    pixels = pixels_of(picture(state(query), (900, 900), "png"))
    axes = Axes(pixels, THEMES[theme])
    places = np.argwhere(has_color(pixels, THEMES[theme].front))
    radius = np.linalg.norm(axes.losses(places), axis=1)
    # Hatching is inside, where no losses are.
    assert radius.max() < 1 + 6 / axes.unit
    assert radius.min() > 0.93
    on_it = places[np.abs(radius - 1) < 3 / axes.unit]
    angles = np.arctan2(*axes.losses(on_it).T)
    assert np.histogram(angles, 30, (0, np.pi / 2))[0].min() > 3


@pytest.mark.parametrize("theme", THEMES)
def test_the_heads_are_at_the_losses_of_the_end(state, runs, theme):
    pixels = pixels_of(picture(state(f"{SEVEN}&theme={theme}"), (900, 900), "png"))
    axes = Axes(pixels, THEMES[theme])
    ends = runs("concave", "linear", 3, alpha=1.0).losses[:, -1]
    for losses, color in zip(ends, THEMES[theme].palette, strict=True):
        assert has_head(pixels, axes.pixel(losses), color), losses


def test_a_state_at_a_step_shows_the_runs_there(state, runs):
    theme = THEMES["light"]
    pixels = pixels_of(picture(state(f"{SEVEN}&f=1"), (900, 900), "png"))
    axes = Axes(pixels, theme)
    for losses, color in zip(
        runs("concave", "linear", 3, alpha=1.0).losses[:, 1], theme.palette, strict=True
    ):
        assert has_head(pixels, axes.pixel(losses), color)


def test_the_bound_and_the_optimum_are_where_they_should_be(state):
    query = "p=concave&m=mdmm&eps=0.6&starts=1.9,0.3&steps=1"
    theme = THEMES["light"]
    pixels = pixels_of(picture(state(query), (900, 900), "png"))
    axes = Axes(pixels, theme)
    ink = has_color(pixels, theme.ink, 60)
    row, column = axes.pixel((1.4, 0.6))
    assert ink[row - 1 : row + 2, column].any()
    # A ring around (0.8, 0.6), which is on the circle: its radius is 11 pixels of a screen.
    row, column = axes.pixel((0.8, 0.6))
    ring = 11 * 900 / 560 / 2**0.5
    # Down to the left of it there is neither the line nor its hatching.
    for part, is_there in ((1, True), (0.5, False), (1.6, False)):
        down, left = row + round(part * ring), column - round(part * ring)
        assert ink[down - 1 : down + 2, left - 1 : left + 2].any() == is_there


def test_without_the_front_neither_front_nor_optimum_is_shown(state):
    theme = THEMES["light"]
    shown = picture(state("p=concave&m=mdmm&front=0&steps=5"), (480, 480), "png")
    assert not has_color(pixels_of(shown), theme.front).any()


def test_of_the_total_loss_alone_there_is_no_loss_space(state):
    theme = THEMES["light"]
    pixels = pixels_of(picture(state("fig=total-hides"), (640, 360), "png"))
    assert pixels.shape == (360, 640, 3)
    assert not has_color(pixels, theme.front).any()
    assert has_color(pixels, theme.palette[0], 60).sum() > 20


@pytest.mark.parametrize("size", [(160, 160), (161, 999), (1280, 720), (720, 1280)])
@pytest.mark.parametrize("kind", ["png", "svg"])
def test_the_size_is_the_one_that_was_asked_for(state, size, kind):
    made = picture(state(SEVEN), size, kind)
    if kind == "png":
        assert pixels_of(made).shape == (size[1], size[0], 3)
    else:
        root = ET.fromstring(made)
        assert (int(root.get("width")), int(root.get("height"))) == size


@pytest.mark.parametrize(
    "size", [(0, 0), (-5, 400), (159, 400), (400, 4097), (4096, 4096), (400.5, 400), (400,)]
)
@pytest.mark.parametrize("kind", ["png", "svg"])
def test_a_size_that_cannot_be_is_refused_in_words(state, size, kind):
    with pytest.raises(ValueError, match=r"A picture should .* Found"):
        picture(state(SEVEN), size, kind)


def test_a_kind_that_there_is_not_is_refused_in_words(state):
    with pytest.raises(ValueError, match=r"`kind` should be one of png, svg. Found 'exe'"):
        picture(state(SEVEN), (400, 400), "exe")


def test_the_svg_has_runs_as_paths_and_says_what_became_of_them(state):
    root = ET.fromstring(picture(state("fig=mdmm-concave"), (640, 640), "svg"))
    (title,) = root.iter(f"{SVG}title")
    assert "7 of 7 settled" in title.text
    colors = {path.get("stroke") for path in root.iter(f"{SVG}path")}
    assert set(THEMES["light"].palette) <= colors
    texts = {text.text for text in root.iter(f"{SVG}text")}
    assert {"1", "7", "×7", "ε = 0.7", "step 200 / 200"} <= texts
    assert not list(root.iter(f"{SVG}image"))


@pytest.mark.parametrize(
    "query",
    [
        "p=concave&m=linear&alpha=10&lr=10&steps=400",  # diverges
        "p=convex&m=double_descent&steps=5000",
        "p=concave&m=mdmm&eps=-3&steps=2",
        "p=concave&m=mdmm&eps=50&steps=2",
        "p=concave&m=mdmm&steps=1&starts=one",
    ],
)
def test_whatever_the_runs_do_there_is_a_picture(state, query):
    for kind in ("png", "svg"):
        assert picture(state(query), (320, 240), kind)


def test_a_run_that_is_lifted_out_dims_the_others(state):
    theme = THEMES["light"]
    of_all, of_one = (
        pixels_of(picture(state(f"{SEVEN}&pin={pin}"), (640, 640), "png")) for pin in (0, 3)
    )
    counts = [
        (has_color(shown, theme.palette[0]).sum(), has_color(shown, theme.palette[2]).sum())
        for shown in (of_all, of_one)
    ]
    assert counts[1][0] < 0.3 * counts[0][0]
    assert counts[1][1] > counts[0][1]
