"""One HTML file that shows a state without a server, and whose main slider still moves.

`python -m exports.static_twin QUERY OUT.html` makes one, as in

    python -m exports.static_twin 'fig=mdmm-concave' mdmm.html
    python -m exports.static_twin 'p=concave&m=mdmm&eps=0.6' mdmm.html --language en
"""

import argparse
import base64
import re
from collections.abc import Sequence
from html import escape
from pathlib import Path
from string import Template
from urllib.parse import quote

from exports.given import state_of
from exports.legend import credit, legend
from exports.slider import own_value, slider_values
from exports.snapshot import Snapshot, snapshot
from exports.twin_data import TwinData, fitted
from ui import assets, report
from ui.player import STYLES
from ui.state import State
from ui.words import DEFAULT, LANGUAGES, say, speaking

# Of the whole file but for Plotly.
MOST_BYTES = 400_000


def static_twin(
    state: State,
    language: str = DEFAULT,
    *,
    snapshots: Sequence[Snapshot] | None = None,
    title: str = "",
    address: str = "",
    plotly_source: str = "",
) -> bytes:
    """The file, in UTF-8: at most `MOST_BYTES` long without Plotly.

    Args:
        state: What it shows, as the app's figure view does.
        language: One of `LANGUAGES`.
        snapshots: What `snapshot` found of each of `slider_values(state)`, in this
            language; found here unless given.
        title: Above it, as plain text; nothing but what the figure itself says unless told.
        address: Of the app on the web, to which the file links; no link unless told.
        plotly_source: Address of Plotly's script, such as `plotly.min.js` in the same
            folder; the script itself is in the file unless told.

    Raises:
        RefusedError: The server has no turn for so much work now.
    """
    with speaking(language):
        values = slider_values(state)
        found = snapshots or [snapshot(state, value) for value in values]
        first = found[values.index(own_value(state))]
        said = first.header["panels"][0]["alt"]
        name = title or report.title(state)
        fixed = {
            "language": escape(language),
            "theme": escape(state.theme),
            "title": escape(f"{name} · {say('app.title')}"),
            "description": escape(said),
            "heading": f"<h1>{escape(title)}</h1>" if title else "",
            "icon": f"data:image/svg+xml,{quote(assets.text('icon.svg'))}",
            "style": _style(),
            "player": assets.text("player.html"),
            "without_script": escape(f"{say('twin.no_script')} {said}"),
            "about": escape(say("twin.legend")),
            "credit": credit(state, address),
            "missing": escape(say("twin.missing", source=plotly_source)),
            "old": escape(say("twin.old")),
            "script": without_comments(assets.module("twin.js")),
        }
        # The legend says what of the runs the data has, but takes no room to speak of.
        room, font = MOST_BYTES - len(_page(fixed, "", "", "")) - 4_000, _font(said)
        own = own_value(state)
        data = fitted(found, values, own, (room - len(font)) * 3 // 4)
        if font and data.runs < len(first.colors):
            # Who reads Chinese nearly always has a font for it, and nobody the runs.
            font, data = "", fitted(found, values, own, room * 3 // 4)
        fixed["style"] += font
        return _page(
            fixed, _legend(state, data, first), _encoded(data), _plotly(plotly_source)
        )


def without_comments(script: str) -> str:
    """Our own JavaScript without the lines that are comments alone."""
    blocks = re.sub(r"^[ ]*/\*\*(?:(?!\*/).)*\*/[ ]*\n", "", script, flags=re.M | re.S)
    return re.sub(r"^[ ]*//.*\n", "", blocks, flags=re.M)


def _page(fixed: dict[str, str], shown: str, data: str, plotly: str) -> bytes:
    parts = fixed | {"legend": shown, "data": data, "plotly": plotly}
    return Template(assets.text("twin.html")).substitute(parts).encode()


def _legend(state: State, data: TwinData, first: Snapshot) -> str:
    return "".join(f"<p>{escape(words)}</p>" for words in legend(state, data, first.total))


def _encoded(data: TwinData) -> str:
    return base64.b64encode(data.data).decode()


def _style() -> str:
    styles = "".join(map(assets.text, (*STYLES, "figure.css", "twin.css")))
    return re.sub(r"/\*.*?\*/\n?", "", styles, flags=re.S)


def _font(said: str) -> str:
    """The app's font of Chinese words, for whoever has none, if that is what is said."""
    if not any("\u2e80" <= letter <= "\u9fff" for letter in said):
        return ""
    encoded = base64.b64encode((assets.STATIC / assets.CHINESE_FONT).read_bytes()).decode()
    source = f"data:font/woff2;base64,{encoded}"
    return re.sub(r'url\("[^"]*"\)', lambda _: f'url("{source}")', assets.text("font.css"))


def _plotly(source: str) -> str:
    if source:
        return f'<script src="{escape(source)}"></script>'
    script = assets.FLAT_PLOTLY.read_text(encoding="utf-8")
    return f"<script>{script}</script>"


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the file that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("query", help="an address of the app, or what comes after its ?")
    parser.add_argument("out", type=Path, help="the file that is written")
    parser.add_argument(
        "--language", choices=LANGUAGES, help="that of the state unless told"
    )
    parser.add_argument("--title", default="", help="above the figure")
    parser.add_argument("--address", default="", help="of the app, for a link to it")
    parser.add_argument("--plotly-source", default="", help="address of Plotly's script")
    given = parser.parse_args(arguments)
    state = state_of(given.query)
    spoken = state.language
    language = given.language or (spoken if spoken in LANGUAGES else DEFAULT)
    made = static_twin(
        state,
        language,
        title=given.title,
        address=given.address,
        plotly_source=given.plotly_source,
    )
    given.out.write_bytes(made)
    print(f"{given.out}: {len(made):,} bytes")


if __name__ == "__main__":
    main()
