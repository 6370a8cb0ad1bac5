import json
from collections import defaultdict
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from optimizers import OPTIMIZERS
from toy_problems import PROBLEMS
from ui import compare
from ui.changes import with_number, with_opened
from ui.compare import methods
from ui.session import KEY
from ui.small_panels import waiting_panel
from ui.state import State
from verdicts import Verdict

ROOT = Path(__file__).resolve().parents[2]
FIVE = ["linear", "dual", "hard_constraint_first", "bdmm", "mdmm"]


def header(state=None):
    """What the player was sent, but for the arrays."""
    app = AppTest.from_file(ROOT / "app.py", default_timeout=60)
    app.switch_page("pages/3_Compare.py")
    if state:
        app.session_state[KEY] = state
    app.run()
    assert not app.exception
    (player,) = (
        element.proto
        for element in app.main
        if element.type == "bidi_component"
        and element.proto.component_name == "paretoscope_player"
    )
    return json.loads(player.bytes[4 : 4 + int.from_bytes(player.bytes[:4], "little")])


def test_compares_the_five_methods_and_none_of_their_variants():
    assert methods() == FIVE
    assert all(not OPTIMIZERS[method].variant_of for method in methods())


def test_a_panel_for_every_method_on_every_front():
    sent = header()
    assert sent["layout"] == "compare"
    found = [panel["opens"]["value"] for panel in sent["panels"]]
    assert found == [f"{problem},{method}" for problem in PROBLEMS for method in FIVE]


def test_by_default_mdmm_alone_has_settled_on_every_front():
    settled = defaultdict(set)
    for panel in header()["panels"]:
        _, method = panel["opens"]["value"].split(",")
        settled[method].add(panel["chip"] == "7 settled")
    assert [method for method in FIVE if settled[method] == {True}] == ["mdmm"]


@pytest.mark.parametrize("found", ["convex,bdmm", "mixed,linear"])
def test_a_panel_opens_its_problem_and_method_in_the_lab(found):
    state, notice = with_opened(with_number(State(), "epsilon", 0.4)[0], found)
    assert notice == ""
    assert (state.view, f"{state.problem},{state.optimizer}") == ("lab", found)
    assert state["epsilon"] == 0.4


@pytest.mark.parametrize("found", ["", "convex", "nope,mdmm", None, ["convex", "mdmm"]])
def test_what_is_no_panel_opens_nothing_else(found):
    state, notice = with_opened(State(), found)
    assert notice
    assert (state.problem in PROBLEMS, state.optimizer in OPTIMIZERS) == (True, True)


def test_the_verdicts_in_short_are_those_of_the_runs():
    state = with_number(State(), "epsilon", 0.3)[0]
    for panel in header(state)["panels"]:
        counts = [int(part.split()[0]) for part in panel["chip"].split(", ")]
        assert sum(counts) == panel["runs"] == 7
        assert len(counts) <= len(Verdict)


def test_what_takes_long_is_shown_one_after_the_other_until_all_is_there(monkeypatch):
    at_once, shown = header(), []
    whole = compare.player

    def watched(key, panels, layout):
        shown.append(sum(len(panel.batch.run.losses) > 0 for panel in panels))
        whole(key, panels, layout=layout)

    monkeypatch.setattr(compare, "player", watched)
    monkeypatch.setattr(compare, "LONGEST", -1.0)
    one_by_one = header()
    # One is shown; another is found while it is sent, and one more in the next run.
    assert shown == [1, 3, 5, 7, 9, 11, 13, 15]
    assert [panel["chip"] for panel in one_by_one["panels"]] == [
        panel["chip"] for panel in at_once["panels"]
    ]


def test_nothing_is_tried_again_that_cannot_be_had(monkeypatch):
    calls = []

    def fails(state):
        calls.append(state)
        if len(calls) > 3:
            raise ValueError("No.")
        return batch(state)

    batch = compare.compute.batch
    monkeypatch.setattr(compare, "LONGEST", -1.0)
    monkeypatch.setattr(compare.compute, "batch", fails)
    assert sum(panel["runs"] > 0 for panel in header()["panels"]) == 2
    assert len(calls) < 10


def test_a_plot_that_waits_has_its_front_and_no_runs():
    panel = waiting_panel(State(), "Concave · MDMM", "under way")
    assert len(panel.outcome) == len(panel.verdicts) == len(panel.batch.run.losses) == 0
    assert panel.extras["chip"] == "under way"
    assert panel.views[0].stills["light"]["data"][0]["x"]
