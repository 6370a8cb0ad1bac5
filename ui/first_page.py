"""What whoever opens the app first waits for: its views, imported and compiled."""

from dataclasses import replace

import ui.views  # noqa: F401 — the import is what takes longest
from ui import compute
from ui.panels import loss_view, panel, parameter_view, texts
from ui.state import State

# The two methods of the lesson; the Lab begins with the second.
METHODS = "linear", "mdmm"


def make_ready() -> None:
    """Import all that the first page needs, compile what it runs, and draw its fronts."""
    for method in METHODS:
        state = replace(State(), optimizer=method)
        batch = compute.batch(state)
        outcomes = batch.outcomes()
        views = loss_view(state, batch), parameter_view(state, batch)
        panel(state, batch, outcomes, views)
        texts(state, batch, outcomes)
