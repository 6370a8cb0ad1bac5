"""A training that goes on while it is looked at: some of it in each run of the page."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache

import streamlit as st

from applications import APPLICATIONS
from applications.base import Application, Training
from kept_trainings import Result, kept, result_of
from model_training import MINI_BATCH, PIECES, trainings
from optimizers.training import Method
from ui.application_numbers import bound_of, own_numbers, weight_of
from ui.latest import latest
from ui.limits import NoTurnError, turn
from ui.session import get_state, set_state
from ui.state import WAYS, State
from ui.waiting import PATIENCE

KEY = "training"


@dataclass
class Running:
    """A training of a session.

    Attributes:
        asked: The state that it is of, as `asked_of` gives it.
        rest: What is still to come of it.
        so_far: What there is of it; None before the first piece.
        pieces: How many pieces have been done.
        is_stopped: Whether it was cancelled, and keeps what there is.
    """

    asked: State
    rest: Iterator[Training] = field(default_factory=lambda: iter(()))
    so_far: Result | None = None
    pieces: int = PIECES
    is_stopped: bool = False

    @property
    def application(self) -> Application:
        """What is trained."""
        return application_of(self.asked)

    @property
    def result(self) -> Result:
        """What there is of it.

        Raises:
            ValueError: Before the first piece.
        """
        if self.so_far is None:
            raise ValueError("Nothing has been trained so far; go_on does a piece.")
        return self.so_far

    @property
    def is_under_way(self) -> bool:
        """Whether more is to come."""
        return self.pieces < PIECES and not self.is_stopped

    @property
    def share(self) -> float:
        """How much of it is done, from 0 to 1."""
        return self.pieces / PIECES

    def go_on(self, seconds: float) -> None:
        """Train for about so long, and for one piece at least, unless others have turns."""
        begun, last = time.monotonic(), None
        try:
            while self.is_under_way:
                with turn(patience=PATIENCE):
                    last = next(self.rest)
                self.pieces += 1
                if time.monotonic() - begun > seconds:
                    break
        except NoTurnError:
            pass
        if last is not None:
            self.so_far = result_of(self.application, last)


def choose_possible_way() -> None:
    """Take the first way where the state has one that its application has not."""
    if get_state().way not in possible_ways(get_state()):
        set_state(replace(get_state(), way=WAYS[0]))


def trained_so_far() -> Running:
    """The training that the state asks for, after it went on for a while."""
    state = get_state()

    def gone_on() -> Running:
        at_hand = running(state)
        at_hand.go_on(PATIENCE)
        return at_hand

    at_hand = latest(f"{KEY} at hand", gone_on)
    if at_hand.so_far is None:
        st.rerun()
    return at_hand


def go_on(at_hand: Running) -> None:
    """Once all is shown of a training that is under way, do more of it in another run."""
    if at_hand.is_under_way:
        # If that began at once, what has just been sent would be lost.
        at_hand.go_on(0.0)
        st.rerun()


def asked_of(state: State) -> State:
    """What a training depends on, and nothing else."""
    numbers = own_numbers(state.application, state.way)
    return state.only("application", "way", "mini_batches", "seed", *numbers)


def running(state: State) -> Running:
    """The training of a state: the one under way, or one that is there already, or new."""
    asked = asked_of(state)
    found = st.session_state.get(KEY)
    if found is not None and found.asked == asked:
        return found
    if asked == asked_of(replace(State(), application=asked.application)):
        found = Running(asked, so_far=kept(asked.application).first)
    else:
        found = anew(state)
    st.session_state[KEY] = found
    return found


def anew(state: State) -> Running:
    """The training of a state from its first step; also if it has been done before."""
    asked = asked_of(state)
    application = application_of(asked)
    share = MINI_BATCH if asked.mini_batches else 1.0
    seed = int(asked["seed"])
    rest = trainings(application, method_of(asked), batch_share=share, seed=seed)
    st.session_state[KEY] = Running(asked, rest, pieces=0)
    return st.session_state[KEY]


def application_of(state: State) -> Application:
    """The chosen application; always the same instance, for which its code is compiled."""
    return _instance(state.application)


def possible_ways(state: State) -> list[str]:
    """Those of `WAYS` that the chosen application has: what is equal cannot come first."""
    can_come_first = application_of(state).can_come_first
    return [way for way in WAYS if way != "first" or can_come_first]


def method_of(state: State) -> Method:
    """The chosen way with its numbers."""
    application, name = application_of(state), state.application
    keys = [one.key for one in application.bounded]
    if state.way == "weight":
        return application.weighted({key: state[weight_of(name, key)] for key in keys})
    bounds = {key: state[bound_of(name, key)] for key in keys}
    if state.way == "first":
        return application.kept_to_first(bounds)
    return application.kept_to(bounds)


@cache
def _instance(name: str) -> Application:
    return APPLICATIONS[name]()
