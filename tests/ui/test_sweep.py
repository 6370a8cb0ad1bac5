import json
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from ui import sweep_runs, waiting
from ui.session import KEY
from ui.state import SWEPT, State
from ui.sweep_runs import asked_of

ROOT = Path(__file__).resolve().parents[2]


def opened(state=None):
    """The page, unless told otherwise as it is at first."""
    app = AppTest.from_file(ROOT / "app.py", default_timeout=60)
    app.switch_page("pages/4_Sweep.py")
    app.session_state[KEY] = state or State()
    app.run()
    assert not app.exception
    return app


def players(app):
    return [
        json.loads(element.proto.json)
        for element in app.main
        if element.type == "bidi_component"
        and element.proto.component_name == "paretoscope_sweep"
    ]


def sides(app):
    (player,) = players(app)
    return player["sides"]


def press(app, label):
    (button,) = [button for button in app.button if button.label == label]
    button.click().run()
    assert not app.exception


def labels(app):
    return [button.label for button in app.button]


@pytest.mark.parametrize(
    ("problem", "swept"),
    [("concave", "epsilon"), ("convex", "damping"), ("mixed", SWEPT[-1])],
)
def test_what_the_browser_is_sent_is_as_long_as_the_sweep(problem, swept):
    app = opened(replace(State(), problem=problem, swept=swept))
    for side, num_values in zip(sides(app), (61, 41), strict=True):
        assert len(side["values"]) == num_values
        assert len(side["knob"]) == len(side["share"]) == num_values + 1
        assert side["share"] == sorted(side["share"])
        assert side["share"][0] == 0
        assert side["covered"][-1] == f"{side['share'][-1]}% of the front covered"
        figures = [json.loads(side[name]) for name in ("front", "response")]
        of_values = [trace.get("meta") for one in figures for trace in one["data"]]
        assert max(max(meta) for meta in of_values if meta) == num_values - 1
        assert side["frontAlt"] != side["responseAlt"]
        assert side["covered"][-1] in side["frontAlt"]


def test_the_value_of_each_knob_is_said():
    left, right = sides(opened())
    assert left["knob"][:2] == ["α: no value yet", "α = 0.05"]
    assert left["knob"][-1] == "α = 20"
    assert right["knob"][1].startswith("ε = 0.0")


def test_where_bounds_need_more_damping_a_button_gives_it_them():
    app = opened()
    assert "δ is too small" in app.markdown[-1].value
    before = sides(app)[1]["share"][-1]
    press(app, "Use as much damping as each ε needs")
    assert app.session_state[KEY].adaptive
    assert sides(app)[1]["share"][-1] > before
    assert "Use as much damping as each ε needs" not in labels(app)


@pytest.mark.parametrize(
    "changes",
    [
        {"problem": "mixed", "numbers": (*State().numbers, ("damping", 30.0))},
        {"swept": "damping"},
        {"hidden": ("adaptive",)},
    ],
)
def test_where_it_would_not_help_or_is_hidden_there_is_no_such_button(changes):
    app = opened(replace(State(), **changes))
    assert "Use as much damping as each ε needs" not in labels(app)


# In five pieces and in eight: a run does two of them, so that the last run does one or two.
@pytest.mark.parametrize("most_runs", [150, 100])
def test_a_sweep_that_takes_long_is_finished_and_leaves_nothing_behind(
    most_runs, monkeypatch
):
    sweep_runs._swept.clear()
    monkeypatch.setattr(sweep_runs, "MOST_RUNS", most_runs)
    monkeypatch.setattr(waiting, "PATIENCE", -1)
    app = opened()
    assert len(sides(app)) == 2
    assert "Cancel" not in labels(app)


def test_after_a_cancel_the_picture_before_stays_until_another_is_asked_for():
    app = opened()
    before = sides(app)
    other = replace(State(), problem="convex")
    app.session_state[KEY] = other
    app.session_state["sweep cancelled"] = asked_of(other)
    app.run()
    assert sides(app) == before
    assert [caption.value for caption in app.caption] == [
        "Cancelled. You see the picture before."
    ]
    press(app, "Go on")
    assert sides(app) != before
    assert not app.caption


def test_cancelled_at_first_it_says_so_and_a_change_of_the_state_is_another_sweep():
    app = AppTest.from_file(ROOT / "app.py", default_timeout=60)
    app.switch_page("pages/4_Sweep.py")
    app.session_state[KEY] = State()
    app.session_state["sweep cancelled"] = asked_of(State())
    app.run()
    assert not app.exception
    assert not players(app)
    assert app.caption[0].value == "Cancelled before there was a picture."
    app.session_state[KEY] = replace(State(), problem="convex")
    app.run()
    assert players(app)
    app.session_state[KEY] = State()
    app.run()
    assert not app.caption
