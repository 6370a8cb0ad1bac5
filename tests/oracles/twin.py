"""Takes an exported file apart, by its description alone, in plain NumPy."""

import base64
import copy
import json
import re
import zlib
from typing import NamedTuple

import numpy as np

NOTHING = 65535


class Value(NamedTuple):
    """What a file shows at one value; positions are [step, coordinate, run]."""

    header: dict
    outcome: np.ndarray
    verdicts: np.ndarray
    colors: np.ndarray
    positions: list[np.ndarray]


def data_of(page):
    """The deflated data of a file, given as bytes."""
    (text,) = re.findall(rb'id="twin-data"[^>]*>([^<]*)<', page)
    return base64.b64decode(text, validate=True)


def values_of(data):
    """The header of the data, and what there is at each value."""
    whole = zlib.decompress(data)
    length = int.from_bytes(whole[:4], "little")
    header, rest = json.loads(whole[4 : 4 + length]), whole[4 + length :]
    (panel,) = header["base"]["panels"]
    runs, many, kept = panel["runs"], len(header["values"]), np.array(header["kept"])
    colors, rest = np.frombuffer(rest[:runs], "u1"), rest[runs:]
    verdicts = np.frombuffer(rest[: many * runs], "u1").reshape(many, runs)
    rest = rest[many * runs :]
    outcomes = unplaned(rest[: 16 * many * runs], "<f4").reshape(many, runs, 4)
    sent = panel["views"][: 1 if header["shared"] is not None else None]
    coordinates = sum(view["coordinates"] for view in sent)
    series = unplaned(rest[16 * many * runs :], "<u2").reshape(
        many, coordinates * runs, len(kept)
    )
    whole_numbers = at_all_steps(undone(series), kept, header["quantum"])
    wholes = whole_numbers.reshape(many, coordinates, runs, -1)
    found = [
        Value(
            headed(header, index),
            outcomes[index],
            verdicts[index],
            colors,
            [np.moveaxis(one, 2, 0) for one in views_of(wholes[index], panel, header)],
        )
        for index in range(many)
    ]
    return header, found


def unplaned(data, kind):
    size = np.dtype(kind).itemsize
    columns = np.frombuffer(data, "u1").reshape(size, -1).T
    return np.frombuffer(columns.tobytes(), kind)


def undone(zigzag):
    """Codes from their differences, modulo 65536."""
    wide = zigzag.astype(np.int64)
    signed = np.where(wide % 2, -(wide + 1) // 2, wide // 2)
    return signed.cumsum(2).cumsum(2).cumsum(0) % 65536


def at_all_steps(codes, kept, quantum):
    """Whole numbers at all steps; straight between two frames where both are something."""
    wholes = np.where(codes == 0, NOTHING, np.minimum((codes - 1) * quantum, NOTHING - 1))
    steps = np.arange(kept[-1] + 1)
    before = np.searchsorted(kept, steps, side="right") - 1
    after = np.minimum(before + 1, len(kept) - 1)
    span = np.maximum(kept[after] - kept[before], 1)
    share = (steps - kept[before]) / span
    low, high = wholes[..., before], wholes[..., after]
    between = np.floor(low + share * (high - low) + 0.5).astype(int)
    return np.where((low == NOTHING) | (high == NOTHING), low, between)


def views_of(wholes, panel, header):
    if header["shared"] is not None:
        shared = header["shared"]
        return [wholes, wholes[shared : shared + 1]]
    counts = np.cumsum([view["coordinates"] for view in panel["views"]])[:-1]
    return np.split(wholes, counts)


def headed(header, index):
    base = copy.deepcopy(header["base"])
    for places, parts in header["columns"]:
        for place in places:
            within = base
            for name in place[:-1]:
                within = within[name]
            within[place[-1]] = parts[index]
    return base
