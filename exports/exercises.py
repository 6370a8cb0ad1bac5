"""Exercises, each with the state that it is about and an answer that is computed."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from damping.law import damping_threshold
from damping.notation import NOTATIONS, Numbers
from damping.oscillator import oscillator
from toy_problems import PROBLEMS
from ui import compute
from ui.changes import with_number
from ui.link import read
from ui.state import State

# Ends this close to a corner of loss space, or to one another, are there together.
TOGETHER = 0.05
CORNER = (1.0, 0.0)
# How much the bound gives way where its price is asked for.
GIVES_WAY = 0.01


class Exercise(NamedTuple):
    """A question with a number for its answer; its words stand in `ui/words/`.

    Attributes:
        query: Of the state that its link opens.
        answer: Computes the answer from the state that is asked about.
        new: Number of the state that the question changes, and its value, if any.
        digits: As many decimals as the key has.
        tolerance: How far off a right answer may be; 0 where one counts.
    """

    query: str
    answer: Callable[[State], float]
    new: tuple[str, float] | None = None
    digits: int = 0
    tolerance: float = 0.0

    def asked_about(self) -> State:
        """The state whose answer is asked for."""
        state = read(self.query).state
        return with_number(state, *self.new)[0] if self.new else state


def _ends(state: State) -> np.ndarray:
    return compute.batch(state).outcomes().losses


def _mean_loss_1(state: State) -> float:
    return float(_ends(state)[:, 0].mean())


def _mean_loss_2(state: State) -> float:
    return float(_ends(state)[:, 1].mean())


def _at_corner(state: State) -> float:
    return float((np.abs(_ends(state) - CORNER).max(axis=1) < TOGETHER).sum())


def _between(state: State) -> float:
    # Near either corner one of the losses is as good as 0.
    return float((_ends(state).min(axis=1) > TOGETHER).sum())


def _violating(state: State) -> float:
    return float((_ends(state)[:, 1] > state["epsilon"] + TOGETHER).sum())


def _places(state: State) -> float:
    left, count = _ends(state), 0
    while len(left):
        left = left[np.abs(left - left[0]).max(axis=1) > TOGETHER]
        count += 1
    return float(count)


def _farthest(state: State) -> float:
    ends = _ends(state)
    return float(np.linalg.norm(ends[:, None] - ends, axis=-1).max())


def _weight_for_bound(state: State) -> float:
    return -compute.slope(state.problem, state["epsilon"])


def _duality_gap(state: State) -> float:
    return float(state.method().duality_gap(PROBLEMS[state.problem]()))  # type: ignore[attr-defined]


def _price(state: State) -> float:
    now, then = (
        compute.optimum(state.problem, state["epsilon"] + more)[0]
        for more in (0, GIVES_WAY)
    )
    return now - then


def _least_damping(state: State) -> float:
    return float(damping_threshold(PROBLEMS[state.problem](), state.method()))


def _damping_of_slides(state: State) -> float:
    (slides,) = [one for one in NOTATIONS if one.label == "Pedro"]
    return float(slides.theirs(Numbers(0.0, state["damping"], 1.0)).damping)


def _period(state: State) -> float:
    return oscillator(PROBLEMS[state.problem](), state.method()).period


def _largest_multiplier(state: State) -> float:
    return float(compute.batch(state).outcomes().multiplier.max())


def _average_loss_2(state: State) -> float:
    losses = compute.batch(state).run.losses
    return float(losses[:, losses.shape[1] // 2 :, 1].mean())


def _gradients(state: State) -> float:
    return float(compute.batch(state).outcomes().gradient_evaluations)


# From what one sees to what one computes. A link opens at its first step where the end of
# the runs would give the answer away.
EXERCISES = {
    "doubled": Exercise(
        "p=convex&m=linear&alpha=1&steps=400", _mean_loss_2, ("alpha", 2.0), 3, 0.005
    ),
    "weight_for": Exercise(
        "p=convex&m=linear&alpha=1&eps=0.3&steps=400", _weight_for_bound, None, 3, 0.02
    ),
    "between": Exercise("p=concave&m=linear&alpha=1&steps=400&f=0", _between),
    "corner": Exercise("p=concave&m=linear&alpha=1&steps=400", _at_corner, ("alpha", 2.0)),
    "farthest": Exercise("fig=total-hides", _farthest, None, 3, 0.01),
    "places": Exercise("p=mixed&m=linear&alpha=1&starts=row&n=49&steps=400&f=0", _places),
    "violating": Exercise("p=concave&m=dual&eps=0.7&steps=400&f=0", _violating),
    "gap": Exercise("fig=dual-concave", _duality_gap, None, 3, 0.005),
    "lowered": Exercise(
        "p=concave&m=mdmm&eps=0.7&delta=10&steps=400",
        _mean_loss_1,
        ("epsilon", 0.5),
        3,
        0.005,
    ),
    "price": Exercise("fig=mdmm-concave", _price, None, 4, 0.0005),
    "gradients": Exercise("p=concave&m=mdmm&eps=0.7&steps=400", _gradients),
    "learned": Exercise("fig=learned-weight", _largest_multiplier, None, 3, 0.01),
    "swing": Exercise("fig=bdmm-convex", _period, None, 0, 2.0),
    "least_damping": Exercise(
        "p=concave&m=mdmm&eps=0.7&delta=3&steps=2000", _least_damping, None, 2, 0.05
    ),
    "sharper": Exercise("fig=damping-weak", _least_damping, None, 1, 0.2),
    "halved": Exercise("fig=damping-halved", _damping_of_slides, ("damping", 10.0)),
    "room": Exercise("fig=damping-bias", _mean_loss_2, None, 2, 0.02),
    "noisy": Exercise("fig=hard-convex-noise", _average_loss_2, None, 2, 0.02),
}


def answer(name: str) -> float:
    """The answer to one of `EXERCISES`, computed now."""
    exercise = EXERCISES[name]
    return exercise.answer(exercise.asked_about())


def is_right(name: str, given: float, computed: float) -> bool:
    """Whether an answer that a person gives is right, up to the tolerance.

    Args:
        name: Of one of `EXERCISES`.
        given: The person's answer.
        computed: What `answer` returns.
    """
    exercise = EXERCISES[name]
    # Rounded as the key is, it is right in any case.
    slack = exercise.tolerance + 0.5 * 10.0**-exercise.digits
    return abs(given - computed) <= slack
