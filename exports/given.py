"""What the commands of this folder are given: the query of a link, and a file to write."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from ui.link import read
from ui.state import State


def state_of(query: str) -> State:
    """The state of a link or of its query; tells on the error output what was mended."""
    reading = read(query.rpartition("?")[2])
    if reading.notice():
        print(reading.notice(), file=sys.stderr)
    return reading.state


def write(arguments: Sequence[str], make: Callable[[str], str | bytes]) -> None:
    """Write what `make` makes of a query into a file, or print it where none is named."""
    if len(arguments) not in (2, 3):
        raise SystemExit(
            "There should be a query or an address, in quotes, and perhaps a file."
        )
    made = make(arguments[1])
    if not made:
        raise SystemExit("This problem or method has no listing, so there is no such file.")
    if len(arguments) == 2:
        print(made if isinstance(made, str) else made.decode())
    else:
        whole = made.encode() if isinstance(made, str) else made
        Path(arguments[2]).write_bytes(whole)
