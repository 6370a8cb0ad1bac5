"""What the commands of this folder have in common: a query, a file, and a size."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from exports.given import state_of

# Of a slide.
SIZE = "1280x720"


def command(
    make: Callable[..., bytes], kinds: tuple[str, ...], is_slow: bool = False
) -> None:
    """Make a file as the command line says.

    Args:
        make: Takes a state, a size and a kind, and what to call with the progress if it
            is slow.
        kinds: What the name of the file may end with.
        is_slow: Whether the progress is shown.
    """
    parser = argparse.ArgumentParser(description="Makes a file of a figure.")
    parser.add_argument("query", help="of a link, such as fig=mdmm-concave")
    parser.add_argument("file", type=Path, help=f"ends with .{', .'.join(kinds)}")
    parser.add_argument("--size", default=SIZE, help=f"in pixels; {SIZE} unless given")
    asked = parser.parse_args()
    state = state_of(asked.query)
    extra: list[Any] = [_show] if is_slow else []
    try:
        size = _size(asked.size)
        made = make(state, size, asked.file.suffix.lstrip(".").lower(), *extra)
        asked.file.write_bytes(made)
    except (OSError, ValueError) as error:
        raise SystemExit(str(error)) from error
    print(f"{asked.file}: {len(made) / 1000:,.0f} kB")


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.lower().partition("x")
    if not (width.isdecimal() and height.isdecimal()):
        raise ValueError(f"--size should be such as {SIZE}. Found {text}.")
    return int(width), int(height)


def _show(share: float) -> None:
    if sys.stderr.isatty():
        print(f"\r{share:.0%} ", end="", file=sys.stderr)
