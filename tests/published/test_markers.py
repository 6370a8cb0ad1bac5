"""The animations of Degrave and Korshunova, 2021, reproduced to a pixel.

`markers.csv` holds where the current points are, in units of the losses, measured frame
by frame; one pixel is 0.005. Markers that touch one another or a label are left out.
"""

import csv
from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest

BALANCED = np.sqrt(0.5)
FRAMES = 40

# Figure: problem, method, hyperparameters, starts, first moving frame, steps a frame.
FIGURES = {
    "optimising_a_multi-objective_loss_convex": (
        "convex",
        "linear",
        {"alpha": 0.75, "learning_rate": 0.02},
        [(1.5, 1.5)],
        9,
        1,
    ),
    "the_solve-the-dual_method_convex_alpha": (
        "convex",
        "dual",
        {"epsilon": 1 - BALANCED, "learning_rate": 0.02},
        None,
        5,
        1,
    ),
    "the_basic_differential_multiplier_method_convex_pareto": (
        "convex",
        "bdmm",
        {"epsilon": 1 - BALANCED, "learning_rate": 0.02, "multiplier_rate": 1.0},
        None,
        8,
        2,
    ),
    "the_modified_differential_method_of_multipliers_concave_pareto": (
        "concave",
        "mdmm",
        {
            "epsilon": BALANCED,
            "damping": 10.0,
            "learning_rate": 0.01,
            "multiplier_rate": 1.0,
        },
        None,
        7,
        2,
    ),
}


@pytest.fixture(scope="module")
def markers():
    found = defaultdict(lambda: defaultdict(list))
    with Path(__file__).with_name("markers.csv").open() as file:
        for row in csv.DictReader(file):
            point = float(row["loss_1"]), float(row["loss_2"])
            found[row["figure"]][int(row["frame"])].append(point)
    return found


def distances(markers_by_frame, losses, first, steps_a_frame):
    """From each marker of the first moving frames to the nearest run at that step."""
    for frame in range(first, first + FRAMES):
        step = steps_a_frame * (frame - first + 1)
        for marker in markers_by_frame.get(frame, []):
            yield np.linalg.norm(losses[:, step] - marker, axis=-1).min()


def test_every_figure_with_markers_is_compared(markers):
    assert set(markers) == set(FIGURES)


@pytest.mark.parametrize("figure", FIGURES)
@pytest.mark.parametrize("keep_in_domain", [False, True])
def test_markers_lie_on_the_runs(figure, keep_in_domain, markers, runs, record_property):
    problem, method, numbers, starts, first, steps_a_frame = FIGURES[figure]
    run = runs(
        problem,
        method,
        steps_a_frame * FRAMES,
        starts=starts,
        keep_in_domain=keep_in_domain,
        **numbers,
    )
    found = list(distances(markers[figure], run.losses, first, steps_a_frame))
    record_property("markers", len(found))
    record_property("median distance", float(np.median(found)))
    print(f"{figure}: {len(found)} markers, median distance {np.median(found):.4f}")
    assert len(found) >= FRAMES
    assert np.median(found) < 0.005


@pytest.mark.parametrize("learning_rate", [0.009, 0.011, 0.02])
def test_the_rate_of_the_mdmm_figure_is_not_the_one_in_print(learning_rate, markers, runs):
    """The listing beside the figure says 0.02; only 0.01 gives the figure."""
    figure = "the_modified_differential_method_of_multipliers_concave_pareto"
    problem, method, numbers, starts, first, steps_a_frame = FIGURES[figure]
    numbers = numbers | {"learning_rate": learning_rate}
    run = runs(problem, method, steps_a_frame * FRAMES, starts=starts, **numbers)
    found = list(distances(markers[figure], run.losses, first, steps_a_frame))
    assert np.median(found) > 0.005
