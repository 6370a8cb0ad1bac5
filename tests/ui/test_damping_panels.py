"""What the panels on trade-off, example and notation say, whatever the numbers."""

import re

import numpy as np
import pytest

from damping.example import run
from damping.trade_off import band, times
from optimizers.mdmm import MDMM
from tests.ui.test_pages import opened
from toy_problems import PROBLEMS
from ui.changes import with_number
from ui.session import KEY
from ui.state import State

PAGE = "pages/7_Damping.py"


@pytest.fixture(scope="module")
def panel():
    """One panel after another in one session: the page, and all that it says."""
    app = opened(State(view="lab", panel="notation"), PAGE)

    def panel(name, problem="concave", **numbers):
        state = State(view="lab", panel=name, problem=problem)
        for number, value in numbers.items():
            state, _ = with_number(state, number, value)
        app.session_state[KEY] = state
        app.run()
        assert not app.exception
        return app, " ".join(element.value for element in [*app.markdown, *app.caption])

    return panel


def bold(said):
    return re.findall(r"\*\*(.+?)\*\*", said)


def test_the_trade_off_says_where_each_time_is_least_and_what_the_front_takes(panel):
    _, said = panel("trade_off")
    problem = PROBLEMS["concave"]()
    found = times(problem, MDMM(), band(problem, 0.7), np.linspace(0, 30, 41))
    settle = found.to_settle[:, 1]
    front = found.to_front[np.isfinite(settle), 1]
    assert bold(said) == [
        f"{front.min():.0f} steps",
        f"{settle.min():.0f} steps",
        "time to the front does not rise with δ, it falls",
    ]
    assert "35 runs" in said
    assert "δ = 3.75" in said
    _, said = panel("trade_off", "mixed", epsilon=0.5, learning_rate=0.005)
    assert "time to the front does rise with δ" in bold(said)


def test_no_trade_off_is_told_where_there_is_none(panel):
    for epsilon in (-1, 0, 1, 3):
        _, said = panel("trade_off", epsilon=epsilon)
        assert "no law" in said
    _, said = panel("trade_off", learning_rate=10)
    assert "At no δ" in said


def test_the_example_says_what_its_runs_reached_and_shows_its_script(panel):
    app, said = panel("example", damping=3)
    path = run([[1.4, -0.8]], 3.0)
    x, y = path.point[0, -1]
    assert f"({x:.4f}, {y:.4f}) with λ = −{-path.multiplier[0, -1]:.4f}" in bold(said)
    assert "they do" in bold(said)
    assert "damping = 3.0" in app.code[0].value
    _, said = panel("example", damping=0)
    assert "they do not" in bold(said)
    _, said = panel("example", damping=15, learning_rate=0.1)
    assert "leave for infinity" in bold(said)
    _, said = panel("example", multiplier_rate=1000, learning_rate=0.1)
    assert "no δ" in said


def test_the_notation_has_half_of_the_damping_and_the_other_sign(panel):
    _, said = panel("notation", damping=7)
    assert "3.5 for Pedro" in bold(said)
    assert "−0.98 for crowsonkb/mdmm" in bold(said)
    assert r"${\delta = 3.5}$" in said
    _, said = panel("notation", epsilon=-1)
    assert "nan" not in said


@pytest.mark.parametrize("name", ["trade_off", "example", "notation"])
@pytest.mark.parametrize(
    "numbers",
    [
        {"epsilon": 3, "damping": 1000, "learning_rate": 10, "multiplier_rate": 1000},
        {"epsilon": 0.999999, "damping": 0, "learning_rate": 0, "multiplier_rate": 0},
        {"epsilon": 0.5, "damping": 1000, "learning_rate": 10, "multiplier_rate": 1000},
    ],
)
def test_extreme_numbers_are_no_fault(panel, name, numbers):
    app, said = panel(name, **numbers)
    assert not app.warning
    assert "nan" not in said
    assert "inf " not in said
