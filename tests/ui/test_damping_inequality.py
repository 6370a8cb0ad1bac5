import json
import re
from dataclasses import replace

import pytest

from tests.ui.test_pages import opened
from ui.changes import with_number
from ui.session import KEY
from ui.state import State

PAGE = "pages/7_Damping.py"


def state_of(**numbers):
    state = replace(State(), view="lab", panel="inequality")
    for name, value in numbers.items():
        state, _ = with_number(state, name, value)
    return state


@pytest.fixture(scope="module")
def app():
    return opened(state_of(), PAGE)


def said(app):
    assert not app.exception
    return " ".join(element.value for element in app.markdown)


def press(app, label):
    next(button for button in app.button if button.label == label).click().run()


def chips(app):
    """What stands above each plot, by title."""
    (found,) = (
        element.proto.bytes
        for element in app.get("bidi_component")
        if "opens" in str(element.proto.bytes)
    )
    head = json.loads(found[4 : 4 + int.from_bytes(found[:4], "little")])
    return {panel["title"]: panel["chip"] for panel in head["panels"]}


def test_each_case_is_said_with_who_is_biased_and_who_trapped(app):
    app.session_state[KEY] = state_of()
    app.run()
    assert "λ = −F′(ε) = 0.98 at the optimum" in said(app)
    assert "Not all do with Adam MDMM (0 of 7)" in said(app)
    assert re.search("chatter about it: Hard-clamp MDMM\\.", said(app))

    press(app, "ε inactive")
    assert app.session_state[KEY]["epsilon"] == 1.2
    biased = "Softplus MDMM, Alternating MDMM, Adam MDMM"
    assert f"**Biased**, L₂ pulled up to ε: MDMM, {biased}." in said(app)
    assert "Slack MDMM (4 of 7), from starts outside" in said(app)

    press(app, "All starts outside")
    assert min(loss_2 for _, loss_2 in app.session_state[KEY].custom_starts) == 1.4
    assert "on the way: Slack MDMM, from starts outside" in said(app)
    press(app, "The seven starts")
    assert app.session_state[KEY].starts == "seven"

    press(app, "ε infeasible")
    assert "No θ has L₂ ≤ −0.2: the least L₂ is 0" in said(app)
    press(app, "ε active")
    assert app.session_state[KEY]["epsilon"] == 0.5


def test_each_plot_says_what_became_of_its_runs_and_where(app):
    app.session_state[KEY] = state_of(epsilon=1.2)
    app.run()
    found = chips(app)
    assert len(found) == 8
    assert found["MDMM"] == "7 pulled up to ε · L₁ 0, L₂ 1.2, λ 0"
    assert found["Slack MDMM"].startswith("4 trapped at ε, 3 left alone · ")


def test_of_noisy_runs_the_mean_is_said_since_one_end_is_chance(app):
    app.session_state[KEY] = state_of(noise=0.2, seed=3, epsilon=1.2)
    app.run()
    assert "Biased" not in said(app)
    assert not any("pulled" in chip for chip in chips(app).values())
    (found,) = re.findall(r"MDMM (\d\.\d+), One-sided MDMM (\d\.\d+)", said(app))
    two_sided, one_sided = map(float, found)
    assert 1 < one_sided < two_sided < 1.3
