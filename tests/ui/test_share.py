import re
from html.parser import HTMLParser
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from ui.share import LONG, SIZES, qr_svg, snippets

LINK = (
    "https://example.org/scope/?v=1&view=lab&p=concave&m=mdmm&eps=0.7&starts=1.5,1.5;0.3,2"
)
FIGURE = LINK.replace("view=lab", "view=figure")
TITLE = "MDMM on the concave front, ε = 0.7, δ = 10"
FRAMES = ("iframe", "reveal", "quarto", "jupyter_book")

TITLES = [
    TITLE,
    "A \"quoted\" and an 'other' title & more",
    '"><script>alert(1)</script>',
    "</a></p></section><script>alert(1)</script>",
    "](https://elsewhere.org) [again](",
    r"back\slash `tick` *star* _under_ $math$ ~~no~~ a|b ![x]",
    "&lt; &amp;amp; &#60;",
    "损失 ε ≤ 0.7 – über",
    "trailing backslash \\",
]
LINKS = [
    LINK,
    "http://[::1]:8501/?v=1",
    "https://example.org/a_(b)/?x=(1)&y=)",
    "https://example.org/?x=](y) [z](w",
    'https://example.org/?"><script>alert(1)</script>',
    "https://example.org/?x='y'&lt;=1&copy;&amp;&#60;",
    "https://example.org/?x=a b\\c`d`%20%28",
    "https://example.org/损失?ε=1",
]


class Parsed(HTMLParser):
    """Elements with their attributes, and the text of links."""

    def __init__(self, source):
        super().__init__()
        self.elements, self.closed, self.text = [], [], ""
        self.feed(source)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        self.closed.append(tag)

    def handle_data(self, data):
        self.text += data

    def only(self, tag):
        (attributes,) = [attributes for name, attributes in self.elements if name == tag]
        return attributes


def page_of(form, source):
    """The HTML within a form: what a raw block has is passed on as it is."""
    block = {"quarto": "```{=html}", "jupyter_book": "```{raw} html"}
    if form not in block:
        return source
    first, *lines, last = source.split("\n")
    assert (first, last) == (block[form], "```")
    assert not any(line.startswith("`") for line in lines)
    return "\n".join(lines)


def markdown_link(source):
    """The text and the address of a link, by the rules of CommonMark."""
    match = re.fullmatch(r"\[((?:\\.|[^\\\[\]`*_<>&$])*)\]\(([^\s()<>\\`]+)\)", source)
    assert match, source
    text = re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", match[1])
    assert not re.search(r"&#?\w+;", match[2]), "That is one character there."
    return text, match[2]


@pytest.mark.parametrize("form", FRAMES)
@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("link", LINKS)
def test_frames_show_the_figure_and_have_the_link_beside_them(form, title, link):
    figure = f"{link}&view=figure"
    source = snippets(link, figure, title, 960, 540)[form]
    parsed = Parsed(page_of(form, source))
    tags = [tag for tag, _ in parsed.elements]
    assert tags == (["section"] if form == "reveal" else []) + ["iframe", "p", "a"]
    assert sorted(parsed.closed) == sorted(tags)
    frame = parsed.only("iframe")
    assert frame["data-src" if form == "reveal" else "src"] == figure
    assert frame["title"] == title
    assert (frame["width"], frame["height"]) == ("960", "540")
    assert frame["allow"] == "fullscreen"
    assert "border:0" in frame["style"]
    assert parsed.only("a") == {"href": link}
    assert parsed.text.strip() == title


def test_only_reveal_itself_decides_when_to_load_a_frame():
    forms = snippets(LINK, FIGURE, TITLE, 480, 270)
    slide = Parsed(forms["reveal"]).only("iframe")
    assert "data-preload" in slide
    assert not {"src", "loading"} & set(slide)
    for form in ("iframe", "quarto"):
        frame = Parsed(page_of(form, forms[form])).only("iframe")
        assert frame["loading"] == "lazy"
        assert "data-src" not in frame


def test_no_size_is_left_to_the_slide():
    for width, height in SIZES.values():
        quarto = snippets(LINK, FIGURE, TITLE, width, height)["quarto"]
        assert f'width="{width}" height="{height}"' in quarto
        assert "stretch" not in quarto


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("link", LINKS)
def test_markdown_is_one_link_with_its_title(title, link):
    source = snippets(link, FIGURE, title, 960, 540)["markdown"]
    text, address = markdown_link(source)
    assert text == title
    assert unquote(address) == unquote(link)


def test_an_ordinary_link_stays_legible_in_markdown():
    forms = snippets(LINK, FIGURE, TITLE, 960, 540)
    assert forms["markdown"] == f"[{TITLE}]({LINK})"
    assert forms["link"] == LINK


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1))
def test_any_title_comes_back_from_every_form(title):
    forms = snippets(LINK, FIGURE, title, 960, 540)
    for form in FRAMES:
        parsed = Parsed(page_of(form, forms[form]))
        assert parsed.only("iframe")["title"] == title
        assert parsed.only("a") == {"href": LINK}
    assert markdown_link(forms["markdown"])[0] == " ".join(title.split())


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_a_line_of_a_title_ends_neither_a_block_nor_a_paragraph(ending):
    title = ending.join(["first", "```", "", "# last"])
    forms = snippets(LINK, FIGURE, title, 960, 540)
    assert Parsed(page_of("quarto", forms["quarto"])).only("iframe")["title"] == title
    assert len(forms["markdown"].splitlines()) == 1


def test_the_code_is_a_picture_of_any_size_with_a_name():
    root = ElementTree.fromstring(qr_svg(LINK))
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert root.get("role") == "img"
    assert root.get("aria-label")
    assert not {"width", "height"} & set(root.keys())
    left, top, width, height = map(int, root.get("viewBox").split())
    assert (left, top) == (0, 0)
    assert width == height
    # Four modules of quiet zone at each side of a code of 17 + 4 version modules.
    assert (width - 8 - 17) % 4 == 0


def test_a_link_that_no_code_holds_gives_none():
    # 2,953 bytes are the most that the standard's largest code holds.
    assert qr_svg("https://example.org/?".ljust(2953, "x"))
    assert qr_svg("https://example.org/?".ljust(2954, "x")) == ""


def test_long_links_give_up_correction_for_larger_modules():
    def modules(length):
        drawn = qr_svg("https://example.org/?".ljust(length, "x"))
        return int(ElementTree.fromstring(drawn).get("viewBox").split()[2])

    assert modules(LONG + 1) < modules(LONG)
    assert modules(2000) <= 17 + 4 * 33 + 8


def opened(link=LINK):
    def app(link, figure_link, title):
        from ui.share import share_dialog

        share_dialog(link, figure_link, title)

    figure = link.replace("view=lab", "view=figure")
    app = AppTest.from_function(app, args=(link, figure, TITLE), default_timeout=30).run()
    assert not app.exception
    return app


def test_the_dialogue_has_the_link_and_each_form():
    app = opened()
    forms = snippets(LINK, FIGURE, TITLE, *next(iter(SIZES.values())))
    assert [block.value for block in app.code] == list(forms.values())
    assert not app.info


def test_the_dialogue_says_when_there_is_no_code():
    link = LINK.ljust(3000, "7")
    app = opened(link)
    assert app.code[0].value == link
    assert len(app.info) == 1


@pytest.mark.parametrize("size", SIZES)
def test_frames_have_the_size_that_was_chosen(size):
    app = opened()
    app.segmented_control[0].set_value(size).run()
    width, height = size.split(" × ")
    written = f'width="{width}" height="{height}"'
    assert sum(written in block.value for block in app.code) == len(FRAMES)
