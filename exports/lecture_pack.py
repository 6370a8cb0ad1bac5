"""All figures of the gallery as files that need no server, with a page that leads to them.

    python -m exports.lecture_pack OUT [--language en] [--address https://example.org/]

OUT is a folder, which any web server can hold as it is, or a file whose name ends with
`.zip`. The address is that of an app, to which links and QR codes lead.
"""

import argparse
import sys
import zipfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path

from exports.animation import animation
from exports.documents import documents
from exports.notebook import notebook
from exports.pack_index import index
from exports.pictures import picture
from exports.script import script
from exports.static_twin import static_twin
from ui import assets
from ui.link import read
from ui.presets import PRESETS
from ui.share import qr_svg
from ui.words import DEFAULT, LANGUAGES, language, say, speaking

PICTURE, MOVING = (1280, 720), (960, 540)
# Each figure's own file shares this one, in the same folder.
PLOTLY = "plotly.min.js"
FOLDER = "paretoscope"
PATHS = {
    "html": "{name}.html",
    "png": "pictures/{name}.png",
    "svg": "pictures/{name}.svg",
    "gif": "animations/{name}.gif",
    "mp4": "animations/{name}.mp4",
    "py": "code/{name}.py",
    "ipynb": "code/{name}.ipynb",
    "qr": "qr/{name}.svg",
}
# Compressed already: to do it again would take time and save nothing.
PACKED = (".png", ".gif", ".mp4")

Files = dict[str, bytes]


def of_preset(name: str, address: str = "") -> Files:
    """All files of one preset by their kinds, those of `PATHS`, in the language spoken.

    Args:
        name: Key of `PRESETS`.
        address: Of the app, ending with a stroke; without one there is no QR code.

    Raises:
        RefusedError: The server has no turn for so much work now.
    """
    state, link = read(f"fig={name}").state, _link(name, address)
    made = {
        "html": static_twin(
            state,
            language(),
            title=say(f"figure_titles.{name}"),
            address=address,
            plotly_source=PLOTLY,
        ),
        "png": picture(state, PICTURE, "png"),
        "svg": picture(state, PICTURE, "svg"),
        "gif": animation(state, MOVING, "gif"),
        "mp4": animation(state, MOVING, "mp4"),
        "py": script(state, link).encode(),
        "ipynb": notebook(state, link).encode(),
        "qr": qr_svg(link).encode() if link else b"",
    }
    return {kind: content for kind, content in made.items() if content}


def whole(of_presets: Mapping[str, Files], address: str = "") -> Files:
    """A pack by paths, of what `of_preset` made of each preset with the same address."""
    pack, figures = Files(), dict[str, dict[str, str]]()
    for name, files in of_presets.items():
        paths = {kind: PATHS[kind].format(name=name) for kind in files}
        pack |= {paths[kind]: content for kind, content in files.items()}
        figures[name] = paths
        if address:
            figures[name]["live"] = _link(name, address)
    titles = {}
    for path, (title, content) in documents(address).items():
        pack[path], titles[path] = content.encode(), title
    if address:
        pack["links.md"], titles["links.md"] = _links(figures), say("pack.links")
    pack[PLOTLY] = assets.FLAT_PLOTLY.read_bytes()
    return {"index.html": index(figures, titles).encode(), **pack}


def zipped(pack: Files) -> bytes:
    """A pack as a zip with one folder in it."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as out:
        for path, content in pack.items():
            how = zipfile.ZIP_STORED if path.endswith(PACKED) else zipfile.ZIP_DEFLATED
            out.writestr(f"{FOLDER}/{path}", content, how)
    return made.getvalue()


def _link(name: str, address: str) -> str:
    return f"{address}?fig={name}" if address else ""


def _links(figures: Mapping[str, Mapping[str, str]]) -> bytes:
    rows = [
        f"* [{say(f'figure_titles.{name}')}]({paths['live']})"
        for name, paths in figures.items()
    ]
    return "\n".join([*rows, ""]).encode()


def _made(only: Collection[str], address: str) -> Iterator[tuple[str, Files]]:
    names = [name for name in PRESETS if name in only]
    for done, name in enumerate(names):
        print(f"\r{done} of {len(names)}: {name:24}", end="", file=sys.stderr, flush=True)
        yield name, of_preset(name, address)
    print(f"\r{len(names)} of {len(names)}{'':26}", file=sys.stderr)


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the pack that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", type=Path, help="a folder, or a file that ends with .zip")
    parser.add_argument("--language", choices=LANGUAGES, default=DEFAULT)
    parser.add_argument("--address", default="", help="of an app, for links and QR codes")
    parser.add_argument("--only", nargs="+", choices=PRESETS, default=PRESETS)
    given = parser.parse_args(arguments)
    address = f"{given.address.rstrip('/')}/" if given.address else ""
    with speaking(given.language):
        pack = whole(dict(_made(given.only, address)), address)
    if given.out.suffix == ".zip":
        given.out.write_bytes(zipped(pack))
        return
    for path, content in pack.items():
        file = given.out / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)


if __name__ == "__main__":
    main()
