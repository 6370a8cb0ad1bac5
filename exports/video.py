"""Writes a video frame by frame, as MP4 or WebM, by FFmpeg's libraries in PyAV."""

import importlib.util
from fractions import Fraction
from io import BytesIO
from typing import Any, NamedTuple

from PIL import Image

# What PowerPoint and every browser play, and what browsers without that codec do.
CODECS = {"mp4": "libx264", "webm": "libvpx-vp9"}
OPTIONS = {
    # Thin lines on one colour: a little more bits than x264 would spend.
    "mp4": {"crf": "18", "preset": "veryfast", "tune": "animation"},
    "webm": {"crf": "28", "b": "0", "deadline": "realtime", "cpu-used": "8"},
}
THREADS = 2
# What FFmpeg calls the colours of BT.709, which is what players take for granted.
BT_709, NARROW_RANGE = 1, 1


class Frames(NamedTuple):
    """What an encoder is told of all frames.

    Attributes:
        size: Width and height in pixels, both even.
        milliseconds: That each is seen.
    """

    size: tuple[int, int]
    milliseconds: int


def is_available() -> bool:
    """Whether videos can be made here: an image may do without PyAV, which is large."""
    return importlib.util.find_spec("av") is not None


def even(size: tuple[int, int]) -> tuple[int, int]:
    """The largest size of a video that is no larger: colours are kept for two by two."""
    return size[0] // 2 * 2, size[1] // 2 * 2


class Video:
    """A video that is being written."""

    def __init__(self, kind: str, frames: Frames) -> None:
        """An empty one.

        Args:
            kind: `mp4` or `webm`.
            frames: What all frames have in common.
        """
        self._file = BytesIO()
        self._seen = frames.milliseconds
        self._beat = Fraction(frames.milliseconds, 1000)
        self._count = 0
        self._container, self._new_frame = _opened(self._file, kind)
        stream = self._container.add_stream(
            CODECS[kind], 1 / self._beat, options=OPTIONS[kind]
        )
        stream.width, stream.height = frames.size
        stream.pix_fmt = "yuv420p"
        coder = stream.codec_context
        coder.thread_count = THREADS
        coder.colorspace = coder.color_primaries = coder.color_trc = BT_709
        coder.color_range = NARROW_RANGE
        self._stream = stream

    def add(self, frame: Image.Image, milliseconds: int) -> None:
        """Add a frame, as often as it takes to be seen for so long."""
        made = self._new_frame(frame).reformat(
            format="yuv420p", dst_colorspace="ITU709", dst_color_range="MPEG"
        )
        for _ in range(max(1, round(milliseconds / self._seen))):
            made.pts, made.time_base = self._count, self._beat
            self._container.mux(self._stream.encode(made))
            self._count += 1

    def finished(self) -> bytes:
        """The file, with all frames that were added."""
        self._container.mux(self._stream.encode(None))
        self._container.close()
        return self._file.getvalue()


def _opened(file: BytesIO, kind: str) -> tuple[Any, Any]:
    """A container that writes into a file, and what makes a frame for it of an image."""
    # Takes a tenth of a second to import, and most visitors never ask for a video.
    import av

    return av.open(file, "w", format=kind), av.VideoFrame.from_image
