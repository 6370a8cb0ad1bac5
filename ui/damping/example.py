"""The simplest case: the point of a line nearest to the origin, with its whole script."""

import jax
import jax.numpy as jnp
import numpy as np
import streamlit as st

from damping.example import (
    ANSWER,
    MULTIPLIER,
    STARTS,
    Path,
    objective,
    range_of_damping,
    run,
)
from figures.multiplier_series import multiplier_series
from figures.paths_in_plane import paths_in_plane
from ui.charts import chart, shown_theme
from ui.damping.example_script import script
from ui.joined import sentences
from ui.latest import latest
from ui.state import State
from ui.words import say, text, with_minus

KEY = "example"
HEIGHT = 340
STEPS = 200
# From the answer; no run that comes to it goes so far.
FAR = 1000.0
LOW, HIGH, POINTS = -1.25, 1.75, 61
# The contour of one half touches the line at the answer.
LEVELS = (0.5, 0.5)


def example(state: State) -> None:
    """The paths of four runs, their λ, what they reached, and the script."""
    path = latest(KEY, lambda: run(STARTS, *_numbers(state), num_steps=STEPS))
    said = _said(state, path)
    alt = said.replace("**", "")
    with st.container(key="example-text"):
        st.markdown(text("example"))
    left, right = st.columns(2, gap="medium")
    with left:
        _plane(path, alt)
    with right:
        titles = say("damping.steps"), say("damping.multiplier_axis")
        figure = multiplier_series(path.multiplier, MULTIPLIER, shown_theme(), titles)
        chart(figure, f"{KEY} multiplier", alt, HEIGHT)
    st.markdown(said)
    with st.expander(say("damping.script")):
        st.code(script(*_numbers(state), num_steps=STEPS), language="python")


def _numbers(state: State) -> tuple[float, float, float]:
    return state["damping"], state["learning_rate"], state["multiplier_rate"]


def _plane(path: Path, alt: str) -> None:
    grid = np.linspace(LOW, HIGH, POINTS)
    points = np.stack(np.meshgrid(grid, grid), axis=-1).reshape(-1, 2)
    values = np.asarray(jax.vmap(objective)(jnp.asarray(points))).reshape(POINTS, POINTS)
    line = np.array([[LOW, 1 - LOW], [HIGH, 1 - HIGH]])
    titles = say("damping.x_axis"), say("damping.y_axis")
    figure = paths_in_plane(
        grid, values, LEVELS, line, ANSWER, path.point, shown_theme(), titles
    )
    chart(figure, f"{KEY} plane", alt, HEIGHT)


def _said(state: State, path: Path) -> str:
    """The exact answer, what the run farthest from it reached, and what the law says."""
    damping, learning_rate, multiplier_rate = _numbers(state)
    ends = np.column_stack([path.point[:, -1], path.multiplier[:, -1]])
    distance = np.abs(ends - [*ANSWER, MULTIPLIER]).max(axis=1)
    said = [say("damping.answer")]
    if (distance < FAR).all():
        x, y, multiplier = ends[distance.argmax()]
        reached = {"x": x, "y": y, "multiplier": multiplier, "distance": distance.max()}
        said.append(say("damping.reached", steps=STEPS, runs=len(ends), **reached))
    else:
        said.append(say("damping.left", steps=STEPS))
    low, high = range_of_damping(learning_rate, multiplier_rate)
    if max(low, 0) >= high:
        said.append(say("damping.no_damping"))
    else:
        key = "example_comes" if low < damping < high else "example_stays_away"
        said.append(say(f"damping.{key}", low=low, high=high, damping=damping))
    return with_minus(sentences(*said))
