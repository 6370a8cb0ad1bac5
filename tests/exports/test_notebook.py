import json
import re

import nbformat
import pytest

from exports.notebook import notebook
from exports.script import script
from optimizers import OPTIMIZERS
from tests.exports.conftest import STATES, check_picture
from toy_problems import PROBLEMS
from ui.link import read
from ui.words import LANGUAGES, speaking

LINK = "https://example.org/scope/?fig=mdmm-concave"


def cells(text, kind):
    found = nbformat.reads(text, as_version=4)
    nbformat.validate(found)
    return [cell.source for cell in found.cells if cell.cell_type == kind]


@pytest.mark.parametrize("name", ["a figure", "weights, noise and nudges"])
def test_the_notebook_runs_from_top_to_bottom(name, run_pieces):
    state = read(STATES[name]).state
    names, printed = run_pieces(*cells(notebook(state), "code"))
    check_picture(names, state)
    assert len(printed.splitlines()) == len(names["theta"])


def test_its_code_is_that_of_the_script(given):
    state = read(given).state
    code = "\n".join(cells(notebook(state), "code"))
    lines = [line for line in script(state).splitlines() if line and line[0] != "#"]
    kept = [line for line in code.splitlines() if line and line[0] != "#"]
    assert lines == [*kept, 'figure.savefig("paretoscope.png", dpi=200)']


def test_the_first_cell_says_what_it_is_where_it_is_and_whose():
    first, *others = cells(notebook(read("fig=mdmm-concave").state, LINK), "markdown")
    assert first.startswith("# MDMM, concave front: ε = 0.7, δ = 10\n")
    assert f"]({LINK})" in first
    for plug_in in (OPTIMIZERS["mdmm"], PROBLEMS["concave"]):
        assert plug_in.source in first
    assert all(text.startswith("## ") for text in others)


def test_it_is_of_the_fourth_format_with_an_identity_for_each_cell():
    raw = json.loads(notebook(read("fig=mdmm-concave").state))
    assert (raw["nbformat"], raw["nbformat_minor"]) == (4, 5)
    names = [cell["id"] for cell in raw["cells"]]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[\w-]{1,64}", name) for name in names)
    assert raw["metadata"]["kernelspec"]["name"] == "python3"


def test_a_link_cannot_put_anything_else_into_it():
    text = notebook(read("fig=mdmm-concave").state, "https://a.org/?x)<b>\n# [y](z")
    first, *_ = cells(text, "markdown")
    assert "(https://a.org/?x%29%3Cb%3E%0A#%20[y]%28z)" in first


def test_it_speaks_every_language_and_its_code_stays_the_same():
    state = read("fig=mdmm-concave").state
    for code in LANGUAGES:
        with speaking(code):
            assert cells(notebook(state), "code") == cells(notebook(state), "code")
            assert len(cells(notebook(state), "markdown")) == 6


def test_what_has_no_listing_has_no_notebook(monkeypatch):
    monkeypatch.setattr(OPTIMIZERS["bdmm"], "listing", "")
    assert notebook(read("fig=bdmm-convex").state) == ""
