"""What an exported file says of itself: what is drawn, how faithfully, and by whom."""

from dataclasses import replace
from html import escape

from exports.slider import main_number, slider_values
from exports.twin_data import TwinData
from optimizers import OPTIMIZERS
from ui.changes import spoken_name
from ui.link import query
from ui.state import State
from ui.words import say

# Up to so many have numbers, as `ui/frontend/trails.js` has it.
FEW_RUNS = 12


def legend(state: State, data: TwinData, total: int) -> list[str]:
    """Sentences on what is drawn, what the slider does, and what was left out.

    Args:
        state: What the file shows.
        data: What of the runs it has.
        total: How many runs the state has.
    """
    said = [say(_lines(state, data.runs))]
    if state.show_front and not state.total_only:
        said.append(say("twin.front"))
    if OPTIMIZERS[state.optimizer].constrained and not state.total_only:
        said.append(say("twin.bound_and_optimum" if state.show_front else "twin.bound"))
    name = main_number(state)
    if name:
        count = len(slider_values(state))
        said.append(say("twin.slider", symbol=spoken_name(name), count=count))
    left_out = []
    if data.kept <= data.steps:
        left_out.append(say("twin.fewer_steps", kept=data.kept - 1, steps=data.steps))
    if data.runs < total:
        left_out.append(say("twin.fewer_runs", shown=data.runs, runs=total))
    return [" ".join(said), *([" ".join(left_out)] if left_out else [])]


def credit(state: State, address: str) -> str:
    """A link to the live state where the address of the app is known, and the licences.

    Args:
        state: What the file shows.
        address: Of the app, on the web; anything else is not linked to.
    """
    words = escape(say("twin.credit"))
    if not address.startswith(("http://", "https://")):
        return words
    base = address.partition("?")[0].rstrip("/")
    link = f"{base}/?{query(replace(state, view='lab'))}"
    live = escape(say("twin.live"))
    return f'<a href="{escape(link)}" target="_blank" rel="noopener">{live}</a> · {words}'


def _lines(state: State, runs: int) -> str:
    """Key of what is said of the runs."""
    if state.total_only:
        return "twin.total"
    if state.several_weights():
        return "twin.weights"
    return "twin.runs" if runs <= FEW_RUNS else "twin.many"
