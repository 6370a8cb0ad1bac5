import csv
import io
import json

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest

from exports.trajectories import MOST_ROWS, row_count, trajectories
from ui import compute
from ui.link import read


def rows_of(text):
    """By Python's own reader, so that nothing is taken for granted."""
    return list(csv.DictReader(io.StringIO(text.decode("ascii"))))


def test_the_table_has_each_run_at_each_step():
    state = read("p=concave&m=mdmm&eps=0.6&delta=4&steps=30").state
    batch = compute.batch(state)
    rows = rows_of(trajectories(state).csv())
    assert len(rows) == 7 * 31 == row_count(state)
    for row in (rows[0], rows[31 * 2 + 5], rows[-1]):
        run, step = int(row["run"]) - 1, int(row["step"])
        loss_1, loss_2 = batch.run.losses[run, step]
        multiplier = batch.run.multiplier[run, step]
        expected = {
            "theta_1": batch.run.theta[run, step, 0],
            "theta_2": batch.run.theta[run, step, 1],
            "loss_1": loss_1,
            "loss_2": loss_2,
            "violation": loss_2 - 0.6,
            "multiplier": multiplier,
            "damping_force": 4 * (loss_2 - 0.6),
            "force": multiplier + 4 * (loss_2 - 0.6),
            # The damped Lagrangian.
            "total": loss_1 + multiplier * (loss_2 - 0.6) + 2 * (loss_2 - 0.6) ** 2,
        }
        found = {name: float(row[name]) for name in expected}
        assert found == pytest.approx(expected, rel=1e-12, abs=1e-15)
        assert row["verdict"] == str(batch.outcomes().verdict[run])
    assert (rows[36]["run"], rows[36]["step"]) == ("2", "5")


def test_a_weighted_sum_has_its_weights_and_no_violation():
    state = read("p=convex&m=linear&weights=0.5,2&starts=row&n=3&steps=4").state
    rows = rows_of(trajectories(state).csv())
    assert [row["weight"] for row in rows[:: 5 * 3]] == ["0.5", "2"]
    assert "violation" not in rows[0]
    for row in rows:
        total = float(row["loss_1"]) + float(row["weight"]) * float(row["loss_2"])
        assert float(row["total"]) == pytest.approx(total)


def test_a_run_that_diverges_leaves_fields_empty_or_infinite():
    rows = rows_of(trajectories(read("fig=wrong-sign").state).csv())
    last = rows[200]
    assert last["step"] == "200"
    assert last["loss_1"] in ("", "inf")
    assert last["verdict"] == "diverged"


def test_parquet_has_the_same_and_what_it_means():
    state = read("p=convex&m=bdmm&eps=0.4&steps=20").state
    found = trajectories(state, "https://example.org/?v=1")
    table = pq.read_table(io.BytesIO(found.parquet()))
    pd.testing.assert_frame_equal(
        table.to_pandas(), pd.read_csv(io.BytesIO(found.csv())), rtol=0, atol=0
    )
    dictionary = pd.read_csv(io.BytesIO(found.dictionary_csv()))
    assert list(dictionary["column"]) == table.schema.names
    for name, meaning in dictionary[["column", "meaning"]].to_numpy():
        told = table.schema.field(name).metadata
        assert told[b"meaning"].decode() == meaning
        assert told[b"unit"] == b"1"
    whole = table.schema.metadata
    assert whole[b"link"] == b"https://example.org/?v=1"
    assert (whole[b"every"], whole[b"num_steps"]) == (b"1", b"20")
    assert json.loads(whole[b"dictionary"])[0]["column"] == "run"
    assert "ε = 0.4" in dictionary.set_index("column")["meaning"]["violation"]


def test_the_dictionary_has_a_mark_by_which_spreadsheets_read_greek():
    state = read("fig=mdmm-convex").state
    assert trajectories(state).dictionary_csv().startswith("\ufeffcolumn,".encode())


@pytest.mark.parametrize("most_rows", [7, 50, 400, 7 * 398 - 1, 7 * 398, 10_000])
def test_a_large_table_is_thinned_and_says_so(most_rows):
    state = read("p=convex&m=mdmm&steps=397").state
    found = trajectories(state, most_rows=most_rows)
    steps = found.rows["step"].to_numpy().reshape(7, -1)
    assert len(found.rows) <= max(most_rows, 14)
    assert (steps[:, 0] == 0).all()
    assert (steps[:, -1] == 397).all()
    assert (np.diff(steps[0])[:-1] == found.every).all()
    meaning = found.dictionary.set_index("column")["meaning"]["step"]
    if most_rows >= 7 * 398:
        assert found.every == 1
        assert "Each step is there." in meaning
    else:
        assert f"Every {found.every} steps" in meaning
    ends = compute.batch(state).run.losses[:, -1]
    np.testing.assert_array_equal(
        found.rows.groupby("run")[["loss_1", "loss_2"]].last(), ends
    )


@pytest.mark.parametrize(
    "query",
    ["starts=random&n=4096&steps=5000", "starts=grid&n=4096&steps=1", "fig=sum-mixed"],
)
def test_no_state_has_more_rows_than_a_server_can_bear(query):
    state = read(query).state
    assert row_count(state) <= MOST_ROWS
    if "5000" not in query:
        assert len(trajectories(state).rows) == row_count(state)


def test_noise_is_in_the_steps_and_not_in_the_losses():
    rows = trajectories(read("p=concave&m=linear&sigma=0.3&steps=20").state).rows
    beyond = 1 + rows["theta_2"] ** 2
    angle = rows["theta_1"].clip(0, np.pi / 2)
    np.testing.assert_allclose(rows["loss_1"], np.sin(angle) * beyond, atol=1e-12)
