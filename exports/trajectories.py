"""Runs as a table, one row for each run and step, with a dictionary of its columns.

python -m exports.trajectories "fig=mdmm-concave" runs.csv
python -m exports.trajectories "fig=mdmm-concave" runs.parquet
"""

import io
import json
import math
import sys
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from exports.address import address, as_link
from exports.given import state_of, write
from simulation import Trajectory
from ui import compute, series
from ui.compute import Batch
from ui.state import State
from ui.words import say

# Fewer than a spreadsheet takes; some 17 megabytes of CSV, which take two cores a second.
MOST_ROWS = 100_000
ENCODING = "utf-8-sig"  # by its mark spreadsheets know it, and show Greek letters as such


class Trajectories(NamedTuple):
    """Runs as a table.

    Attributes:
        rows: One row for each run and step, ordered so.
        dictionary: One row for each column: `column`, `type`, `unit`, `meaning`.
        every: Each how manyth step there is; the last one is there in any case.
        num_steps: Of each run.
        link: Of what the table is of.
    """

    rows: pd.DataFrame
    dictionary: pd.DataFrame
    every: int
    num_steps: int
    link: str

    def csv(self) -> bytes:
        """The rows as CSV, with a head; a field is empty where there is no number."""
        # Ten times as fast as pandas, and every number is read as the same one.
        from pyarrow import csv

        sink = io.BytesIO()
        unquoted = csv.WriteOptions(quoting_style="none", quoting_header="none")
        csv.write_csv(self._table(), sink, unquoted)
        return sink.getvalue()

    def dictionary_csv(self) -> bytes:
        """The dictionary as CSV, for which the other file has no place."""
        return self.dictionary.to_csv(index=False).encode(ENCODING)

    def parquet(self) -> bytes:
        """The rows as Parquet, with the dictionary in the metadata of each column.

        The metadata of the file has `link`, `every` and `num_steps`.
        """
        from pyarrow import parquet, schema

        table = self._table()
        about = self.dictionary.set_index("column")[["unit", "meaning"]]
        fields = [
            field.with_metadata(about.loc[field.name].to_dict()) for field in table.schema
        ]
        whole = {
            "link": self.link,
            "every": str(self.every),
            "num_steps": str(self.num_steps),
            "dictionary": json.dumps(
                self.dictionary.to_dict("records"), ensure_ascii=False
            ),
        }
        told = schema(fields, metadata={**(table.schema.metadata or {}), **whole})
        sink = io.BytesIO()
        parquet.write_table(table.cast(told), sink, compression="zstd")
        return sink.getvalue()

    def _table(self) -> Any:
        # Imported late: Arrow's parts take as long as a page, and few ask for a table.
        from pyarrow import Table

        return Table.from_pandas(self.rows, preserve_index=False)


def trajectories(state: State, link: str = "", most_rows: int = MOST_ROWS) -> Trajectories:
    """The runs of a state.

    Args:
        state: What is run.
        link: Of the picture in the app; the relative link of the state if empty.
        most_rows: As many rows, about, as there are at most; of more runs than that each
            has its first and its last step.
    """
    batch = compute.batch(state)
    every = thinned_to(state, most_rows)
    kept = _kept(batch.run.losses.shape[1], every)
    thinned = batch._replace(run=Trajectory(*(part[:, kept] for part in batch.run)))
    columns = _columns(thinned, kept, batch.outcomes().verdict)
    said = say("data.thinned", every=every) if every > 1 else say("data.whole")
    dictionary = [
        {
            "column": name,
            "type": str(values.dtype) if values.dtype != object else "text",
            "unit": "1",
            "meaning": say(f"columns.{name}", thinned=said, **_numbers(state)),
        }
        for name, values in columns.items()
    ]
    return Trajectories(
        rows=pd.DataFrame(columns),
        dictionary=pd.DataFrame(dictionary),
        every=every,
        num_steps=batch.run.losses.shape[1] - 1,
        link=as_link(link) if link else address(state),
    )


def thinned_to(state: State, most_rows: int = MOST_ROWS) -> int:
    """Each how manyth step the table of a state has."""
    # The first step and the last one are there in any case.
    most = max(1, most_rows // num_runs(state) - 1)
    return max(1, math.ceil(state.affordable_steps() / most))


def row_count(state: State) -> int:
    """How many rows the table of a state has."""
    iterates = state.affordable_steps() + 1
    return num_runs(state) * len(_kept(iterates, thinned_to(state)))


def num_runs(state: State) -> int:
    """How many runs a state has."""
    return len(compute.theta0(state)) * max(1, len(state.several_weights()))


def _kept(iterates: int, every: int) -> np.ndarray:
    return np.unique([*range(0, iterates, every), iterates - 1])


def _columns(batch: Batch, kept: np.ndarray, verdict: np.ndarray) -> dict[str, np.ndarray]:
    runs, rows = len(batch.run.losses), len(kept)
    columns = {
        "run": np.arange(1, runs + 1).repeat(rows),
        "step": np.tile(kept, runs),
    }
    if batch.weights:
        columns["weight"] = np.repeat(batch.weights, runs * rows // len(batch.weights))
    columns["theta_1"], columns["theta_2"] = batch.run.theta.reshape(-1, 2).T
    for name in series.offered(batch):
        columns[name] = series.series(name, batch).ravel()
    columns["verdict"] = np.array([str(one) for one in verdict], object).repeat(rows)
    return columns


def _numbers(state: State) -> dict[str, float]:
    return {"epsilon": state["epsilon"], "damping": state["damping"]}


def made(query: str, name: str) -> bytes:
    """The file with a name: Parquet if it ends so, otherwise CSV."""
    found = trajectories(state_of(query))
    return found.parquet() if name.endswith(".parquet") else found.csv()


if __name__ == "__main__":
    write(sys.argv, lambda query: made(query, sys.argv[-1]))
