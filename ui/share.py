"""The Share dialogue: a link, its QR code, and forms of it to paste into other pages."""

import re
from html import escape
from io import BytesIO
from urllib.parse import quote

import segno
import streamlit as st

from ui.state import State
from ui.words import say

SIZES = {"960 × 540": (960, 540), "1280 × 720": (1280, 720), "480 × 270": (480, 270)}
# In the order of their tabs.
FORMS = ("iframe", "reveal", "quarto", "jupyter_book", "markdown")

# What the dialogue offers, one at a time.
LINK = "link"
PARTS = (LINK, "picture", "file", "data")

# Longer links are given less error correction, or a phone could not tell the modules
# apart on a screen, where nothing is torn or stained anyway.
LONG = 300
# Some mail programs and servers cut off a link that is longer.
LONGEST = 2000
# A box has room for a link as long as this; through a longer one one scrolls, in a box of
# this height in pixels, so that the forms to paste stay in sight below it.
WHOLE, LINK_HEIGHT = 600, 120

# What may stand in a link of Markdown as it is: parentheses, spaces and angle brackets
# end it, and a backslash or a backtick changes its meaning.
SAFE = ":/?#[]@!$&'*+,;=%"
SPECIAL = re.compile(r"([\\`*_\[\]<>&$~^|])")
# Markdown would read the likes of `&lt;` as one character, in an address too.
ENTITY = re.compile(r"(&#?\w+);")


def qr_svg(link: str) -> str:
    """The QR code of a link as SVG, or nothing if the link is too long for one.

    It is black on white whatever the theme, since many phones do not read the inverse.
    """
    error = "m" if len(link) <= LONG else "l"
    try:
        code = segno.make_qr(link, error=error, encoding="utf-8")
    except segno.DataOverflowError:
        return ""
    drawn = BytesIO()
    code.save(
        drawn, kind="svg", xmldecl=False, omitsize=True, dark="#000", light="#fff", border=4
    )
    label = _escaped(say("share.qr"))
    # Crisp edges, or there would be a pale seam between one row of modules and the next.
    attributes = f'<svg role="img" aria-label="{label}" shape-rendering="crispEdges" '
    return drawn.getvalue().decode().replace("<svg ", attributes, 1)


def snippets(
    link: str, figure_link: str, title: str, width: int, height: int
) -> dict[str, str]:
    """Forms of a link to paste, by name: link, and those of `FORMS`.

    Args:
        link: The whole app at this state.
        figure_link: Its figure alone, which is what frames show.
        title: What the figure shows, as plain text.
        width: Of a frame, in pixels.
        height: Of a frame, in pixels.
    """
    address, source, name = map(_escaped, (link, figure_link, title))
    size = f'width="{width}" height="{height}"'
    # A frame wider than a phone would make its page scroll sideways.
    look = 'allow="fullscreen" style="border:0;max-width:100%"'
    # Outside the frame, since many course systems strip frames and leave what is beside
    # them; what is inside one no browser of today shows.
    fallback = f'<p><a href="{address}">{name}</a></p>'
    frame = f'<iframe src="{source}" title="{name}" {size} loading="lazy" {look}></iframe>'
    # reveal.js itself loads a frame when its slide is near, and only one with `data-src`.
    slide = (
        f'<iframe data-src="{source}" data-preload title="{name}" {size} {look}></iframe>'
    )
    return {
        "link": link,
        "iframe": f"{frame}\n{fallback}",
        "reveal": f"<section>\n  {slide}\n  {fallback}\n</section>",
        "quarto": f"```{{=html}}\n{frame}\n{fallback}\n```",
        "jupyter_book": f"```{{raw}} html\n{frame}\n{fallback}\n```",
        "markdown": f"[{_markdown_text(title)}]({_markdown_address(link)})",
    }


def share_dialog(
    link: str, figure_link: str, title: str, state: State | None = None
) -> None:
    """Open the dialogue.

    Args:
        link: The whole app at this state.
        figure_link: Its figure alone, which is what frames show.
        title: What the figure shows, as plain text.
        state: What pictures, files and data are made of; None where there are none.
    """

    def contents() -> None:
        part = _part() if state is not None else LINK
        if state is None or part == LINK:
            _links(link, figure_link, title)
        else:
            _taken_away(part, state, link)

    # Not as a decorator, which would look up the title once and in one language.
    st.dialog(say("share.title"), width="large")(contents)()


def qr_code(link: str) -> None:
    """The QR code of a link, or a sentence if it is too long for one."""
    drawn = qr_svg(link)
    if drawn:
        st.image(drawn, width="stretch", alt=say("share.qr"))
        st.caption(say("share.scan"))
    else:
        st.info(say("share.too_long"))


def forms(pasted: dict[str, str]) -> None:
    """Forms of a link to paste, as `snippets` gives them, each in a tab of its own."""
    tabs = st.tabs([say(f"share.{form}") for form in FORMS])
    for tab, form in zip(tabs, FORMS, strict=True):
        tab.code(pasted[form], language=None, wrap_lines=True)


def _part() -> str:
    return st.segmented_control(
        say("share.part"),
        PARTS,
        default=LINK,
        required=True,
        format_func=lambda part: say(f"share.{part}"),
        label_visibility="collapsed",
    )


def _taken_away(part: str, state: State, link: str) -> None:
    # Only now: these import what draws and what writes tables.
    if part == "picture":
        from ui.download_pictures import picture_section

        picture_section(state)
    elif part == "file":
        from ui.download_twin import twin_section

        twin_section(state, link.partition("?")[0])
    else:
        from ui.download_data import data_section

        data_section(state, link)


def _links(link: str, figure_link: str, title: str) -> None:
    # The code comes first: on a phone, where columns become rows, it is what is wanted.
    code, right = st.columns([2, 5], gap="medium")
    with code:
        qr_code(link)
    with right:
        height = "content" if len(link) <= WHOLE else LINK_HEIGHT
        st.code(link, language=None, wrap_lines=True, height=height)
        if len(link) > LONGEST:
            st.warning(say("share.long", most=LONGEST))
        size = st.segmented_control(
            say("share.size"), list(SIZES), default=next(iter(SIZES)), required=True
        )
        forms(snippets(link, figure_link, title, *SIZES[size]))


def _escaped(value: str) -> str:
    """A text for HTML, on one line: a line of its own could end the block of Quarto."""
    return escape(value).replace("\n", "&#10;").replace("\r", "&#13;")


def _markdown_text(text: str) -> str:
    return SPECIAL.sub(r"\\\1", " ".join(text.split()))


def _markdown_address(link: str) -> str:
    return ENTITY.sub(r"\1%3B", quote(link, safe=SAFE))
