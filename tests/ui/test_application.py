"""The page of applications: what it opens with, what it trains, and what it says."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from applications import APPLICATIONS
from kept_trainings import kept
from model_training import PIECES
from ui import application_training
from ui.application_numbers import bound_of, weight_of
from ui.application_training import KEY, Running, anew, asked_of
from ui.application_words import outcome
from ui.session import KEY as STATE
from ui.state import State

ROOT = Path(__file__).resolve().parents[2]


def opened(state):
    app = AppTest.from_file(ROOT / "app.py", default_timeout=120)
    app.switch_page("pages/8_Applications.py")
    app.session_state[STATE] = state
    app.run()
    assert not app.exception
    return app


def with_numbers(state, **numbers):
    return replace(state, numbers=tuple(sorted({**dict(state.numbers), **numbers}.items())))


def said(app):
    return " ".join(element.value for element in app.markdown)


@pytest.mark.parametrize("name", APPLICATIONS)
def test_a_page_opens_with_what_is_kept_and_trains_nothing(name, monkeypatch):
    def refuse(*_, **__):
        raise AssertionError("Nothing should be trained.")

    monkeypatch.setattr(application_training, "trainings", refuse)
    app = opened(replace(State(), application=name))
    minimized = kept(name).first.losses[-1, 0]
    assert f"{abs(minimized):.4g}" in said(app)
    assert app.session_state[KEY].share == 1


def test_another_bound_is_trained_and_kept_to():
    state = with_numbers(State(), **{bound_of("ridge", "norm"): 0.3})
    app = opened(state)
    running = app.session_state[KEY]
    assert running.pieces == PIECES
    assert running.result.losses[-1, 1] == pytest.approx(0.3, rel=0.01)
    assert "**0.3**, kept to 0.3" in said(app)


def test_a_weight_is_trained_with():
    state = replace(State(), way="weight")
    state = with_numbers(state, **{weight_of("ridge", "norm"): 1.0})
    app = opened(state)
    # The closed form has ‖w‖² = 0.0999 there.
    assert app.session_state[KEY].result.losses[-1, 1] == pytest.approx(0.0999, rel=0.01)
    assert "with weight 1" in said(app)
    assert "λ =" not in said(app)


def test_what_cannot_be_reached_is_said_with_the_best_that_there_was():
    state = with_numbers(
        replace(State(), application="physics_penalty"),
        **{bound_of("physics_penalty", "penalty"): -0.1},
    )
    assert "Not reachable with this model: the best" in said(opened(state))


def test_a_training_that_diverged_says_so_and_keeps_the_page():
    state = replace(State(), way="weight")
    result = kept("ridge").first
    losses = np.where(np.arange(len(result.losses))[:, None] < 5, result.losses, np.nan)
    words = outcome(Running(asked_of(state), so_far=result._replace(losses=losses)))
    assert f"diverged by step {int(result.steps[5])}" in words


def test_a_training_goes_on_piece_by_piece_and_stops_when_it_is_told():
    running = anew(replace(State(), way="weight"))
    assert running.share == 0
    with pytest.raises(ValueError, match="go_on"):
        _ = running.result
    running.go_on(0.0)
    assert running.share == pytest.approx(1 / PIECES)
    assert len(running.result.losses) == 1 + 120 // PIECES
    running.is_stopped = True
    running.go_on(10.0)
    assert running.share == pytest.approx(1 / PIECES)
    assert not running.is_under_way


def test_a_result_depends_on_its_own_application_alone():
    other = with_numbers(State(), **{bound_of("lasso", "norm"): 0.5, "damping": 3.0})
    assert asked_of(other) == asked_of(State())
    own = with_numbers(State(), **{bound_of("ridge", "norm"): 0.5})
    assert asked_of(own) != asked_of(State())


def test_what_is_kept_is_what_a_training_comes_to():
    running = anew(State())
    running.go_on(100.0)
    first = kept("ridge").first
    assert isinstance(running, Running)
    np.testing.assert_allclose(running.result.losses[-1], first.losses[-1], rtol=1e-3)
    np.testing.assert_allclose(
        running.result.picture.values, first.picture.values, atol=1e-3
    )


def test_a_way_that_an_application_has_not_is_left_before_its_control_is_shown():
    app = opened(replace(State(), application="dirac_gan", way="first"))
    (way,) = (one for one in app.segmented_control if one.label.startswith("Choose"))
    assert way.value == "value"
    assert app.session_state[STATE].way == "value"
