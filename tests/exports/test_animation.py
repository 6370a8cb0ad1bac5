from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from exports import animation as module
from exports import video
from exports.animation import animation
from figures.theme import THEMES
from tests.exports.pixels import SEVEN, Axes, has_color, has_head

av = pytest.importorskip("av")


def durations(gif):
    image = Image.open(BytesIO(gif))
    found = []
    for frame in range(image.n_frames):
        image.seek(frame)
        found.append(image.info["duration"])
    return found


def decoded(file):
    """All frames, by the decoders of FFmpeg."""
    with av.open(BytesIO(file)) as container:
        frames = [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]
    return [frame.astype(int) for frame in frames]


def test_a_gif_has_a_hundred_frames_plays_on_and_holds_the_last(state):
    made = animation(state("fig=mdmm-concave"), (480, 270), "gif")
    image = Image.open(BytesIO(made))
    assert (image.n_frames, image.size, image.info["loop"]) == (100, (480, 270), 0)
    assert durations(made) == [60] * 99 + [1500]
    assert len(made) < 1_000_000


def test_a_short_run_has_a_frame_for_each_step_and_is_seen_slowly(state):
    made = animation(state(SEVEN), (320, 320), "gif")
    assert durations(made) == [200, 200, 200, 1500]


def test_two_decoders_see_the_same_gif(state):
    made = animation(state("fig=bdmm-concave&theme=dark"), (480, 270), "gif")
    image, others = Image.open(BytesIO(made)), decoded(made)
    for frame in (0, 1, 50, 99):
        image.seek(frame)
        ours = np.asarray(image.convert("RGB")).astype(int)
        assert np.array_equal(ours, others[frame])


def test_the_last_frame_has_the_heads_at_the_losses_of_the_end(state, runs):
    theme = THEMES["light"]
    made = animation(state(SEVEN), (900, 900), "gif")
    *_, last = decoded(made)
    axes = Axes(last, theme)
    ends = runs("concave", "linear", 3, alpha=1.0).losses[:, -1]
    for losses, color in zip(ends, theme.palette, strict=True):
        assert has_head(last, axes.pixel(losses), color)


def test_the_first_frame_has_them_at_the_starts_and_no_trails(state, runs):
    theme = THEMES["light"]
    first, *_ = decoded(animation(state(SEVEN), (900, 900), "gif"))
    axes = Axes(first, theme)
    both = runs("concave", "linear", 3, alpha=1.0).losses
    for losses, color in zip(both[:, 0], theme.palette, strict=True):
        assert has_head(first, axes.pixel(losses), color)
    # Halfway of the first step there is a trail later, yet nothing now.
    halfway = both[:, :2].mean(axis=1)
    assert all(
        has_color(first[axes.pixel(place)], theme.paper, 30) for place in halfway[1:5]
    )


def test_it_ends_at_the_step_of_the_state(state):
    shown = state("fig=cherry-pick")
    steps = []
    film = module.Film.frame

    def frame(self, step):
        steps.append(step)
        return film(self, step)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module.Film, "frame", frame)
        animation(shown, (320, 180), "gif")
    assert (steps[0], steps[-1], len(steps)) == (0, 526, 100)
    assert (np.diff(steps) > 0).all()


@pytest.mark.parametrize(("kind", "codec"), [("mp4", "h264"), ("webm", "vp9")])
def test_a_video_is_one_that_others_play(state, kind, codec):
    made = animation(state(SEVEN), (701, 703), kind)
    with av.open(BytesIO(made)) as container:
        (stream,) = container.streams
        coder = stream.codec_context
        # Two by two pixels have one colour, so both sides are even.
        assert (coder.name.removeprefix("lib"), coder.width, coder.height) == (
            codec,
            700,
            702,
        )
        assert coder.pix_fmt == "yuv420p"
        times = [frame.time for frame in container.decode(video=0)]
    # Three frames of 0.2 s, and the last one for 1.5 s, to the next whole frame.
    assert len(times) == 3 + 8
    assert times[-1] == pytest.approx(2.0, abs=0.01)


def test_a_video_shows_what_the_gif_shows(state):
    theme = THEMES["light"]
    shown = state(SEVEN)
    of_gif = decoded(animation(shown, (700, 700), "gif"))[-1]
    of_video = decoded(animation(shown, (700, 700), "mp4"))[-1]
    apart = np.abs(of_gif - of_video).max(axis=-1)
    assert np.median(apart) <= 2
    assert (apart > 60).mean() < 0.01
    # Inside of a head, where colours are as they were.
    for color in theme.palette:
        assert has_color(of_video, color, 8).sum() > 50


@pytest.mark.parametrize("kind", ["gif", "mp4"])
def test_it_tells_how_far_it_is_and_stops_when_told_to(state, kind):
    class CancelledError(Exception):
        pass

    told = []

    def on_progress(share):
        told.append(share)
        if share >= 0.1:
            raise CancelledError

    with pytest.raises(CancelledError):
        animation(state("fig=mdmm-concave"), (320, 240), kind, on_progress)
    assert told == pytest.approx(np.arange(11) / 100)


@pytest.mark.parametrize("size", [(0, 0), (10**9, 200), (4096, 4096), ("400", 400)])
@pytest.mark.parametrize("kind", module.KINDS)
def test_a_size_that_cannot_be_is_refused_before_any_work(state, monkeypatch, size, kind):
    monkeypatch.setattr(module, "scene", None)
    with pytest.raises(ValueError, match="A picture should"):
        animation(state(SEVEN), size, kind)


def test_a_kind_that_there_is_not_is_refused_in_words(state, monkeypatch):
    with pytest.raises(ValueError, match=r"one of gif, mp4, webm. Found 'avi'"):
        animation(state(SEVEN), (400, 400), "avi")
    monkeypatch.setattr(video, "is_available", lambda: False)
    assert module.kinds() == ("gif",)
    with pytest.raises(ValueError, match="needs PyAV"):
        animation(state(SEVEN), (400, 400), "mp4")


def test_many_runs_that_diverge_make_a_small_file(state):
    made = animation(
        state("p=convex&m=double_descent&starts=random&n=256"), (480, 480), "gif"
    )
    assert Image.open(BytesIO(made)).n_frames == 100
    assert len(made) < 1_000_000
