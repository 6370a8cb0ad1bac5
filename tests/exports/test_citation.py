import re
import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml
from pybtex.database import parse_string

from exports.citation import CFF, citation, figure_name, key_of
from exports.sources import OF_ORIGIN, SOURCES, Entry, entries_of, tex, written
from optimizers import OPTIMIZERS
from toy_problems import PROBLEMS
from ui.link import query, read
from ui.origins import ORIGINS
from ui.presets import PRESETS

DAY = date(2026, 5, 4)
LINK = "https://example.org/?v=1&p=concave"


def entries(text):
    # Of two entries with one key pybtex tells by an error.
    return dict(parse_string(text, "bibtex").entries)


def cited(name, link=LINK):
    return entries(citation(read(f"fig={name}").state, link, DAY))


def test_the_figure_has_title_author_version_day_and_link():
    first, *_ = cited("mdmm-concave").values()
    assert first.key == "paretoscope-mdmm-concave"
    pyproject = tomllib.loads((CFF.parent / "pyproject.toml").read_text("utf-8"))
    fields = dict(first.fields)
    assert fields["version"] == pyproject["project"]["version"]
    assert (fields["year"], fields["urldate"]) == ("2026", "2026-05-04")
    assert fields["url"] == LINK
    assert fields["title"] == (
        r"{Where no weight leads. MDMM, concave front: $\varepsilon$ = 0.7, $\delta$ = 10}"
    )
    assert [str(person) for person in first.persons["author"]] == [
        "{Paretoscope developers}"
    ]


@pytest.mark.parametrize(
    ("name", "sources"),
    [
        ("mdmm-concave", {"degrave2021why", "degrave2021how", "pedro2023", "platt1987"}),
        ("mdmm-mixed", {"degrave2021why", "pedro2023", "platt1987"}),
        ("learned-weight", {"degrave2021why", "viehmann"}),
        ("damping-one-sided", {"degrave2021why", "rockafellar1973"}),
    ],
)
def test_the_sources_of_what_is_shown_follow(name, sources):
    first, *others = cited(name)
    assert first == f"paretoscope-{name}"
    assert set(others) == sources


@pytest.mark.parametrize("name", PRESETS)
def test_bibtex_of_every_preset_can_be_read_and_its_keys_differ(name):
    found = cited(name)
    assert len(found) >= 2
    for entry in found.values():
        assert re.fullmatch(r"[\w-]+", entry.key)
        assert entry.persons["author"]
        for value in entry.fields.values():
            assert value.count("{") == value.count("}")
            assert value.count("$") % 2 == 0


def test_a_state_without_a_name_has_a_key_of_its_own():
    state = read("p=convex&m=nu_pi&eps=0.41").state
    other = read("p=convex&m=nu_pi&eps=0.42").state
    assert figure_name(state) == ""
    assert re.fullmatch(r"paretoscope-[0-9a-f]{8}", key_of(state))
    assert key_of(state) != key_of(other)
    assert key_of(state) == key_of(replace(state, theme="dark", language="en"))
    assert "sohrabi2024" in entries(citation(state, LINK, DAY))


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_is_known_by_all_of_its_numbers(name):
    state = read(f"fig={name}").state
    assert figure_name(replace(state, theme="projector", hidden=("epsilon",))) == name
    there_and_back = read(query(state)).state
    assert figure_name(replace(there_and_back, frame=state.frame)) == name
    assert figure_name(replace(state, keep_in_domain=not state.keep_in_domain)) == ""


@pytest.mark.parametrize("plug_in", [*PROBLEMS.values(), *OPTIMIZERS.values()])
def test_every_source_that_a_plug_in_names_has_an_entry(plug_in):
    found = entries_of(plug_in.source)
    assert bool(found) == ("Paretoscope" not in plug_in.source)
    # Those who wrote it are named in both.
    for entry in found.values():
        assert entry.fields["author"].split(",")[0] in plug_in.source


def test_a_source_without_an_entry_is_there_in_its_own_words():
    ((key, entry),) = entries_of("A. Author & B. Author, “A paper”, 2031.").items()
    ((name, read_again),) = entries(written(key, entry)).items()
    assert name == key
    assert read_again.fields["note"] == r"A. Author \& B. Author, ``A paper'', 2031."


def test_every_text_that_figures_come_from_has_entries():
    assert set(OF_ORIGIN) == set(ORIGINS)
    assert set().union(*OF_ORIGIN.values()) <= set(SOURCES)


def test_the_sources_agree_with_the_citation_file():
    found = entries("\n".join(written(*entry) for entry in SOURCES.items()))
    assert set(found) == set(SOURCES)
    by_address = {entry.fields.get("url"): entry for entry in found.values()}
    references = yaml.safe_load(Path(CFF).read_text("utf-8"))["references"]
    assert len(references) >= 3
    for reference in references:
        entry = by_address[reference["url"]]
        title = entry.fields["title"].strip("{}")
        assert title.lower() == reference["title"].lower()
        assert entry.fields["year"] == str(reference["year"])
        names = [person["family-names"] for person in reference["authors"]]
        assert [person.last_names[0] for person in entry.persons["author"]] == names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("50 % & more #1_a", r"50 \% \& more \#1\_a"),
        ("{a}$b$", r"\{a\}\$b\$"),
        ("\\end{x}~^", r"\textbackslash{}end\{x\}\textasciitilde{}\textasciicircum{}"),
        ("L₁ + α L₂ ≤ ε", r"L$_1$ + $\alpha$ L$_2$ $\le$ $\varepsilon$"),
        ("a\nb  c", "a b c"),
    ],
)
def test_nothing_in_a_text_means_anything_to_tex(text, expected):
    assert tex(text) == expected
    (entry,) = entries(written("key", Entry("misc", {"title": tex(text)}))).values()
    assert entry.fields["title"] == expected


def test_a_link_cannot_end_its_field():
    first, *_ = cited("mdmm-concave", "https://a.org/?x}},\n}@misc{y, z={\\").values()
    assert first.fields["url"] == "https://a.org/?x%7D%7D,%0A%7D@misc%7By,%20z=%7B%5C"
