"""Small pictures: drawn by one in the background, and kept as long as they are true."""

import atexit
import json
import subprocess
import sys
from pathlib import Path

import pytest

from ui import kept_pictures, pictures, programs
from ui.folders import CACHE
from ui.kept_pictures import Picture, forget, keep, kept
from ui.pictures import draw_now
from ui.presets import PRESETS
from ui.words import DEFAULT, LANGUAGES

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def folder(monkeypatch, tmp_path):
    """An empty place for pictures, and nothing in memory."""
    monkeypatch.setattr(kept_pictures, "KEPT", tmp_path / "pictures")
    forget()
    yield tmp_path / "pictures"
    forget()


def test_a_picture_is_kept_until_what_it_is_made_of_changes(folder, monkeypatch):
    name, drawn = "mdmm-concave", Picture("<svg/>", "said")
    assert kept(name) is None
    keep(name, drawn)
    assert kept(name) == drawn
    forget()
    assert kept(name) == drawn
    monkeypatch.setattr(kept_pictures, "sources", lambda: "another line")
    assert kept(name) is None
    # Another process draws it, too.
    made_of = f"another line {PRESETS[name].query}"
    (folder / f"{name}.en.json").write_text(json.dumps([made_of, *drawn]))
    assert kept(name) == drawn
    monkeypatch.setitem(PRESETS, name, PRESETS[name]._replace(query="p=mixed&m=mdmm"))
    assert kept(name) is None
    assert [file.name for file in folder.iterdir()] == [f"{name}.en.json"]


@pytest.mark.parametrize(
    "text", ["", "{", "[1]", "[]", '["another line"]', '["a", "b", "c", "d"]', "7", "\0"]
)
def test_what_is_no_picture_is_not_shown(folder, text):
    folder.mkdir()
    (folder / "mdmm-concave.en.json").write_text(text)
    assert kept("mdmm-concave") is None


def test_a_disk_that_cannot_be_written_costs_nothing_until_the_next_start(folder):
    folder.write_text("a file where a folder should be")
    keep("mdmm-concave", Picture("<svg/>", "said"))
    assert kept("mdmm-concave") == Picture("<svg/>", "said")
    forget()
    assert kept("mdmm-concave") is None


def test_only_pictures_that_are_not_kept_are_drawn(folder, monkeypatch, draw_all):
    calls = []
    drawn = Picture("<svg/>", "said")
    monkeypatch.setattr(pictures, "draw", lambda query: calls.append(query) or drawn)
    keep("sum-mixed", drawn)
    draw_all()
    rest = [
        preset.query
        for name, preset in PRESETS.items()
        for code in LANGUAGES
        if (name, code) != ("sum-mixed", DEFAULT)
    ]
    assert calls == rest
    draw_all()
    assert calls == rest


def test_one_picture_that_cannot_be_drawn_stops_no_other(
    folder, monkeypatch, caplog, draw_all
):
    bad = PRESETS["dual-convex"].query

    def draw(query):
        if query == bad:
            raise ZeroDivisionError("a new method")
        return Picture("<svg/>", "said")

    monkeypatch.setattr(pictures, "draw", draw)
    draw_all()
    assert kept("dual-convex") == Picture("", "")
    assert all(kept(name).svg for name in PRESETS if name != "dual-convex")
    assert "dual-convex" in caplog.text
    forget()
    assert kept("dual-convex") is None


def test_pictures_are_drawn_by_one_whoever_asks(monkeypatch):
    begun = []
    monkeypatch.setattr(pictures.Drawing, "start", lambda drawing: begun.append(drawing))
    pictures._drawing.clear()
    draw_now()
    draw_now()
    (drawing,) = begun
    atexit.unregister(drawing.end)
    pictures._drawing.clear()


def test_whoever_ends_the_app_waits_for_one_picture_at_most(folder, monkeypatch):
    drawing = pictures.Drawing()
    monkeypatch.setattr(
        pictures, "draw", lambda query: drawing.over.set() or Picture("", "")
    )
    drawing.run()
    first, second, *_ = PRESETS
    assert kept(first) is not None
    assert kept(second) is None


def test_pictures_are_kept_where_compiled_code_is():
    assert programs.CACHE == CACHE


def test_what_a_picture_is_made_of_is_all_that_computes_draws_and_says():
    files = {
        str(file.relative_to(ROOT))
        for pattern in kept_pictures.SOURCES
        for file in ROOT.glob(pattern)
    }
    assert {"figures/thumbnail.py", "ui/words/en.toml", "requirements.txt"} <= files
    # In a process of its own, since this one has imported other things, too.
    code = (
        "import sys, ui.pictures; "
        "print(*(getattr(one, '__file__', '') for one in sys.modules.values()), sep='\\n')"
    )
    said = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    needed = {
        str(Path(one).relative_to(ROOT))
        for one in said.split()
        if one.startswith(f"{ROOT}/") and ".venv" not in one
    }
    assert len(needed) > 40
    assert needed <= files
