import json
import re
from dataclasses import replace

import numpy as np
import pytest

from tests.ui.test_pages import components, opened
from toy_problems import PROBLEMS
from ui import waiting
from ui.changes import with_number
from ui.damping import law_map
from ui.damping.law_map import asked_of, map_of
from ui.session import KEY
from ui.state import State

PAGE = "pages/7_Damping.py"


def state_of(**choices):
    state = replace(State(), view="lab", panel="law")
    numbers = dict(state.numbers)
    for name, value in choices.items():
        if name in numbers:
            state, _ = with_number(state, name, value)
        else:
            state = replace(state, **{name: value})
    return state


@pytest.fixture(scope="module")
def shown():
    """One setting after another in one session; what is said, all together."""
    app = opened(state_of(), PAGE)

    def shown(**choices):
        app.session_state[KEY] = state_of(**choices)
        app.run()
        assert not app.exception
        return "\n".join(element.value for element in app.markdown)

    return shown


def never(share):
    raise AssertionError(f"waited at {share}")


@pytest.mark.parametrize(
    ("choices", "words"),
    [
        ({}, "F″(ε) = −2.75|1 − (−2.75) = **3.75**|With δ = 10 it does"),
        ({"damping": 3}, "With δ = 3 it repels"),
        ({"alternating": True, "damping": 3}, "δ > −F″(ε) = **2.75**|it does"),
        ({"problem": "convex", "epsilon": 0.3}, "F″(ε) = 2.75|**−1.75**|it does"),
        ({"epsilon": 1.2}, "no optimum on the bound"),
        ({"far": True}, "seven starts"),
    ],
)
def test_the_law_is_said_with_the_present_numbers(shown, choices, words):
    said = shown(**choices)
    for part in words.split("|"):
        assert part in said


@pytest.mark.parametrize("problem", PROBLEMS)
def test_in_at_least_97_of_100_cells_runs_do_what_the_law_says(shown, problem):
    said = shown(problem=problem)
    clear, right = (
        int(found.replace(",", ""))
        for found in re.search(r"Of ([\d,]+) cells.*?\*\*([\d,]+)\*\*", said).groups()
    )
    assert clear > 1200
    assert 0.97 * clear <= right <= clear


def test_a_map_is_found_in_pieces_and_found_again(monkeypatch):
    law_map._rows.clear()
    monkeypatch.setattr(waiting, "PATIENCE", -1)
    waited = []
    asked = asked_of(state_of(far=True))
    found = map_of(asked, waited.append)
    assert waited == [0.25, 0.5, 0.75]
    assert found.share.shape == (20, 20)
    again = map_of(asked, never)
    np.testing.assert_array_equal(again.share, found.share)


def test_a_map_depends_on_nothing_that_it_does_not_show():
    asked = asked_of(state_of())
    others = {"epsilon": 0.3, "damping": 4, "seed": 3, "num_steps": 50, "theme": "dark"}
    assert asked_of(state_of(**others)) == asked
    assert asked_of(state_of(learning_rate=0.01)) != asked
    assert asked_of(state_of(alternating=True)) != asked


def test_both_figures_have_what_they_say_as_text(shown):
    shown()
    app = opened(state_of(), PAGE)
    texts = [json.loads(proto.json)["alt"] for proto in components(app, "chart")]
    assert len(texts) == 2
    assert "3.75" in texts[0]
    assert "cells" in texts[1]
