"""“Cite this figure”: BibTeX of a state, and of the sources of what it shows.

python -m exports.citation "fig=mdmm-concave" figure.bib
"""

import hashlib
import re
import sys
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from exports.address import address, as_link
from exports.given import state_of, write
from exports.sources import SOURCES, Entry, entries_of, keys_of_figure, tex, written
from optimizers import OPTIMIZERS
from toy_problems import PROBLEMS
from ui.link import query, read
from ui.presets import PRESETS
from ui.report import title
from ui.state import State
from ui.words import DEFAULT, say, speaking

CFF = Path(__file__).parents[1] / "CITATION.cff"
# Whatever shows these problems owes to these.
ALWAYS = "degrave2021why"


@cache
def said_of_app(name: str) -> str:
    """The first line of `CITATION.cff` that begins so, without its quotation marks."""
    whole = CFF.read_text(encoding="utf-8")
    found = re.search(rf'^[ -]*{re.escape(name)}: "?(.*?)"?$', whole, re.MULTILINE)
    if found is None:
        raise ValueError(f"CITATION.cff should have a line `{name}: …`. Found none.")
    return found[1]


def citation(state: State, link: str = "", today: date | None = None) -> str:
    """BibTeX of the figure that the app shows of a state, and of its sources.

    Args:
        state: What is shown.
        link: Of the figure; the relative link of the state if empty.
        today: The day on which it was seen; the present one if None.

    Returns:
        Entries, the first of which is the figure; their keys differ.
    """
    today = today or date.today()
    name = figure_name(state)
    # Of the English words, which every style can set.
    with speaking(DEFAULT):
        words = say(f"figure_titles.{name}") + ". " + title(state) if name else title(state)
    version = said_of_app("version")
    fields = {
        "author": f"{{{tex(said_of_app('name'))}}}",
        "title": f"{{{tex(words)}}}",
        "year": str(today.year),
        "version": tex(version),
        "url": as_link(link) if link else address(state),
        "urldate": today.isoformat(),
        "note": f"Figure made with Paretoscope {tex(version)}",
    }
    entries = {key_of(state): Entry("misc", fields)}
    sources = [ALWAYS, *(keys_of_figure(name) if name else [])]
    entries |= {key: SOURCES[key] for key in sources}
    for source in (PROBLEMS[state.problem].source, OPTIMIZERS[state.optimizer].source):
        entries |= entries_of(source)
    return "\n\n".join(written(*entry) for entry in entries.items()) + "\n"


def key_of(state: State) -> str:
    """The key of its entry: by the name of the figure, if it has one, else by a number."""
    name = figure_name(state)
    digest = hashlib.sha256(_shown(state).encode()).hexdigest()
    return f"paretoscope-{name or digest[:8]}"


def figure_name(state: State) -> str:
    """The name of the preset that a state is; empty if it is none."""
    shown = _shown(state)
    return next((name for name in PRESETS if _shown(_preset(name)) == shown), "")


@cache
def _preset(name: str) -> State:
    return read(f"fig={name}").state


def _shown(state: State) -> str:
    """What a state shows, whatever it looks like."""
    plain = State()
    looks = {part: getattr(plain, part) for part in ("theme", "language", "hidden", "play")}
    frame = "" if state.frame is None else f"&f={state.frame}"
    return query(replace(state, view="lab", **looks)) + frame


if __name__ == "__main__":
    write(sys.argv, lambda query: citation(state_of(query)))
