"""The page that leads to all files of a lecture pack, from a disk or a web server."""

from collections.abc import Mapping, Sequence
from html import escape
from itertools import groupby
from pathlib import Path
from urllib.parse import quote

from ui.presets import PRESETS
from ui.words import language, say

STYLE = Path(__file__).with_name("pack_index.css")
# In this order a card has its files, each with its words.
KINDS = ("html", "png", "svg", "gif", "mp4", "py", "ipynb", "qr")


def index(figures: Mapping[str, Mapping[str, str]], documents: Mapping[str, str]) -> str:
    """The page as HTML, in the language that is spoken; it needs nothing from elsewhere.

    Args:
        figures: For each preset, in the order of the gallery, the paths of its files by
            kind; `live` is the address of the app at that state.
        documents: Titles of other files, such as exercise sheets, by path.
    """
    title = say("pack.title")
    groups = "".join(
        _group(group, list(names), figures)
        for group, names in groupby(figures, lambda name: PRESETS[name].group)
    )
    return (
        f"<!doctype html>\n<html lang='{language()}'>\n<head>\n<meta charset='utf-8'>\n"
        "<meta name='viewport' content='width=device-width, initial-scale=1'>\n"
        f"<title>{escape(title)}</title>\n"
        f"<style>\n{STYLE.read_text(encoding='utf-8')}</style>\n</head>\n<body>\n"
        f"<h1>{escape(title)}</h1>\n<p>{escape(say('pack.intro'))}</p>\n"
        f"{_documents(documents)}{groups}"
        f"<p class='note'>{escape(say('pack.credit'))}</p>\n</body>\n</html>\n"
    )


def _documents(documents: Mapping[str, str]) -> str:
    if not documents:
        return ""
    items = "".join(f"<li>{_link(path, title)}</li>" for path, title in documents.items())
    return f"<h2>{escape(say('pack.documents'))}</h2>\n<ul>{items}</ul>\n"


def _group(
    group: str, names: Sequence[str], figures: Mapping[str, Mapping[str, str]]
) -> str:
    cards = "\n".join(_card(name, figures[name]) for name in names)
    title = escape(say(f"figure_groups.{group}"))
    return f"<h2>{title}</h2>\n<div class='cards'>\n{cards}\n</div>\n"


def _card(name: str, files: Mapping[str, str]) -> str:
    title = say(f"figure_titles.{name}")
    picture = f"<img src='{quote(files['png'])}' alt='' loading='lazy'>"
    kinds = [kind for kind in KINDS if kind in files]
    links = [f"<li>{_link(files[kind], say(f'pack.{kind}'))}</li>" for kind in kinds]
    if "live" in files:
        address = escape(files["live"], quote=True)
        links.append(f"<li><a href='{address}'>{escape(say('pack.live'))}</a></li>")
    return (
        f"<article id='{name}'><a href='{quote(files['html'])}'>{picture}</a>"
        f"<h3>{escape(title)}</h3><p>{escape(say(f'figure_captions.{name}'))}</p>"
        f"<ul class='files'>{''.join(links)}</ul></article>"
    )


def _link(path: str, words: str) -> str:
    return f"<a href='{quote(path)}'>{escape(words)}</a>"
