"""An animation of a state: about a hundred frames, as GIF, MP4 or WebM.

    python -m exports.animation "fig=mdmm-concave" OUT.gif [--size 1280x720]

The kind is what the name of the file ends with.
"""

from collections.abc import Callable, Generator
from typing import Protocol

from PIL import Image

from exports import video
from exports.command import command
from exports.film import LAST_SEEN, Film, milliseconds, steps_shown
from exports.gif import Gif
from exports.places import checked
from exports.scene import Scene, scene
from exports.video import Frames, Video
from ui.state import State

KINDS = ("gif", "mp4", "webm")
OnProgress = Callable[[float], None]


class Encoder(Protocol):
    """Something that makes a file of frames."""

    def add(self, frame: Image.Image, milliseconds: int) -> None:
        """Add a frame, and say how long it is seen."""

    def finished(self) -> bytes:
        """The file, with all frames that were added."""


def animation(
    state: State, size: tuple[int, int], kind: str, on_progress: OnProgress | None = None
) -> bytes:
    """An animation of a state of the Lab, from its first step to its own or the last one.

    The last frame is seen for a second and a half. A GIF plays over and over.

    Args:
        state: What is shown; its theme is taken, and light for `auto`.
        size: Width and height, in pixels; of a video the next even numbers below.
        kind: One of `KINDS`.
        on_progress: Called before each frame with the share that is done, from 0 to 1.
            What it raises ends the work.

    Returns:
        The content of a file.

    Raises:
        ValueError: The size or the kind is none that there is, or the kind needs PyAV and
            that is not installed.
    """
    work = in_steps(state, size, kind)
    while True:
        try:
            share = next(work)
        except StopIteration as done:
            return done.value
        if on_progress is not None:
            on_progress(share)


def in_steps(
    state: State, size: tuple[int, int], kind: str
) -> Generator[float, None, bytes]:
    """The same, one frame at a time: yields the share that is done, returns the file."""
    check(size, kind)
    return _of_scene(scene(state), size, kind)


def _of_scene(
    shown: Scene, size: tuple[int, int], kind: str
) -> Generator[float, None, bytes]:
    """The same, of a scene."""
    size = size if kind == "gif" else video.even(size)
    steps = steps_shown(shown.until)
    seen = milliseconds(len(steps))
    film = Film(shown, size)
    encoder: Encoder
    encoder = Gif(size, shown.theme) if kind == "gif" else Video(kind, Frames(size, seen))
    for number, step in enumerate(steps):
        yield number / len(steps)
        is_last = number == len(steps) - 1
        encoder.add(film.frame(step), LAST_SEEN if is_last else seen)
    return encoder.finished()


def kinds() -> tuple[str, ...]:
    """Kinds of files that can be made here."""
    return KINDS if video.is_available() else KINDS[:1]


def check(size: tuple[int, int], kind: str) -> None:
    """Say what is wrong with a size or a kind, before any work is done.

    Raises:
        ValueError: Something is.
    """
    if kind not in KINDS:
        raise ValueError(f"`kind` should be one of {', '.join(KINDS)}. Found {kind!r}.")
    if kind not in kinds():
        raise ValueError(
            f"`kind` should be gif here. Found {kind}, which needs PyAV: install `av` "
            "as requirements.txt has it."
        )
    checked(size)


if __name__ == "__main__":
    command(animation, KINDS, is_slow=True)
