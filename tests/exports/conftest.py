"""What all tests of exports share: a way to draw that needs no screen."""

import contextlib
import io

import matplotlib as mpl
import numpy as np
import pytest

from ui import compute
from ui.link import read

mpl.use("Agg")
# States that differ in what a script has to write down.
STATES = {
    "a figure": "fig=mdmm-concave",
    "weights, noise and nudges": (
        "p=concave&m=linear&weights=0.5,2&starts=row&n=9&sigma=0.05&jitter=0.01&steps=70"
    ),
    "placed, unboxed, with a memory": (
        "p=convex&m=mdmm_slack&eps=0.4&starts=1,1.5;1.9,0.5&box=0&sigma=0.05&steps=70"
    ),
    "up to a step": "fig=cherry-pick",
    "the total loss": "fig=total-hides",
}


@pytest.fixture(params=STATES.values(), ids=STATES)
def given(request):
    """The query of each state in turn."""
    return request.param


@pytest.fixture
def run_pieces(tmp_path, monkeypatch):
    """Runs pieces of code one after the other, as a kernel does; what they define."""
    import matplotlib.pyplot as plt

    monkeypatch.chdir(tmp_path)

    def run(*pieces):
        names = {"__name__": "__main__"}
        with contextlib.redirect_stdout(io.StringIO()) as printed:
            for piece in pieces:
                exec(compile(piece, "taken_away.py", "exec"), names)
        return names, printed.getvalue()

    yield run
    plt.close("all")


@pytest.fixture
def state():
    """The state of a query."""
    return lambda query: read(query).state


def check_picture(names, state):
    """What was drawn is what the app computes; the app's runs are the oracle."""
    losses = compute.batch(state).run.losses
    np.testing.assert_allclose(np.moveaxis(names["paths"], 0, 1), losses, rtol=0, atol=1e-6)
    shown = names["shown"] + 1
    lines = [line.get_xydata() for line in names["axes"].get_lines()]
    for run in losses[:, :shown]:
        drawn = run
        if state.total_only:
            total = run[:, 0] + state["alpha"] * run[:, 1]
            drawn = np.stack([np.arange(shown), total], axis=1)
        assert any(
            len(line) == shown and np.allclose(line, drawn, rtol=0, atol=1e-6)
            for line in lines
        )
    return lines
