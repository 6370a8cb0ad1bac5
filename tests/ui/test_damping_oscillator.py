import json
from dataclasses import replace

import pytest

from tests.ui.test_pages import components, opened, widget
from ui.changes import with_number
from ui.session import KEY
from ui.state import State

PAGE = "pages/7_Damping.py"


def state_of(problem="concave", alternating=False, **numbers):
    state = replace(
        State(), view="lab", panel="oscillator", problem=problem, alternating=alternating
    )
    for name, value in numbers.items():
        state, _ = with_number(state, name, value)
    return state


@pytest.fixture(scope="module")
def shown():
    """One setting after another in one session; what is said, all together."""
    app = opened(state_of(), PAGE)

    def shown(**choices):
        app.session_state[KEY] = state_of(**choices)
        app.run()
        assert not app.exception
        return app, "\n".join(element.value for element in app.markdown)

    return shown


@pytest.mark.parametrize(
    ("choices", "words"),
    [
        (
            {"damping": 5},
            "ζ = **0.06**, **under-damped**|takes **62.1 steps**|it is **62.1** here"
            "|at **δ = 22.5**|energy is **0.449 times**",
        ),
        ({"damping": 5, "alternating": True}, "ζ = **0.11**|at **δ = 21.5**"),
        (
            {"damping": 0},
            "ζ = **−0.19**|optimum repels**|takes **63.9 steps**|**11 times**",
        ),
        ({"damping": 15, "problem": "convex", "epsilon": 0.3}, "ζ = **0.89**|thousandth"),
        ({"damping": 22.55}, "ζ = **1.00**, **critically damped**"),
        ({"damping": 30}, "**over-damped**|rate of **0.267** per step|at **0.0445**"),
        ({"damping": 150}, "beyond any ratio|changes its sign"),
        ({"damping": 300}, "a step is too large|repels"),
        (
            {"damping": 0, "learning_rate": 0.05, "multiplier_rate": 0.01},
            "below −1|repels|without a swing",
        ),
        (
            {"damping": 2, "learning_rate": 0.05, "multiplier_rate": 0.01},
            "has no two peaks|more than a thousand times",
        ),
        ({"multiplier_rate": 1000, "learning_rate": 0.1}, "no δ makes the optimum attract"),
        ({"multiplier_rate": 0.0}, "nothing swings"),
        ({"epsilon": 1.2}, "no optimum on the bound"),
    ],
)
def test_the_regime_is_said_with_its_numbers(shown, choices, words):
    _, said = shown(**choices)
    for part in words.split("|"):
        assert part in said


def test_three_figures_each_with_its_words_and_a_button_that_opens_the_lab(shown):
    app, said = shown(damping=5)
    alts = [json.loads(proto.json)["alt"] for proto in components(app, "chart")]
    assert len(alts) == 3
    for alt in alts:
        assert alt in said
    widget(app, "button", "Open this setting in the Lab").click().run()
    state = app.session_state[KEY]
    assert (state.optimizer, state["damping"], state["epsilon"]) == ("mdmm", 5, 0.7)
