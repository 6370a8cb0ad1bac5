import io
import json
import re
from dataclasses import replace

import pytest
from pybtex.database import parse_string
from streamlit.testing.v1 import AppTest

from optimizers import OPTIMIZERS
from ui import download_data, words
from ui.link import read
from ui.state import State

LINK = "https://example.org/?v=1&view=lesson"


def page(state, link):
    from ui.download_data import data_section

    data_section(state, link)


@pytest.fixture
def made(monkeypatch):
    """What the buttons that were drawn last would make, by their labels."""
    found = {}
    draw = download_data.st.download_button

    def drawn(label, make, file, mime, **parts):
        found[label] = (make, file, mime)
        return draw(label, make, file, mime, **parts)

    monkeypatch.setattr(download_data.st, "download_button", drawn)
    return found


def shown(state, link=LINK):
    app = AppTest.from_function(page, args=(state, link), default_timeout=60).run()
    assert not app.exception
    return app


def test_all_files_are_offered_and_have_names_of_the_figure(made):
    app = shown(read("fig=mdmm-concave").state)
    assert list(made) == ["CSV", "Data dictionary", "Parquet", "Notebook", "Script"]
    files = [file for _, file, _ in made.values()]
    assert files == [
        f"paretoscope-mdmm-concave{ending}"
        for ending in (".csv", "-dictionary.csv", ".parquet", ".ipynb", ".py")
    ]
    said = " ".join(one.value for one in app.markdown)
    assert "7 runs of 200 steps: one row for each run and step, 1,407 in all." in said


def test_each_file_is_what_its_name_says_and_has_the_link(made):
    shown(read("fig=mdmm-concave").state, "https://example.org/?v=1")
    content = {label: make() for label, (make, _, _) in made.items()}
    assert content["CSV"].startswith(b"run,step,")
    assert content["Data dictionary"].startswith("\ufeffcolumn,".encode())
    assert content["Parquet"].startswith(b"PAR1")
    assert json.loads(content["Notebook"])["nbformat"] == 4
    compile(content["Script"], "script.py", "exec")
    assert "https://example.org/?v=1\n" in content["Script"]
    assert "(https://example.org/?v=1)" in content["Notebook"]


def test_nothing_is_made_before_a_button_is_pressed(made, monkeypatch):
    for name in ("trajectories", "notebook", "script"):
        monkeypatch.setattr(download_data, name, lambda *_: pytest.fail("was made"))
    shown(read("fig=mdmm-concave").state)


def test_the_citation_can_be_copied_and_read():
    app = shown(read("fig=mdmm-concave").state, "https://example.org/?v=1")
    (code,) = app.code
    entries = parse_string(code.value, "bibtex").entries
    assert entries["paretoscope-mdmm-concave"].fields["url"] == "https://example.org/?v=1"
    assert "platt1987" in entries


def test_of_the_lesson_one_picture_is_chosen(made):
    app = shown(replace(State(), theme="dark"))
    assert "MDMM, concave front" in app.code[0].value
    app.segmented_control[0].set_value(0).run()
    assert "Weighted sum, concave front" in app.code[0].value
    # The address of the app, with the picture that was chosen.
    (link,) = re.findall(r"url\s+= \{(.*)\}", app.code[0].value)[:1]
    assert link.startswith("https://example.org/?v=1&view=lab&p=concave&m=linear&")
    assert read(link.partition("?")[2]).notices == ()
    table = made["CSV"][0]()
    assert b"violation" not in io.BytesIO(table).readline()


def test_a_long_table_says_that_it_is_thinned():
    app = shown(read("p=convex&m=mdmm&starts=random&n=4096&steps=200").state)
    said = " ".join(one.value for one in app.markdown)
    assert "4,096 runs of 200 steps: a row for every 9 steps of each run" in said
    assert "98,304 in all" in said


def test_without_a_listing_there_are_tables_alone(made, monkeypatch):
    monkeypatch.setattr(OPTIMIZERS["bdmm"], "listing", "")
    app = shown(read("fig=bdmm-convex").state)
    assert list(made) == ["CSV", "Data dictionary", "Parquet"]
    assert any("has no listing" in one.value for one in app.markdown)


def test_files_are_in_the_language_of_whoever_asked(made, monkeypatch):
    monkeypatch.setattr(download_data, "language", lambda: "other")
    monkeypatch.setattr(download_data, "script", lambda *_: words.language())
    shown(read("fig=mdmm-concave").state)
    assert made["Script"][0]() == "other"
    assert words.language() == "en"
