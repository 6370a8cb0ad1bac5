"""What is compiled before anybody asks for it, and by whom."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from applications import APPLICATIONS
from optimizers import OPTIMIZERS
from toy_problems import PROBLEMS
from ui import readiness, warming
from ui.header import pages
from ui.link import read
from ui.presets import PRESETS
from ui.readiness import Readying, is_warm, mark_warm
from ui.state import PANELS, SWEPT, State

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def folder(monkeypatch, tmp_path):
    """An empty place for what is compiled."""
    monkeypatch.setattr(readiness, "STAMP", tmp_path / "warmed")
    monkeypatch.setattr(warming, "CACHE", tmp_path)
    monkeypatch.delenv("PARETOSCOPE_WARMING")
    return tmp_path


def test_every_page_method_problem_and_figure_is_visited_the_usual_ones_first():
    visits = list(warming.visits())
    assert [(page, state.view) for page, state in visits[:2]] == [
        ("app.py", "lesson"),
        ("app.py", "lab"),
    ]
    assert visits[0][1] == State()
    assert {page for page, _ in visits} == {"app.py", *pages()}
    for page in ("app.py", "pages/6_Basins.py"):
        seen = {(state.problem, state.optimizer) for at, state in visits if at == page}
        assert seen == {(problem, method) for problem in PROBLEMS for method in OPTIMIZERS}
    states = {state for _, state in visits}
    assert {read(f"fig={name}").state for name in PRESETS} <= states
    trained = {(s.application, s.way) for at, s in visits if "Appl" in at and s["seed"]}
    assert trained == {(name, way) for name in APPLICATIONS for way in ("value", "weight")}
    assert {state.swept for at, state in visits if "Sweep" in at} == set(SWEPT)
    assert {state.panel for at, state in visits if "Damping" in at} == set(PANELS)


def test_a_page_that_fails_is_counted_and_the_folder_not_called_warm(folder, monkeypatch):
    monkeypatch.setattr(warming, "visits", lambda: [("pages/9_About.py", State())])
    monkeypatch.setattr(warming.Drawing, "run", lambda drawing: None)
    assert warming.warm(os.getppid()) == 0
    assert is_warm()
    readiness.STAMP.unlink()
    monkeypatch.setattr(warming, "visits", lambda: [("pages/9_About.py", None)])
    assert warming.warm(os.getppid()) == 1
    assert not is_warm()


def test_a_folder_is_warm_for_one_version_on_one_kind_of_processor(folder, monkeypatch):
    assert not is_warm()
    mark_warm()
    assert is_warm()
    monkeypatch.setattr(readiness, "_processor", lambda: "another one")
    assert not is_warm()


def test_only_one_process_at_a_time_warms_a_folder(folder):
    with warming.the_only_one() as first, warming.the_only_one() as second:
        assert first
        assert not second
    with warming.the_only_one() as next_one:
        assert next_one


def test_whoever_ends_a_server_waits_for_one_piece_at_most(folder, monkeypatch):
    done = []

    def pieces():
        for piece in range(3):
            done.append(piece)
            readying.is_over = True
            yield

    monkeypatch.setattr(readiness, "made_ready", pieces)
    readying = Readying()
    readying.start()
    readying.end()
    assert done == [0]
    assert readying.process is None


def test_the_process_that_compiles_ends_with_its_server(folder, monkeypatch):
    begun = []

    def begin(command, **_):
        begun.append(command)
        return subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])

    monkeypatch.setattr(readiness, "made_ready", lambda: iter(()))
    monkeypatch.setattr(readiness, "Popen", begin)
    readying = Readying()
    readying.start()
    readying.join()
    assert begun[0][:3] == ["nice", "-n", "19"]
    readying.end()
    assert readying.process.poll() is not None


def test_a_server_imports_nothing_heavy_before_it_answers():
    code = "import ui.readiness, sys; print({'jax', 'pandas'} & set(sys.modules))"
    command = [sys.executable, "-c", code]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "set()"
