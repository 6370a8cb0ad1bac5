"""Front-end files: our own, joined into modules, and Plotly's, put where they are served.

`python -m ui.assets` puts all of them there, for an image that cannot be written later.
"""

import gzip
import hashlib
import os
import re
from functools import cache
from pathlib import Path

import plotly

FRONTEND = Path(__file__).parent / "frontend"
FLAT_PLOTLY = FRONTEND / "plotly" / "flat.min.js"
# Streamlit serves this folder, beside the script that it runs, as app/static.
STATIC = Path(__file__).parent.parent / "static"
# Modules of the components that are sent with each move of a slider.
FETCHED = ("knobs.js", "plain_chart.js", "plane_player.js", "player.js", "sweep_player.js")
CHINESE_FONT = "noto-sans-sc.woff2"


@cache
def text(name: str) -> str:
    """The text of a front-end file."""
    return (FRONTEND / name).read_text(encoding="utf-8")


@cache
def module(entry: str) -> str:
    """One JavaScript module out of a file and all that it imports, directly or not.

    Streamlit takes the script of a component as one string. Our files are plain modules
    that import one another by `import { name } from "./file.js";` and give every top-level
    name once, so that joining them in order, without those lines, changes nothing.
    """
    parts = [_without_imports(name) for name in _in_order(entry, [])]
    # Of those that others import, what they export by default has a name as well.
    others = [re.sub(r"^export default ", "", part, flags=re.M) for part in parts[:-1]]
    return "\n".join([*others, parts[-1]])


def _in_order(name: str, before: list[str]) -> list[str]:
    for imported in re.findall(r'^import [^;]*? from "\./(.+?)";$', text(name), re.M):
        if imported not in before:
            before = _in_order(imported, before)
    return [*before, name] if name not in before else before


def _without_imports(name: str) -> str:
    source = re.sub(r'^import [^;]*? from "\./.+?";\n', "", text(name), flags=re.M)
    return re.sub(r"^export (?!default)", "", source, flags=re.M)


def fetched(entry: str) -> str:
    """The script of a component that gets its module, one of `FETCHED`, as a file."""
    return module("fetched.js").replace("MODULE", module_file(entry))


@cache
def module_file(entry: str) -> str:
    """Name of a module below the folder of static files, put there if missing."""
    return _named_by_content(entry, module(entry).encode())


@cache
def plotly_file() -> str:
    """Name of Plotly's script for plots of two dimensions, put there if missing.

    `scripts/bundle_plotly.py` has made it.
    """
    return _named_by_content("plotly-flat.min.js", FLAT_PLOTLY.read_bytes())


@cache
def solid_plotly_file() -> str:
    """Name of Plotly's script for all its plots, put there if missing.

    It is the one that the installed `plotly` carries.
    """
    source = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
    return _named_by_content("plotly.min.js", source.read_bytes())


def _named_by_content(file: str, content: bytes) -> str:
    """The name of a script, which says what is in it: a browser may keep it for good."""
    stem, dot, ending = file.partition(".")
    digest = hashlib.blake2b(content, digest_size=6).hexdigest()
    name = f"{stem}-{digest}{dot}{ending}"
    if not packed(name).exists():
        _put(name, content)
    return name


def packed(name: str) -> Path:
    """Where a script lies as it is sent, beside the one to be read."""
    return STATIC / f"{name}.gz"


def _put(name: str, content: bytes) -> None:
    """Have a script written whole, or not at all, whoever else is at the same."""
    STATIC.mkdir(exist_ok=True)
    for file, written in (
        (STATIC / name, content),
        (packed(name), gzip.compress(content, mtime=0)),
    ):
        unfinished = file.with_name(f"{file.name}.{os.getpid()}.part")
        unfinished.write_bytes(written)
        unfinished.replace(file)


@cache
def font_style() -> str:
    """The style that names the font of Chinese words, with where it is.

    The address says which version of the file it is, so that a browser takes a new one.
    """
    font = (STATIC / CHINESE_FONT).read_bytes()
    digest = hashlib.blake2b(font, digest_size=6).hexdigest()
    return text("font.css").replace(CHINESE_FONT, f"{CHINESE_FONT}?v={digest}")


if __name__ == "__main__":
    for name in (plotly_file(), solid_plotly_file(), *map(module_file, FETCHED)):
        print(STATIC / name)
