"""Two sweeps on one clock: what the component in the browser is given of each."""

from typing import Any, NamedTuple

import streamlit as st

from figures.ends import Ends
from figures.response_curve import response_curve
from figures.sweep_front import sweep_front
from figures.theme import Theme
from front_coverage import covered_by, covered_parts
from sweeps import Sweep
from ui import assets, compute
from ui.changes import spoken_name
from ui.charts import shown_theme
from ui.joined import sentences
from ui.saving import save_words
from ui.state import HYPERPARAMETERS
from ui.sweep_words import notes, summary
from ui.words import language, say, section

STYLES = ("transport.css", "knob.css", "sweep_player.css", "save_picture.css")

_player = st.components.v2.component(
    "paretoscope_sweep",
    html=assets.text("sweep_player.html"),
    css="".join(map(assets.text, STYLES)),
    js=assets.fetched("sweep_player.js"),
    isolate_styles=False,
)


class Side(NamedTuple):
    """A sweep as it is shown.

    Attributes:
        of: What became of each run.
        problem: Key of `PROBLEMS`.
        title: What is swept.
    """

    of: Sweep
    problem: str
    title: str


def sweep_player(key: str, left: Side, right: Side) -> None:
    """Show two sweeps side by side; both are seen whole until somebody plays them."""
    # One value on, not one step of a run.
    words = {name: say(f"sweep.{name}") for name in ("scrub", "back", "forward")}
    theme = shown_theme()
    data = {
        "sides": [packed(side, theme, language()) for side in (left, right)],
        "words": section("player") | words,
        "plotly": assets.plotly_file(),
    }
    _player(key=key, data=data)


# A slider mostly changes one side of the two. From 64 starts, a side is 1.3 MB.
@st.cache_data(max_entries=8, show_spinner=False)
def packed(side: Side, theme: Theme, language: str) -> dict[str, Any]:
    """A sweep in the form that `frontend/sweep_side.js` shows."""
    # What is said in another language is another result.
    del language
    of = side.of
    front = compute.front_points(side.problem)
    by = covered_by(of.end_losses, front)
    is_covered = by < len(of.values)
    ends = Ends(of.values, of.end_losses, of.failed, notes(of))
    knob, losses = spoken_name(of.name), (say("axes.loss_1"), say("axes.loss_2"))
    log = HYPERPARAMETERS[of.name][0].scale == "log"
    shares = [float((by < count).mean()) for count in range(len(of.values) + 1)]
    covered = [say("sweep.covered", share=share) for share in shares]
    stop = say("sentence.stop")
    said = sentences(side.title + stop, covered[-1] + stop, summary(of))
    return {
        "title": side.title,
        "saveWords": save_words(),
        "front": sweep_front(
            front,
            covered_parts(front, is_covered),
            by[is_covered],
            ends,
            theme,
            (*losses, knob),
            log=log,
        ).to_json(),
        "frontAlt": sentences(say("sweep.front"), said),
        "response": response_curve(
            ends, theme, (knob, *losses), log=log, identity=of.name == "epsilon"
        ).to_json(),
        "responseAlt": sentences(say("sweep.response", knob=knob), said),
        "values": of.values.tolist(),
        "knob": [say("sweep.none_yet", knob=knob)]
        + [f"{knob} = {value:.3g}" for value in of.values],
        "share": [round(100 * share) for share in shares],
        "covered": covered,
    }
