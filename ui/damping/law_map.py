"""The map of the law, found some rows at a time, so that nobody has to wait for it."""

from typing import NamedTuple

import numpy as np
import streamlit as st
from jaxtyping import Float

from damping.map import Grid, agreement, far_map, grid, near_map
from toy_problems import PROBLEMS
from ui.damping.method import with_method
from ui.limits import turn
from ui.state import State
from ui.waiting import PATIENCE, OnWait, in_pieces

MOST_DAMPING = 30.0
# Columns and rows; seven runs for each cell take as long as seven cells. Pieces of the same
# number of rows have the same compiled code.
CELLS, CELLS_OF_SEVEN = 40, 20
PIECES = 4


class Map(NamedTuple):
    """What runs do in each cell.

    Attributes:
        asked: The state that it is of.
        cells: Where its cells are.
        share: Of the runs of each cell that come to rest at the optimum, from 0 to 1.
    """

    asked: State
    cells: Grid
    share: Float[np.ndarray, "rows columns"]

    def agreement(self) -> tuple[int, int]:
        """In how many cells the law is right, of how many that are not close to it."""
        problem, method = PROBLEMS[self.asked.problem](), self.asked.method()
        return agreement(problem, method, self.cells, self.share == 1)


def asked_of(state: State) -> State:
    """What the map depends on, and nothing else."""
    names = "problem", "far", "alternating", "multiplier_rate", "learning_rate"
    return with_method(state.only(*names))


def map_of(asked: State, on_wait: OnWait) -> Map:
    """The map.

    Args:
        asked: As `asked_of` gives it.
        on_wait: As `in_pieces` calls it.
    """
    pieces = [(asked, piece) for piece in range(PIECES)]
    return Map(asked, _cells(asked), np.concatenate(in_pieces(pieces, _rows, on_wait)))


def _cells(asked: State) -> Grid:
    count = CELLS_OF_SEVEN if asked.far else CELLS
    return grid(PROBLEMS[asked.problem](), MOST_DAMPING, count, count)


# Of the pieces of some dozen maps.
@st.cache_data(max_entries=128, show_spinner=False)
def _rows(
    piece: tuple[State, int], _computed: list[tuple[State, int]]
) -> Float[np.ndarray, "rows columns"]:
    """Some rows of a map; what was not found in the cache is added to `_computed`."""
    asked, number = piece
    cells = _cells(asked)
    damping = np.split(cells.damping, PIECES)[number]
    of_map = far_map if asked.far else near_map
    problem, method = PROBLEMS[asked.problem](), asked.method()
    with turn(patience=PATIENCE):
        _computed.append(piece)
        return of_map(problem, method, cells._replace(damping=damping)).astype(float)
