"""Pages as Streamlit runs them, without a browser.

What a person does to a component of ours is out of reach here: Streamlit's own test client
knows what such a component was sent, and nothing of what it would send back.
"""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from optimizers import OPTIMIZERS
from starts import STARTS
from tests.crossed import crossed
from toy_problems import PROBLEMS
from ui import compute
from ui.changes import with_number
from ui.session import KEY
from ui.state import State

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(f"pages/{file.name}" for file in (ROOT / "pages").glob("*.py"))


def opened(state=None, page=None):
    app = AppTest.from_file(ROOT / "app.py", default_timeout=60)
    if page:
        app.switch_page(page)
    if state:
        app.session_state[KEY] = state
    return app.run()


def lab_of(**choices):
    return replace(State(), view="lab", **choices)


def components(app, name):
    """What components of ours were sent, by a part of their key."""
    protos = [element.proto for element in app.main if element.type == "bidi_component"]
    return [proto for proto in protos if proto.component_name == f"paretoscope_{name}"]


def header(app):
    """What the player was sent, but for the arrays."""
    (player,) = components(app, "player")
    return json.loads(player.bytes[4 : 4 + int.from_bytes(player.bytes[:4], "little")])


def knobs(app):
    columns = [json.loads(proto.json)["knobs"] for proto in components(app, "knobs")]
    return [knob["name"] for column in columns for knob in column]


def sentence(app):
    """The picture in words, which the player shows below it."""
    (panel,) = header(app)["panels"]
    return panel["alt"]


def widget(app, kind, label):
    (found,) = [element for element in getattr(app, kind) if element.label == label]
    return found


@pytest.fixture(scope="module")
def lab():
    """One Lab after another in one session, as a person would choose them."""
    app = opened(lab_of())

    def shown(**choices):
        app.session_state[KEY] = lab_of(**choices)
        return app.run()

    return shown


def test_the_first_page_is_the_lesson_with_both_plots():
    app = opened()
    assert not app.exception
    assert app.session_state[KEY].view == "lesson"
    by_weight, by_value = header(app)["panels"]
    assert [knob["name"] for knob in by_weight["knobs"]] == ["alpha"]
    assert [knob["name"] for knob in by_value["knobs"]] == ["epsilon"]
    assert by_weight["alt"].startswith("Weighted sum on the concave front, α = 1")
    assert by_value["alt"].startswith("MDMM on the concave front, ε = 0.7")
    assert by_value["knobs"][0]["note"] == "7 of 7 settled at (0.714, 0.700)"
    assert by_weight["knobs"][0]["note"].endswith("· 0 between")


@pytest.mark.parametrize("epsilon", [-1.0, 0.0, 3.0])
def test_the_lesson_keeps_to_the_bounds_that_teach_something(epsilon):
    app = opened(with_number(State(), "epsilon", epsilon)[0])
    assert not app.exception
    (knob,) = header(app)["panels"][1]["knobs"]
    assert knob["value"] == (knob["low"] if epsilon < 0.5 else knob["high"])
    assert f"took {knob['value']:g} for {epsilon:g}" in knob["note"]
    assert "7 of 7 settled" in knob["note"]
    assert knob["warn"]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens_without_an_exception(page):
    app = opened(page=page)
    assert not app.exception
    assert app.title or app.html


# One with a player, and one that trains; the others take long.
FIRST = (None, "pages/8_Applications.py")
OTHERS = [pytest.param(page, marks=pytest.mark.slow) for page in PAGES if page not in FIRST]


@pytest.mark.parametrize("page", [*FIRST, *OTHERS])
def test_a_page_opens_as_the_first_of_a_new_server(page):
    program = f"""
from streamlit.testing.v1 import AppTest
app = AppTest.from_file({str(ROOT / "app.py")!r}, default_timeout=60)
app = app.switch_page({page!r}).run() if {page!r} else app.run()
assert not app.exception, app.exception
assert len(app.main[0]) > 1
"""
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("optimizer", "problem"), crossed(list(OPTIMIZERS), list(PROBLEMS))
)
def test_the_lab_shows_any_method_on_any_problem(problem, optimizer, lab):
    app = lab(problem=problem, optimizer=optimizer)
    assert not app.exception
    assert not app.warning
    method, front = OPTIMIZERS[optimizer].label, PROBLEMS[problem].label.lower()
    assert f"{method} on the {front} front" in sentence(app)
    (panel,) = header(app)["panels"]
    assert (panel["runs"], panel["steps"]) == (7, 400)
    kinds = [view["kind"] for view in panel["views"]]
    assert kinds == ["loss", "parameter", "time", "time"]
    shapes = panel["views"][0]["stills"]["light"]["layout"]["shapes"]
    assert bool(shapes) == bool(panel["bound"]) == OPTIMIZERS[optimizer].constrained
    assert "<table" in panel["table"]
    assert "gradient evaluations a run" in panel["spent"]
    assert "def step(" in panel["listing"]


@pytest.mark.parametrize(
    ("starts", "runs", "names"),
    [
        ("seven", 7, []),
        ("one", 1, []),
        ("row", 49, ["num_runs"]),
        ("grid", 49, ["num_runs"]),
        ("random", 49, ["num_runs", "seed"]),
    ],
)
def test_the_lab_starts_runs_in_any_way(starts, runs, names, lab):
    app = lab(starts=starts)
    assert not app.exception
    assert header(app)["panels"][0]["runs"] == runs
    common = ["epsilon", "damping", "learning_rate", "multiplier_rate", "num_steps"]
    assert knobs(app) == [*common[:2], *names, *common[2:], "noise", "jitter"]
    assert starts in STARTS


