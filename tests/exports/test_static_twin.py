import re
from html.parser import HTMLParser

import pytest

from exports import static_twin as module
from exports.slider import slider_values
from exports.snapshot import snapshot
from exports.static_twin import MOST_BYTES, main, static_twin, without_comments
from tests.oracles.twin import data_of, values_of
from ui import assets
from ui.link import read
from ui.words import LANGUAGES

STATE = read("m=mdmm&steps=30").state


class Elements(HTMLParser):
    """All elements of a page, and the texts in them."""

    def __init__(self, page):
        super().__init__()
        self.elements, self.texts, self.open = [], {}, []
        self.feed(page.decode())

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))
        self.open.append(tag)

    def handle_endtag(self, tag):
        while self.open and self.open.pop() != tag:
            pass

    def handle_data(self, text):
        tag = self.open[-1] if self.open else ""
        self.texts[tag] = self.texts.get(tag, "") + text


@pytest.fixture(scope="module")
def page():
    return static_twin(STATE, plotly_source="plotly.min.js", title="A <title> & more")


def test_it_has_a_language_a_title_a_sentence_a_legend_and_a_credit(page):
    found = Elements(page)
    assert ("html", {"lang": "en", "data-theme": "auto"}) in found.elements
    assert found.texts["title"] == "A <title> & more · Paretoscope"
    assert found.texts["h1"] == "A <title> & more"
    (said,) = [
        one["content"] for _, one in found.elements if one.get("name") == "description"
    ]
    assert said.startswith("MDMM on the concave front, ε = 0.7, δ = 10, 30 steps:")
    assert "41 values" in found.texts["p"]
    assert "MIT licence" in found.texts["p"]
    assert not [one for tag, one in found.elements if tag == "a"]


def test_nothing_in_it_is_fetched_but_the_script_that_was_named(page):
    sources = [
        value
        for tag, attributes in Elements(page).elements
        for name, value in attributes.items()
        if name in ("src", "href", "srcset", "data") and not value.startswith("data:")
    ]
    assert sources == ["plotly.min.js"]
    assert not re.search(rb"@import|url\((?!#)|@font-face", page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_that_needs_a_font_has_it_in_the_file(language):
    made = static_twin(STATE, language, plotly_source="p.js")
    fonts = re.findall(rb"url\((?!#)([^)]{0,22})", made)
    assert fonts == ([b'"data:font/woff2;base64'[:22]] if language == "zh" else [])
    assert len(made) < MOST_BYTES


def test_a_font_does_not_cost_runs():
    state = read("p=mixed&m=linear&alpha=1&starts=row&n=49&steps=400").state
    made = static_twin(state, "zh", plotly_source="p.js")
    header, _ = values_of(data_of(made))
    assert header["base"]["panels"][0]["runs"] == 49
    assert b"data:font" not in made
    assert len(made) < MOST_BYTES


def test_it_is_small_and_plotly_is_in_it_unless_it_is_elsewhere(page):
    assert len(page) < MOST_BYTES
    plotly = (assets.STATIC / assets.plotly_file()).read_bytes()
    whole = static_twin(STATE)
    assert plotly in whole
    assert len(whole) - len(plotly) < MOST_BYTES
    assert (
        b"plotly.min.js"
        not in page.replace(b'src="plotly.min.js"', b"").split(b"data-missing")[0]
    )


def test_it_links_to_the_live_state():
    made = static_twin(
        STATE, address="https://example.org/app/?x=1#y", plotly_source="p.js"
    )
    (link,) = [one["href"] for tag, one in Elements(made).elements if tag == "a"]
    base, _, query = link.partition("?")
    assert base == "https://example.org/app/"
    assert read(query).state == read("m=mdmm&steps=30&view=lab").state


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "ftp://x.org"]
)
def test_only_an_address_of_the_web_is_linked_to(address):
    made = static_twin(STATE, address=address, plotly_source="p.js")
    assert not [one for tag, one in Elements(made).elements if tag == "a"]


def test_snapshots_that_were_found_before_are_taken():
    states = [read(f"m=mdmm&steps={steps}").state for steps in (12, 30)]
    found = [snapshot(states[0], value) for value in slider_values(states[0])]
    made = static_twin(states[1], snapshots=found, plotly_source="p.js")
    header, _ = values_of(data_of(made))
    assert header["base"]["panels"][0]["steps"] == 12


def test_what_is_left_out_is_said(monkeypatch):
    state = read("m=mdmm&starts=random&n=40&steps=300&upper=multiplier").state
    monkeypatch.setattr(module, "MOST_BYTES", 200_000)
    made = static_twin(state, plotly_source="p.js")
    assert len(made) < 200_000
    header, _ = values_of(data_of(made))
    shown = header["base"]["panels"][0]["runs"]
    assert shown < 40
    text = Elements(made).texts["p"]
    assert f"it shows {shown} of the 40 runs" in text
    assert f"it has {len(header['kept']) - 1} of the 300 steps" in text


def test_comments_are_left_out_of_our_script_and_nothing_else():
    script = """
    // one
    /** @type {any} */ (this).first = 1;
    /**
     * two
     */
    const second = "// kept"; // three
    """
    assert "".join(without_comments(script).split()) == (
        '/**@type{any}*/(this).first=1;constsecond="//kept";//three'
    )


def test_no_part_of_it_ends_a_script(page):
    for text in (assets.module("twin.js"), assets.text("twin.css")):
        assert not re.search("</(script|style)|<!--", text, re.IGNORECASE)
    assert page.count(b"<script") == page.count(b"</script>") == 3


def test_the_command_writes_the_file_and_says_what_was_mended(tmp_path, capsys):
    out = tmp_path / "twin.html"
    main(
        [
            "https://x.org/?p=convex&m=mdmm&steps=5&eps=7",
            str(out),
            "--plotly-source",
            "p.js",
        ]
    )
    said = capsys.readouterr()
    assert f"{len(out.read_bytes()):,} bytes" in said.out
    assert "ε should be from" in said.err
    assert b"convex" in out.read_bytes()


def test_the_command_says_what_it_wants(capsys):
    with pytest.raises(SystemExit):
        main([])
    assert "query" in capsys.readouterr().err
