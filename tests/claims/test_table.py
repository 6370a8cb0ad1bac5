"""No claim is left out of `docs/claims.md`, and all that it names is there."""

import ast
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from ui.link import read

TESTS = Path(__file__).resolve().parents[1]
DOCS = TESTS.parent / "docs"
# How many claims of each text the catalogue has; E are the errata.
COUNTS = {"000": 44, "001": 30, "002": 25, "003": 18, "004": 10}
ERRATA = [f"E{number}" for number in range(1, 12)]
IDS = [f"{text}-{n + 1}" for text, count in COUNTS.items() for n in range(count)] + ERRATA
TEST = re.compile(r"`([a-z_/]+\.py)(?:::(\w+))?`")


@cache
def table():
    """Cells of each row, by id."""
    text = (DOCS / "claims.md").read_text("utf-8")
    rows = re.findall(r"^\| *((?:00\d-|E)\d+) *\|(.*)\|$", text, re.MULTILINE)
    assert {
        name for name, times in Counter(row[0] for row in rows).items() if times > 1
    } == set()
    return {name: [cell.strip() for cell in cells.split(" | ")] for name, cells in rows}


@cache
def names_in(path):
    tree = ast.parse((TESTS / path).read_text("utf-8"))
    found = (node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))
    return {name for name in found if name.startswith("test_")}


def claim_tests():
    """Each test of a claim, with its file and the ids in its name."""
    for file in sorted(Path(__file__).parent.glob("test_*.py")):
        for name in sorted(names_in(f"claims/{file.name}")):
            found = re.match(
                r"test_(?:(00\d)_(\d+)|e(\d+))(?:_and_(?:(\d+)|e(\d+)))?_", name
            )
            if found is None:
                continue
            text, number, error, other, other_error = found.groups()
            ids = [f"{text}-{int(each)}" for each in (number, other) if text and each]
            ids += [f"E{int(each)}" for each in (error, other_error) if each]
            yield file.name, name, ids


def test_every_claim_has_one_row():
    assert list(table()) == IDS


@pytest.mark.parametrize("document", ["claims.md", "errata.md"])
def test_every_test_that_is_named_exists(document):
    named = TEST.findall((DOCS / document).read_text("utf-8"))
    assert len(named) > 10
    for path, name in named:
        assert not name or name in names_in(path), f"{path} has no {name}."


def test_every_test_of_a_claim_is_in_the_rows_of_its_ids():
    tests = list(claim_tests())
    assert len(tests) > 80
    for file, name, ids in tests:
        for claim in ids:
            where = table()[claim][2]
            whole = f"`claims/{file}`" in where
            assert whole or f"`claims/{file}::{name}`" in where, f"{claim}: {name}"


def test_every_row_says_where_the_claim_is_to_be_seen():
    words = ("text only", "not built yet", "page ")
    for claim, (_, _, where, *_) in table().items():
        assert TEST.search(where) or any(word in where for word in words), claim


def test_every_number_that_differs_has_its_reason_and_no_other_has():
    text = (DOCS / "claims.md").read_text("utf-8").split("## Where they differ, and why")[1]
    reasons = re.findall(r"\*\*((?:00\d-|E)\d+)\*\*", text)
    differing = [claim for claim, cells in table().items() if "differs" in cells[-1]]
    assert sorted(reasons) == sorted(differing)


def test_every_erratum_has_its_section_with_a_test_and_a_link():
    """And each link is read without a notice."""
    text = (DOCS / "errata.md").read_text("utf-8")
    sections = dict(
        re.findall(r"^## (E\d+): (.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    )
    assert list(sections) == ERRATA
    for error, section in sections.items():
        links = re.findall(r"`/\?((?:view=lab&|fig=)[^`]*)`", section)
        assert links, error
        assert TEST.search(section), error
        for link in links:
            assert read(link).notices == (), link
