"""The two sweeps of a state, found piece by piece, so that nobody has to wait for them."""

import math
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import streamlit as st

import sweeps
from damping.law import adaptive_damping, adaptive_learning_rate
from optimizers import OPTIMIZERS
from optimizers.base import hyperparameters
from sweeps import Sweep, spread
from toy_problems import PROBLEMS
from ui import compute
from ui.limits import turn
from ui.state import State
from ui.waiting import PATIENCE, OnWait, in_pieces

# Of weights, 41 from 0.05 to 20 are so far apart that they leave gaps in a convex front.
VALUES = {"alpha": 61}
MANY = 41
# Of them no start is drawn twice, and all are told apart.
STARTS = ("seven", "one", "custom")
# Runs of one call: a sweep from seven starts is one, and all have the same compiled code.
# With 5,000 steps that takes a third of a second.
MOST_RUNS = 512


class Pair(NamedTuple):
    """A sweep of α beside one of another knob, and the state that they are of."""

    asked: State
    weight: Sweep
    knob: Sweep


class Piece(NamedTuple):
    """Some of the values of a sweep, from the first to before the last."""

    state: State
    name: str
    first: int
    last: int


def asked_of(state: State) -> State:
    """What both sweeps depend on, and nothing else."""
    starts = state.starts if state.starts in STARTS else State().starts
    plain = state.only("problem", "numbers", "adaptive", "custom_starts", "swept")
    return replace(plain, starts=starts)


def pair_of(asked: State, on_wait: OnWait) -> Pair:
    """Both sweeps.

    Args:
        asked: As `asked_of` gives it.
        on_wait: As `in_pieces` calls it.
    """
    weight = _pieces(asked, "linear", "alpha")
    pieces = [*weight, *_pieces(asked, "mdmm", asked.swept)]
    found = in_pieces(pieces, _swept, on_wait)
    return Pair(asked, _joined(found[: len(weight)]), _joined(found[len(weight) :]))


def _pieces(asked: State, optimizer: str, name: str) -> list[Piece]:
    """A sweep in pieces of the same size, or nearly so."""
    needed = {*hyperparameters(OPTIMIZERS[optimizer]), "num_steps"} - {name}
    state = replace(
        asked.only("problem", "starts", "custom_starts", *needed),
        optimizer=optimizer,
        adaptive=asked.adaptive and name == "epsilon",
    )
    num_values = VALUES.get(name, MANY)
    num_pieces = math.ceil(num_values * len(compute.theta0(asked)) / MOST_RUNS)
    parts = np.array_split(np.arange(num_values), num_pieces)
    return [Piece(state, name, int(part[0]), int(part[-1]) + 1) for part in parts]


# Large enough for the pieces of several people's largest sweeps at the same time.
@st.cache_data(max_entries=256, show_spinner=False)
def _swept(piece: Piece, _computed: list[Piece]) -> Sweep:
    """A piece of a sweep; what was not found in the cache is added to `_computed`."""
    state, name = piece.state, piece.name
    problem = PROBLEMS[state.problem]()
    values = spread(name, problem, VALUES.get(name, MANY))[piece.first : piece.last]
    method = state.method()
    if state.adaptive:
        damping = adaptive_damping(problem, values, state["multiplier_rate"])
        rate = adaptive_learning_rate(damping, state["learning_rate"])
        method = replace(method, damping=damping, learning_rate=rate)  # type: ignore[call-arg]
    starts, steps = compute.theta0(state), int(state["num_steps"])
    with turn(len(values) * len(starts) * steps, PATIENCE):
        _computed.append(piece)
        return sweeps.sweep(problem, method, name, values, starts, steps)


def _joined(parts: list[Sweep]) -> Sweep:
    name, *_ = parts[0]
    rest = zip(*(part[1:] for part in parts), strict=True)
    return Sweep(name, *map(np.concatenate, rest))
