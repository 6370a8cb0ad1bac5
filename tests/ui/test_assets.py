import gzip
import os
import re
from collections import Counter
from pathlib import Path

import plotly
import pytest
from plotly.offline import get_plotlyjs_version

from ui import assets

ENTRIES = (
    *("hands.js", "told.js", "frame_preview.js"),
    *("player.js", "knobs.js", "preload.js", "share.js", "address_bar.js", "gallery.js"),
    *("plain_chart.js", "sweep_player.js", "plane_player.js", "twin.js", "preflight.js"),
    "fetched.js",
)
# These draw in three dimensions.
SOLID = "plane.py", "front_surface.py"
# What begins a file, and so tells where it is in a joined module.
TOP_LEVEL = re.compile(r"^(?:async )?(?:function|class|const|let|var) (\w+)", re.M)


def scripts():
    return sorted(file.name for file in assets.FRONTEND.glob("*.js"))


def imports_of(name):
    return set(re.findall(r'from "\./(.+?)"', assets.text(name)))


def reached_from(name):
    found = {name}
    while more := set().union(*map(imports_of, found)) - found:
        found |= more
    return found


def first_line(name):
    return assets.text(name).splitlines()[0]


@pytest.mark.parametrize("entry", ENTRIES)
def test_a_module_has_all_that_its_entry_imports_once(entry):
    joined = assets.module(entry)
    for name in scripts():
        assert joined.count(first_line(name)) == (name in reached_from(entry)), name


@pytest.mark.parametrize("entry", ENTRIES)
def test_a_file_comes_after_all_that_it_imports(entry):
    joined = assets.module(entry)
    for name in reached_from(entry):
        for imported in imports_of(name):
            assert joined.index(first_line(imported)) < joined.index(first_line(name))


@pytest.mark.parametrize("entry", ENTRIES)
def test_only_the_default_is_exported_and_nothing_imported(entry):
    joined = assets.module(entry)
    assert not re.search(r"^\s*import\b(?!\()", joined, re.M)
    assert re.findall(r"^export .*", joined, re.M) == re.findall(
        r"^export default .*", assets.text(entry), re.M
    )


@pytest.mark.parametrize("entry", ENTRIES)
def test_nothing_but_imports_and_exports_is_lost(entry):
    lines = Counter(assets.module(entry).splitlines())
    for name in reached_from(entry):
        taken = r"^export (?!default)" if name == entry else r"^export (?:default )?"
        for line in assets.text(name).splitlines():
            if not line.startswith("import "):
                assert lines[re.sub(taken, "", line)]


@pytest.mark.parametrize("entry", ENTRIES)
def test_every_name_at_the_top_is_given_once(entry):
    names = Counter(TOP_LEVEL.findall(assets.module(entry)))
    assert names
    assert set(names.values()) == {1}


def test_every_script_belongs_to_an_entry():
    assert set().union(*map(reached_from, ENTRIES)) == set(scripts())


def test_files_meet_each_other_in_any_order(tmp_path, monkeypatch):
    files = {
        "a.js": 'import { b } from "./b.js";\n'
        'import {\n  c,\n} from "./c.js";\n'
        "export default b;\n",
        "b.js": 'import { c } from "./c.js";\nexport const b = "import c";\n',
        "c.js": "export function c() {}\n",
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.setattr(assets, "FRONTEND", tmp_path)
    joined = assets.module.__wrapped__("a.js")
    expected = ["function c() {}", 'const b = "import c";', "export default b;"]
    assert [line for line in joined.splitlines() if line] == expected


def installed():
    return Path(plotly.__file__).parent / "package_data" / "plotly.min.js"


@pytest.mark.parametrize(
    ("put", "source", "name"),
    [
        (assets.plotly_file, assets.FLAT_PLOTLY, "plotly-flat"),
        (assets.solid_plotly_file, installed(), "plotly"),
    ],
)
def test_plotly_is_served_as_it_is_under_its_content(put, source, name):
    assert re.fullmatch(rf"{name}-[0-9a-f]{{12}}\.min\.js", put())
    assert (assets.STATIC / put()).read_bytes() == source.read_bytes()


def test_what_draws_in_two_dimensions_is_of_the_installed_release():
    """If not, `scripts/bundle_plotly.py` makes it anew."""
    title = assets.FLAT_PLOTLY.read_text("utf-8").splitlines()[0]
    release = f"plotly.js v{get_plotlyjs_version()}"
    assert title.startswith(f"/*! {release}, with these traces: ")
    assert f"* {release}" in installed().read_text("utf-8")[:100]


def test_what_draws_in_two_dimensions_can_draw_all_traces_but_those_of_the_plane():
    title = assets.FLAT_PLOTLY.read_text("utf-8").splitlines()[0]
    has = set(title.split(": ")[1].split(".")[0].split())
    drawn = set()
    for part in ("applications", "exports", "figures", "ui", "pages"):
        for file in (assets.FRONTEND.parents[1] / part).rglob("*.py"):
            if file.name not in SOLID:
                drawn |= set(re.findall(r"\bgo\.([A-Z]\w+)\(", file.read_text("utf-8")))
    assert {name.lower() for name in drawn - {"Figure"}} == has


def test_static_files_are_where_streamlit_serves_them():
    root = Path(__file__).resolve().parents[2]
    assert root / "static" == assets.STATIC
    assert (root / "app.py").exists()


def test_plotly_is_put_there_if_it_is_missing_and_left_alone_if_not(tmp_path, monkeypatch):
    monkeypatch.setattr(assets, "STATIC", tmp_path / "static")
    target = tmp_path / "static" / assets.plotly_file.__wrapped__()
    assert target.read_bytes() == assets.FLAT_PLOTLY.read_bytes()
    packed = assets.packed(target.name)
    assert gzip.decompress(packed.read_bytes()) == target.read_bytes()
    assert sorted(target.parent.iterdir()) == [target, packed]
    os.utime(target, (1, 1))
    assets.plotly_file.__wrapped__()
    assert target.stat().st_mtime == 1


def test_a_module_that_is_fetched_is_put_where_it_is_served_under_its_content(
    tmp_path, monkeypatch
):
    monkeypatch.setattr(assets, "STATIC", tmp_path / "static")
    name = assets.module_file.__wrapped__("knobs.js")
    assert re.fullmatch(r"knobs-[0-9a-f]{12}\.js", name)
    file, packed = sorted((tmp_path / "static").iterdir())
    assert (file.name, packed.name) == (name, f"{name}.gz")
    assert file.read_text(encoding="utf-8") == assets.module("knobs.js")
    os.utime(file, (1, 1))
    assets.module_file.__wrapped__("knobs.js")
    assert file.stat().st_mtime == 1
    assert f'appFile("{name}")' in assets.fetched("knobs.js")


def test_all_that_is_fetched_is_put_there_beforehand():
    """Where an app cannot write, such as in an image."""
    files = assets.FRONTEND.parent.glob("*.py")
    sources = "".join(file.read_text("utf-8") for file in files)
    used = re.findall(r'assets\.fetched\("(.+?)"\)', sources)
    assert sorted(used) == sorted(assets.FETCHED)


def test_what_is_sent_with_each_move_is_short():
    for entry in assets.FETCHED:
        assert len(assets.fetched(entry)) < 1000 < len(assets.module(entry))
