"""What whoever opens the app first waits for: its views, imported and compiled."""

import gc
from collections.abc import Iterator
from dataclasses import replace

# The two methods of the lesson; the Lab begins with the second.
METHODS = "linear", "mdmm"
# Objects after which Python looks for garbage among them.
YOUNG = 5_000


def made_ready() -> Iterator[None]:
    """Import all that the first page needs, compile what it runs, and draw its fronts.

    A piece of it before each value, since none of them can be stopped on the way.
    """
    import jax  # noqa: F401

    yield
    import pandas  # noqa: F401

    yield
    import ui.views  # noqa: F401

    # What was imported stays. Otherwise Python goes through all of it now and then, looking
    # for garbage, and nobody is answered for a tenth of a second.
    gc.freeze()
    # A page makes some hundreds of objects for a moment: to look after every 700 is to look
    # at those that are just in use.
    gc.set_threshold(YOUNG, 10, 10)
    yield
    from ui import compute
    from ui.panels import loss_view, panel, parameter_view, texts
    from ui.state import State

    shown = []
    for method in METHODS:
        state = replace(State(), optimizer=method)
        batch = compute.batch(state)
        yield
        outcomes = batch.outcomes()
        yield
        panel(state, batch, outcomes, (loss_view(state, batch),))
        shown.append((state, batch, outcomes))
        yield
    # What the Lab shows besides.
    for state, batch, outcomes in shown:
        parameter_view(state, batch)
        texts(state, batch, outcomes)
        yield
