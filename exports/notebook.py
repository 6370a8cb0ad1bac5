"""A Jupyter notebook that runs a state anew and draws its picture, without Paretoscope.

python -m exports.notebook "fig=mdmm-concave" picture.ipynb
"""

import json
import sys
from typing import Any

from exports.address import address, as_link
from exports.citation import said_of_app
from exports.drawing import drawing
from exports.given import state_of, write
from exports.script import parts, with_imports
from optimizers import OPTIMIZERS
from toy_problems import PROBLEMS
from ui.listing_parts import joined_pieces
from ui.report import title
from ui.state import State
from ui.words import say

FORMAT, MINOR = 4, 5
_METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def notebook(state: State, link: str = "") -> str:
    """A notebook in the fourth format of Jupyter, as JSON; it has not been run.

    Its first cell says what it is, where it comes from and how to cite it; the others are
    the script of `exports.script` in pieces, each below a line that says what it is.

    Args:
        state: What it runs and draws.
        link: Of the picture in the app; the relative link of the state if empty.

    Returns:
        The notebook; empty where the problem or the method has no listing.
    """
    found = parts(state)
    if found is None:
        return ""
    cells = [
        _markdown(_about(state, as_link(link) if link else address(state))),
        _code(with_imports(found.head)),
        _markdown(say("data.cell_numbers")),
        _code(found.numbers),
        _markdown(say("data.cell_model")),
        _code(*found.model),
        _markdown(say("data.cell_rule")),
        _code(*found.rule),
        _markdown(say("data.cell_runs")),
        _code(found.starts, found.run, found.ends),
        _markdown(say("data.cell_picture")),
        _code(drawing(state)),
    ]
    numbered = [{"id": f"cell-{k}", **cell} for k, cell in enumerate(cells, start=1)]
    whole = {
        "cells": numbered,
        "metadata": _METADATA,
        "nbformat": FORMAT,
        "nbformat_minor": MINOR,
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _about(state: State, link: str) -> str:
    sources = (OPTIMIZERS[state.optimizer].source, PROBLEMS[state.problem].source)
    return "\n".join(
        [
            f"# {title(state)}",
            "",
            say("data.cell_about", link=link, version=said_of_app("version")),
            "",
            *(f"* {source}" for source in dict.fromkeys(sources)),
        ]
    )


def _markdown(text: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "metadata": {}, "source": _lines(text)}


def _code(*pieces: str) -> dict[str, Any]:
    source = _lines(joined_pieces(pieces).rstrip("\n"))
    unrun = {"execution_count": None, "metadata": {}, "outputs": []}
    return {"cell_type": "code", **unrun, "source": source}


def _lines(text: str) -> list[str]:
    """As Jupyter itself writes it, so that two versions of a notebook compare by lines."""
    return text.splitlines(keepends=True)


if __name__ == "__main__":
    write(sys.argv, lambda query: notebook(state_of(query)))
