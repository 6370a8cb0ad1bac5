import itertools
from dataclasses import replace

import numpy as np
import pytest

from optimizers import OPTIMIZERS
from simulation import Trajectory
from ui.compute import Batch, batch
from ui.series import OF_MULTIPLIER, chosen, level, offered, series
from ui.state import SERIES, State

EPSILON, DAMPING, ALPHA = 0.6, 4.0, 2.5
NUMBERS = {
    "linear": {"alpha": ALPHA},
    "dual": {"epsilon": EPSILON},
    "hard_constraint_first": {"epsilon": EPSILON},
    "bdmm": {"epsilon": EPSILON},
    "mdmm": {"epsilon": EPSILON, "damping": DAMPING},
}
EVERYWHERE = {"loss_1", "loss_2", "total"}
OFFERED = {
    "linear": EVERYWHERE | {"multiplier"},
    "dual": EVERYWHERE | {"multiplier", "violation"},
    "hard_constraint_first": EVERYWHERE | {"violation"},
    "bdmm": EVERYWHERE | {"multiplier", "violation"},
    "mdmm": EVERYWHERE | {"multiplier", "violation", "damping_force", "force"},
}
RUNS, ITERATES = 5, 12
DRAWN = np.random.default_rng(1).uniform(0, 2, (3, RUNS, ITERATES))
LOSS_1, LOSS_2, MULTIPLIER = DRAWN
H = LOSS_2 - EPSILON


def made_up(method):
    """Runs that no method made, so that nothing but the formulas can be right."""
    multiplier = MULTIPLIER
    if method == "linear":
        multiplier = np.full_like(MULTIPLIER, ALPHA)
    if method == "hard_constraint_first":
        multiplier = np.full_like(MULTIPLIER, np.nan)
    run = Trajectory(
        np.zeros((RUNS, ITERATES, 2)), np.stack([LOSS_1, LOSS_2], -1), multiplier
    )
    return Batch("concave", OPTIMIZERS[method](**NUMBERS[method]), run)


FORMULAS = {
    "loss_1": dict.fromkeys(NUMBERS, LOSS_1),
    "loss_2": dict.fromkeys(NUMBERS, LOSS_2),
    "violation": dict.fromkeys(("dual", "hard_constraint_first", "bdmm", "mdmm"), H),
    "multiplier": {
        "linear": np.full_like(H, ALPHA),
        **dict.fromkeys(("dual", "bdmm", "mdmm"), MULTIPLIER),
    },
    "damping_force": {"mdmm": DAMPING * H},
    "force": {"mdmm": MULTIPLIER + DAMPING * H},
    "total": {
        "linear": LOSS_1 + ALPHA * LOSS_2,
        "dual": LOSS_1 + MULTIPLIER * H,
        "hard_constraint_first": np.where(LOSS_2 > EPSILON, LOSS_2, LOSS_1),
        "bdmm": LOSS_1 + MULTIPLIER * H,
        "mdmm": LOSS_1 + MULTIPLIER * H + DAMPING / 2 * H**2,
    },
}


@pytest.mark.parametrize(
    ("name", "method"),
    [(name, method) for name, of in FORMULAS.items() for method in of],
)
def test_each_series_is_its_formula(name, method):
    found = series(name, made_up(method))
    assert found.shape == (RUNS, ITERATES)
    np.testing.assert_allclose(found, FORMULAS[name][method], rtol=1e-12)


def test_there_is_a_formula_for_every_series_of_every_method():
    assert set(FORMULAS) == set(SERIES)
    for method, names in OFFERED.items():
        assert {name for name, of in FORMULAS.items() if method in of} == names


@pytest.mark.parametrize("method", OFFERED)
def test_a_method_offers_what_it_has_in_one_order(method):
    names = offered(made_up(method))
    assert set(names) == OFFERED[method]
    assert list(names) == [name for name in SERIES if name in names]
    runs = batch(replace(State(), optimizer=method))
    assert offered(runs) == names
    for name in names:
        assert np.isfinite(series(name, runs)[:, :50]).all()


@pytest.mark.parametrize("method", OFFERED)
def test_what_a_method_does_not_have_gives_way_to_what_is_not_shown_yet(method):
    runs = made_up(method)
    for asked in itertools.product(SERIES, SERIES):
        shown = chosen(runs, *asked)
        assert set(shown) <= OFFERED[method]
        for name, found in zip(asked, shown, strict=True):
            assert found == name or name not in OFFERED[method]
        if len(set(asked)) == 2:
            assert len(set(shown)) == 2
    assert chosen(runs, "force") == (("force",) if method == "mdmm" else ("loss_2",))


@pytest.mark.parametrize("method", OFFERED)
def test_a_line_stands_where_a_series_should_come_to(method):
    runs = made_up(method)
    constrained = method != "linear"
    expected = {
        "loss_2": EPSILON if constrained else None,
        "violation": 0,
        "damping_force": 0,
    }
    for name in OFFERED[method]:
        assert level(name, runs) == expected.get(name)
    # Where the runs of MDMM settle, each of these series is at its line.
    if method == "mdmm":
        settled = batch(replace(State(), optimizer=method))
        for name in expected:
            ends = series(name, settled)[:, -1]
            np.testing.assert_allclose(ends, level(name, settled), atol=1e-4)


def test_the_first_half_of_a_step_leaves_what_hangs_on_the_multiplier_alone():
    assert set(OF_MULTIPLIER) <= set(SERIES)
    assert "multiplier" in OF_MULTIPLIER
    # θ has moved by then, and so has all that hangs on the losses alone.
    assert not {"loss_1", "loss_2", "violation", "damping_force"} & set(OF_MULTIPLIER)
