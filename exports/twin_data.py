"""All values of a slider as one piece of data that a browser takes apart again.

What is the same at all values is there once. The data is, deflated: the length of a JSON
header in four bytes, the header, and then arrays without gaps: colours, verdicts of each
value, outcomes of each value in planes of bytes, and `differences` in planes of bytes.
"""

import json
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np

from exports.coding import deflated, differences, frames, planes
from exports.snapshot import Snapshot, chosen_runs
from ui.player import RANGE
from ui.state import MOST_ITERATES

# Names and indices that lead to a part of a header.
Place = list[str | int]
Columns = list[tuple[list[Place], list[Any]]]


class Fidelity(NamedTuple):
    """How much of the runs is sent.

    Attributes:
        quantum: So many of the app's own quanta, of 0.0001 in a loss, are one.
        frames: How many of the steps are kept at most; those between are drawn straight.
        every: Only each so manieth run is sent.
    """

    quantum: int = 1
    frames: int = MOST_ITERATES
    every: int = 1


# From all that the app has to what just fits. A quantum of 8 is off by 0.0004, one of 16 by
# 0.0007, which no plot shows; of steps fewer are sent as well, and only then of runs.
LADDER = (
    Fidelity(),
    Fidelity(8),
    Fidelity(16),
    *(Fidelity(8, most) for most in (400, 280, 200, 140)),
    *(Fidelity(16, most) for most in (140, 100)),
    *(Fidelity(16, 100, every) for every in (2, 3, 4, 6, 8, 12, 16, 24, 32)),
)


# To see whether data fits. More samples never do, which take a fortieth of a byte at least.
FAST, MOST_SAMPLES = 4, 8_000_000


class TwinData(NamedTuple):
    """What goes into the file, and what of the runs it has.

    Attributes:
        data: For the browser.
        fidelity: How much was sent.
        steps: How many steps each run has.
        kept: How many of them the data has, the start included.
        runs: How many runs it has.
    """

    data: bytes
    fidelity: Fidelity
    steps: int
    kept: int
    runs: int


def fitted(
    snapshots: Sequence[Snapshot], values: Sequence[float], own: float, room: int
) -> TwinData:
    """The most faithful data that fits.

    Args:
        snapshots: One for each value.
        values: Of the slider, in order.
        own: The one that is shown first.
        room: How many bytes there are.

    Raises:
        ValueError: Not even a few runs fit.
    """
    made, positions = None, snapshots[0].positions
    samples = len(values) * sum(view[0].size for view in positions)
    steps = int(snapshots[0].kept[-1])
    for fidelity in LADDER:
        taken = fidelity._replace(frames=min(fidelity.frames, steps))
        if samples * min(taken.frames, len(positions[0])) / taken.every > MOST_SAMPLES:
            continue
        # What is no other than before, or hardly smaller than that, need not be tried.
        if made and (taken == made.fidelity or _least(made, taken) > room):
            continue
        made = packed(snapshots, values, own, taken, FAST)
        if len(made.data) <= room:
            return packed(snapshots, values, own, taken)
    found = len(made.data) if made else 0
    raise ValueError(f"The data should fit in {room} bytes. Found {found}.")


def _least(made: TwinData, wanted: Fidelity) -> float:
    """What data of another fidelity takes at least, judged by data that was made."""
    before = made.fidelity
    fewer = wanted.frames / before.frames * before.every / wanted.every
    coarser = 0.5 if wanted.quantum > before.quantum else 1.0
    # Fewer frames are farther apart, so that each takes more.
    return len(made.data) * 0.8 * min(1.0, fewer) * coarser


def packed(
    snapshots: Sequence[Snapshot],
    values: Sequence[float],
    own: float,
    fidelity: Fidelity,
    level: int = 9,
) -> TwinData:
    """Data of a given fidelity.

    Args:
        snapshots: One for each value.
        values: Of the slider, in order.
        own: The one that is shown first.
        fidelity: How much of the runs is sent.
        level: Of zlib, from 1, fast, to 9, small.
    """
    first = snapshots[0]
    chosen = chosen_runs(len(first.colors), first.groups, fidelity.every)
    over_time = {one.loss_over_time for one in snapshots}
    shared = over_time.pop() if len(over_time) == 1 else None
    steps = int(first.kept[-1])
    places = np.unique(np.searchsorted(first.kept, frames(steps, fidelity.frames)))
    kept = first.kept[places]
    # Views of the data; the last one is left out where the first has all of it.
    sent = slice(0, 1) if shared is not None else slice(None)
    wholes = np.stack([_series(one, sent, places, chosen) for one in snapshots])
    header = {
        "columns": columns([_headed(one, shared, len(chosen)) for one in snapshots]),
        "base": _headed(first, shared, len(chosen)),
        "values": list(values),
        "own": list(values).index(own),
        "quantum": fidelity.quantum,
        "kept": kept.tolist(),
        "shared": shared,
    }
    text = json.dumps(header, separators=(",", ":"), allow_nan=False).encode()
    parts = [
        len(text).to_bytes(4, "little"),
        text,
        first.colors[chosen].tobytes(),
        *(one.verdicts[chosen].tobytes() for one in snapshots),
        planes(np.stack([one.outcome[chosen] for one in snapshots])),
        planes(differences(wholes, fidelity.quantum)),
    ]
    data = deflated(b"".join(parts), level)
    return TwinData(data, fidelity, steps, len(kept), len(chosen))


def columns(headers: Sequence[Any]) -> Columns:
    """What headers have each for itself: at which places, and what it is in each.

    Args:
        headers: As JSON takes them.
    """
    found: dict[str, tuple[list[Place], list[Any]]] = {}
    for place, parts in _differing(headers, ()):
        # The same is often at several places: in the light theme and in the dark one.
        found.setdefault(json.dumps(parts), ([], parts))[0].append(place)
    return list(found.values())


def _differing(
    headers: Sequence[Any], place: tuple[str | int, ...]
) -> Iterator[tuple[Place, list[Any]]]:
    first = headers[0]
    if all(one == first for one in headers):
        return
    if all(isinstance(one, dict) and one.keys() == first.keys() for one in headers):
        for name in first:
            yield from _differing([one[name] for one in headers], (*place, name))
    elif all(isinstance(one, list | tuple) and len(one) == len(first) for one in headers):
        for index, parts in enumerate(zip(*headers, strict=True)):
            yield from _differing(parts, (*place, index))
    else:
        yield list(place), list(headers)


def _series(
    one: Snapshot, sent: slice, places: np.ndarray, chosen: np.ndarray
) -> np.ndarray:
    """Positions as [coordinate of a view and run, frame]."""
    parts = [view[places][..., chosen] for view in one.positions[sent]]
    return np.concatenate(parts, axis=1).reshape(len(places), -1).T


def _headed(one: Snapshot, shared: int | None, runs: int) -> dict[str, Any]:
    """The header for so many runs, and for a view that shares what another one has."""
    (panel,) = one.header["panels"]
    views = [view | {"runs": runs} for view in panel["views"]]
    if shared is not None:
        views[1] |= {"ranges": (RANGE,)}
    return one.header | {"panels": [panel | {"runs": runs, "views": views}]}
