from io import BytesIO

import numpy as np
import pytest
from PIL import Image, ImageDraw

from exports.gif import Gif
from figures.theme import THEMES


def frames_of(file):
    image = Image.open(BytesIO(file))
    for frame in range(image.n_frames):
        image.seek(frame)
        yield np.asarray(image.convert("RGB"))


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_pure_colors_of_the_theme_come_back_as_they_were(theme):
    colors = [theme.paper, theme.ink, theme.front, theme.faint, *theme.palette]
    frames = []
    for color in colors:
        frame = Image.new("RGB", (40, 30), theme.paper)
        ImageDraw.Draw(frame).rectangle((5, 6, 20, 21), color)
        frames.append(frame)
    gif = Gif((40, 30), theme)
    for frame in frames:
        gif.add(frame, 60)
    shown = list(frames_of(gif.finished()))
    assert len(shown) == len(frames)
    for drawn, frame in zip(frames, shown, strict=True):
        assert np.array_equal(np.asarray(drawn), frame)


def test_other_colors_come_back_as_similar_ones():
    theme = THEMES["light"]
    ramp = np.linspace(0, 1, 256)[None, :, None]
    ends = np.array([[255, 255, 255], [0, 119, 86]])
    drawn = (ends[0] + ramp * (ends[1] - ends[0])).repeat(4, axis=0).astype(np.uint8)
    gif = Gif((256, 4), theme)
    gif.add(Image.fromarray(drawn), 60)
    (shown,) = frames_of(gif.finished())
    assert np.abs(shown.astype(int) - drawn).max() < 24


def test_a_frame_in_which_nothing_changes_costs_next_to_nothing():
    gif = Gif((640, 480), THEMES["light"])
    frame = Image.new("RGB", (640, 480), "#FFFFFF")
    gif.add(frame, 60)
    before = len(gif.finished())
    gif.add(frame, 60)
    assert len(gif.finished()) - before < 40
    assert len(list(frames_of(gif.finished()))) == 2
