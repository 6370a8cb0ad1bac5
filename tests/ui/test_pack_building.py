"""A pack is made by one process at a time, watched, cancelled, and kept."""

import os
import sys
import time

import pytest

from ui import kept_pictures, pack_building
from ui.pack_building import Asked, Building

ENGLISH, CHINESE = Asked("en", "https://example.org/"), Asked("zh", "https://example.org/")


@pytest.fixture
def building(tmp_path, monkeypatch):
    """Its processes run a stand-in for the command, told by a file when to go on."""
    (tmp_path / "exports").mkdir()
    (tmp_path / "exports" / "lecture_pack.py").write_text(
        "import pathlib, sys, time\n"
        "print('3 of 4: mdmm-concave', file=sys.stderr, flush=True)\n"
        "while not pathlib.Path('go').exists(): time.sleep(0.02)\n"
        "if pathlib.Path('go').read_text() == 'fail': raise SystemExit(1)\n"
        "pathlib.Path(sys.argv[1]).write_text(' '.join(sys.argv[2:]))\n"
    )
    monkeypatch.setattr(pack_building, "ROOT", tmp_path)
    monkeypatch.setattr(pack_building, "FOLDER", tmp_path / "packs")
    made = Building()
    yield made
    made.end()


def until(condition):
    for _ in range(500):
        if condition():
            return
        time.sleep(0.02)
    raise AssertionError("It should have come about within ten seconds.")


def test_how_far_it_is_is_told_and_the_pack_is_kept(building, tmp_path):
    assert building.share(ENGLISH) is None
    assert building.begin(ENGLISH)
    until(lambda: building.share(ENGLISH) == 0.75)
    # One at a time, and whoever asks for the same watches it, too.
    assert building.begin(ENGLISH)
    assert not building.begin(CHINESE)
    assert building.share(CHINESE) is None
    (tmp_path / "go").write_text("")
    until(lambda: building.share(ENGLISH) is None)
    assert ENGLISH.file().read_text() == "--language en --address https://example.org/"
    assert building.begin(CHINESE)


def test_another_line_in_what_it_is_made_of_makes_it_another_pack(tmp_path, monkeypatch):
    monkeypatch.setattr(kept_pictures, "ROOT", tmp_path)
    (tmp_path / "exports").mkdir()
    names = set()
    for line in ("one", "another"):
        (tmp_path / "exports" / "pack_index.css").write_text(line)
        kept_pictures.sources.cache_clear()
        names.add(ENGLISH.file().name)
    kept_pictures.sources.cache_clear()
    assert len(names) == 2


def test_one_that_is_cancelled_or_fails_is_not_kept(building, tmp_path):
    building.begin(ENGLISH)
    building.cancel(CHINESE)
    assert building.share(ENGLISH) is not None
    building.cancel(ENGLISH)
    assert building.share(ENGLISH) is None
    (tmp_path / "go").write_text("fail")
    building.begin(ENGLISH)
    until(lambda: building.share(ENGLISH) is None)
    assert not ENGLISH.file().exists()


def test_few_are_kept(building, tmp_path):
    (tmp_path / "go").write_text("")
    for number in range(pack_building.MOST_KEPT + 2):
        asked = Asked("en", f"https://example.org/{number}/")
        building.begin(asked)
        until(lambda asked=asked: building.share(asked) is None)
        os.utime(asked.file(), (number, number))
    kept = {file.name for file in (tmp_path / "packs").glob("*.zip")}
    assert len(kept) == pack_building.MOST_KEPT
    assert asked.file().name in kept


def test_the_command_is_this_python(building):
    building.begin(ENGLISH)
    assert sys.executable in building._process.args