def test_what_a_person_chooses_in_the_lab_is_what_runs():
    app = opened(lab_of())
    widget(app, "selectbox", "Method").set_value("bdmm").run()
    widget(app, "button_group", "Problem").set_value("convex").run()
    widget(app, "selectbox", "Starts").set_value("row").run()
    widget(app, "toggle", "Keep θ in its box").set_value(False).run()
    assert not app.exception
    expected = lab_of(
        problem="convex", optimizer="bdmm", starts="row", keep_in_domain=False
    )
    assert app.session_state[KEY] == expected
    assert "BDMM on the convex front" in sentence(app)


def test_the_view_can_be_changed_and_the_lab_keeps_what_it_had():
    app = opened(lab_of(optimizer="dual"))
    widget(app, "button_group", "What to show").set_value("lesson").run()
    assert len(header(app)["panels"]) == 2
    widget(app, "button_group", "What to show").set_value("lab").run()
    assert not app.exception
    assert "Solve the dual" in sentence(app)


def test_an_address_opens_the_page_that_it_describes():
    app = AppTest.from_file(ROOT / "app.py", default_timeout=60)
    for key, value in {"p": "mixed", "m": "bdmm", "steps": "50", "eps": "9"}.items():
        app.query_params[key] = value
    app.run()
    assert not app.exception
    assert "BDMM on the mixed front, ε = 3, 50 steps" in sentence(app)
    (address,) = [json.loads(proto.json) for proto in components(app, "address")]
    assert address["notice"].endswith("Found 9; took 3.")
    assert address["query"] == header(app)["query"]
    assert "p=mixed&m=bdmm" in address["query"]


@pytest.mark.parametrize("optimizer", ["linear", "dual", "bdmm", "mdmm"])
def test_a_figure_has_the_picture_and_two_sliders_at_most_and_no_other_controls(optimizer):
    app = opened(replace(State(), view="figure", optimizer=optimizer))
    assert not app.exception
    (panel,) = header(app)["panels"]
    assert 1 <= len(panel["knobs"]) <= 2
    assert [view["kind"] for view in panel["views"]] == ["loss", "time"]
    assert OPTIMIZERS[optimizer].label in panel["title"]
    assert not [*app.selectbox, *app.button_group, *app.toggle, *knobs(app)]


def test_what_a_link_hides_is_not_there():
    hidden = ("damping", "keep_in_domain", "optimizer", "share", "starts", "total_only")
    app = opened(lab_of(hidden=hidden))
    assert not app.exception
    labels = [box.label for box in [*app.selectbox, *app.button_group, *app.toggle]]
    assert "Problem" in labels
    assert not {"Method", "Starts", "Keep θ in its box"} & set(labels)
    assert "damping" not in knobs(app)
    assert "epsilon" in knobs(app)
    assert not components(app, "share")
    assert not header(app)["panels"][0]["touchable"]
    assert header(app)["panels"][0]["bound"]
    without = opened(lab_of(hidden=("epsilon",)))
    assert not header(without)["panels"][0]["bound"]
    assert "epsilon" not in knobs(without)
    assert components(opened(lab_of()), "share")


@pytest.mark.parametrize("view", ["lab", "figure"])
def test_of_the_total_loss_alone_nobody_learns_where_runs_end(view):
    app = opened(replace(State(), view=view, total_only=True))
    assert not app.exception
    (panel,) = header(app)["panels"]
    (shown,) = panel["views"]
    assert shown["kind"] == "time"
    assert "settled" not in panel["alt"]
    assert not panel.get("table")


def failing(kind=RuntimeError):
    def fail(*_, **__):
        raise kind("out of luck")

    return fail


@pytest.mark.parametrize("kind", [RuntimeError, MemoryError, ValueError, TypeError])
def test_where_runs_fail_the_lab_says_so_and_keeps_the_last_picture(kind, monkeypatch):
    app = opened(lab_of())
    before = header(app)
    with monkeypatch.context() as patch:
        patch.setattr(compute, "batch", failing(kind))
        app.session_state[KEY] = lab_of(problem="mixed", optimizer="linear")
        app.run()
    assert not app.exception
    (warning,) = app.warning
    assert warning.value == "The runs could not be computed: out of luck"
    for part in ("panels", "signature"):
        assert header(app)[part] == before[part]
    assert "m=linear" in header(app)["query"]
    app.run()
    assert not app.warning
    assert "Weighted sum on the mixed front" in sentence(app)


def test_where_the_first_runs_fail_the_lab_still_has_its_controls(monkeypatch):
    monkeypatch.setattr(compute, "batch", failing())
    app = opened(lab_of())
    assert not app.exception
    assert [warning.value for warning in app.warning] == [
        "The runs could not be computed: out of luck"
    ]
    assert not components(app, "player")
    assert widget(app, "selectbox", "Method").value == "mdmm"


def test_where_runs_fail_the_lesson_says_so(monkeypatch):
    monkeypatch.setattr(compute, "batch", failing())
    app = opened()
    assert not app.exception


@pytest.mark.parametrize(
    "numbers",
    [
        {"epsilon": -1, "learning_rate": 10, "damping": 1000, "multiplier_rate": 1000},
        {"epsilon": 3, "learning_rate": 0, "num_steps": 1},
        {"num_runs": 4096, "num_steps": 5000},
    ],
)
def test_the_lab_bears_extremes(numbers):
    state = lab_of(starts="grid")
    for name, value in numbers.items():
        state, _ = with_number(state, name, value)
    app = opened(state)
    assert not app.exception
    assert "nan" not in sentence(app)
