"""A state as one HTML file to keep: made when it is asked for, then downloaded."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from exports.slider import main_number, slider_values
from exports.snapshot import Snapshot, snapshot
from exports.static_twin import static_twin
from ui.limits import RefusedError, turn
from ui.state import State
from ui.waiting import PATIENCE, in_pieces
from ui.words import language, say

KEY = "twin"


def twin_section(state: State, address: str = "") -> None:
    """A button that makes the file, and then one that downloads it.

    Args:
        state: What the file shows.
        address: Of the app, to which the file links; that of this page unless told.
    """
    count = len(slider_values(state))
    about = (
        say("twin.about", count=count) if main_number(state) else say("twin.about_still")
    )
    st.caption(about)
    place = st.empty()
    if not place.button(say("twin.make"), key=f"{KEY} make", icon=":material/html:"):
        return
    try:
        made = _made(state, address or st.context.url or "", place)
    except RefusedError as refused:
        place.warning(str(refused))
    except (ArithmeticError, MemoryError, RuntimeError, TypeError, ValueError) as error:
        place.warning(say("app.no_runs", reason=error))
    else:
        place.download_button(
            say("twin.download", size=len(made) / 1e6),
            made,
            f"paretoscope-{state.problem}-{state.optimizer}.html",
            "text/html",
            key=f"{KEY} download",
            # Another run would take the button away again.
            on_click="ignore",
        )


def _made(state: State, address: str, place: DeltaGenerator) -> bytes:
    """The file, with a bar meanwhile; each value takes its turn with others' work."""

    def of_value(value: float, computed: list[float]) -> Snapshot:
        with turn(patience=PATIENCE):
            computed.append(value)
            return snapshot(state, value)

    def wait(share: float) -> None:
        place.progress(share, text=say("twin.under_way", share=share))

    wait(0.0)
    snapshots = in_pieces(slider_values(state), of_value, wait)
    place.progress(1.0, text=say("twin.packing"))
    with turn():
        return static_twin(state, language(), snapshots=snapshots, address=address)
