"""A lecture pack: its files, the page that leads to them, and the zip."""

import io
import re
import zipfile
from html.parser import HTMLParser

import pytest

from exports import lecture_pack
from exports.documents import documents
from exports.lecture_pack import FOLDER, PATHS, PLOTLY, main, of_preset, whole, zipped
from ui.presets import PRESETS
from ui.words import LANGUAGES, speaking

ADDRESS = "https://example.org/scope/"
NAMES = ("mdmm-concave", "alpha-concave")


class Links(HTMLParser):
    """All that a page leads to or shows."""

    def __init__(self, page):
        super().__init__()
        self.found = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.found += [value for name, value in attrs if name in ("href", "src")]


@pytest.fixture
def stand_ins(monkeypatch):
    """What takes long is left to the tests of its own module."""
    for name in ("static_twin", "picture", "animation"):
        monkeypatch.setattr(lecture_pack, name, lambda *_, made=name, **__: made.encode())


@pytest.mark.parametrize("address", ["", ADDRESS])
@pytest.mark.parametrize("code", LANGUAGES)
def test_the_page_leads_to_every_file_and_to_none_that_is_missing(stand_ins, code, address):
    with speaking(code):
        pack = whole({name: of_preset(name, address) for name in NAMES}, address)
    page = pack["index.html"].decode()
    assert f"<html lang='{code}'>" in page
    links = set(Links(page).found)
    live = {link for link in links if link.startswith("https:")}
    assert links - live == set(pack) - {"index.html", PLOTLY}
    assert live == ({f"{ADDRESS}?fig={name}" for name in NAMES} if address else set())
    assert ("qr/mdmm-concave.svg" in pack) == bool(address)
    assert not re.search(r"https?://(?!example\.org)", page)


def test_each_preset_has_a_file_of_each_kind(stand_ins):
    for name in PRESETS:
        found = of_preset(name, ADDRESS)
        assert set(PATHS) - set(found) <= {"py", "ipynb"}, name


def test_a_zip_has_one_folder_with_the_same_files(stand_ins):
    pack = whole({"sum-concave": of_preset("sum-concave")})
    with zipfile.ZipFile(io.BytesIO(zipped(pack))) as found:
        assert found.testzip() is None
        assert {name.split("/")[0] for name in found.namelist()} == {FOLDER}
        read = {name.split("/", 1)[1]: found.read(name) for name in found.namelist()}
    assert read == pack


def test_the_command_writes_a_folder_or_a_zip(stand_ins, tmp_path, capsys):
    only = ["--only", *reversed(NAMES), "--language", "zh", "--address", ADDRESS[:-1]]
    main([str(tmp_path / "site"), *only])
    main([str(tmp_path / "pack.zip"), *only])
    there = {
        str(file.relative_to(tmp_path / "site"))
        for file in (tmp_path / "site").rglob("*")
        if file.is_file()
    }
    with zipfile.ZipFile(tmp_path / "pack.zip") as found:
        assert {name.split("/", 1)[1] for name in found.namelist()} == there
    page = (tmp_path / "site" / "index.html").read_text("utf-8")
    places = [page.index(f"id='{name}'") for name in PRESETS if name in NAMES]
    assert places == sorted(places)
    assert f"{ADDRESS}?fig=mdmm-concave" in page
    assert "2 of 2" in capsys.readouterr().err


def test_without_an_address_documents_lead_to_the_files_beside_them():
    for name, (title, text) in documents().items():
        assert title
        for link in re.findall(r"\]\(([^)]*)\)", text):
            figure = re.fullmatch(r"([a-z0-9-]+)\.html", link)
            assert figure, (name, link)
            assert figure[1] in PRESETS


def test_with_an_address_their_links_are_complete():
    found = documents(ADDRESS)
    assert set(found) == {
        *("lesson-15.md", "lesson-45.md", "lesson-90.md", "exercises.md", "answers.md")
    }
    links = re.findall(r"\]\(([^)]*)\)", "".join(text for _, text in found.values()))
    assert len(links) > 30
    assert all(link.startswith(f"{ADDRESS}?") for link in links)
