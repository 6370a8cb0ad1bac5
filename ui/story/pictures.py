"""The pictures of the chapters, with what was predicted drawn into each."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np

from basins import cluster
from figures.iso_lines import iso_lines
from figures.plane import plane
from figures.prediction import annotations
from simulation import Trajectory
from stationary import stationary_points
from ui import compute, stills
from ui.charts import shown_theme
from ui.compute import Batch
from ui.latest import latest
from ui.panels import loss_view, panel, time_view
from ui.plane_player import plane_player
from ui.player import Cue, Panel, View, player
from ui.report import sentence
from ui.skeleton import fronts, over_skeleton
from ui.story.damping import damping
from ui.story.marks import mark_of, marks_of, with_marks
from ui.story.scene import Scene
from ui.words import say

KEY = "story"


def losses(scene: Scene, cue: Cue, take: Callable[[], None]) -> None:
    """Loss space."""
    with over_skeleton(KEY, fronts([scene.state().problem], scene.state())):
        _play(scene, "losses", cue, take)


def loss_2(scene: Scene, cue: Cue, take: Callable[[], None]) -> None:
    """The second loss over the steps."""
    with over_skeleton(KEY, []):
        _play(scene, "loss_2", cue, take)


def curves(scene: Scene, cue: Cue, take: Callable[[], None]) -> None:
    """What people usually plot; and loss space, once it is revealed."""
    with over_skeleton(KEY, []):
        _play(scene, "losses" if scene.is_told else "total", cue, take)


def rolling(scene: Scene, cue: Cue, take: Callable[[], None]) -> None:
    """The total loss as a plane."""
    del take
    state, theme = scene.state(), shown_theme()
    with over_skeleton(KEY, fronts([state.problem], state)):
        batch = latest(f"{KEY} {scene.query()}", scene.batch)
        alpha, run = state["alpha"], batch.run.losses
        front = compute.front_points(batch.problem)
        points = stationary_points(front, alpha)
        _, ends = cluster(run[:, -1])
        shown = front if state.show_front else front[:0]
        drawn = shown, alpha, run, ends, points.losses[~points.is_minimum], theme
        titles = say("axes.loss_1"), say("axes.loss_2")
        flat = iso_lines(*drawn, titles)
        mark = mark_of(scene)
        flat.update_layout(annotations=annotations(mark, theme) if mark else [])
        solid = plane(*drawn, (*titles, say("series.total")))
        said = sentence(batch, batch.outcomes())
        figures = {"solid": solid, "flat": flat}
        plane_player(f"{KEY} plane", figures, alpha, run, theme, said, cue)


def settling(scene: Scene, cue: Cue, take: Callable[[], None]) -> None:
    """Time to settle over the damping."""
    del cue, take
    damping(scene)


PICTURES: Mapping[str, Callable[[Scene, Cue, Callable[[], None]], None]] = {
    "losses": losses,
    "loss_2": loss_2,
    "curves": curves,
    "plane": rolling,
    "damping": settling,
}


def _play(scene: Scene, shown: str, cue: Cue, take: Callable[[], None]) -> None:
    batch = latest(f"{KEY} {scene.query()}", scene.batch)
    view = _view(scene, batch, shown)
    marks = marks_of(scene, is_over_steps=shown != "losses")
    view = replace(view, stills=with_marks(view.stills, marks))
    asks = not scene.is_told and scene.chapter.takes_clicks
    extras = {"asks": asks}
    if scene.has_only_starts:
        made = _of_starts(batch, view, extras)
    else:
        made = panel(scene.state(), batch, batch.outcomes(), (view,), extras=extras)
    player(KEY, [made], layout=KEY, on_input=take, cue=cue)


def _view(scene: Scene, batch: Batch, shown: str) -> View:
    state = scene.state()
    if shown != "losses":
        return time_view(state, batch, "", shown)
    epsilon = getattr(batch.method, "epsilon", None)
    names = stills.themes(state.theme)
    # The ring at the optimum would give the answer away.
    still = stills.loss_stills(
        batch.problem, epsilon, state.show_front, names, show_optimum=scene.is_told
    )
    return replace(loss_view(state, batch), stills=still)


def _of_starts(batch: Batch, view: View, extras: dict[str, bool]) -> Panel:
    """The same picture with the starts alone, of whose runs nothing is said yet."""
    run, count = batch.run, len(batch.run.losses)
    first = Trajectory(run.theta[:, :1], run.losses[:, :1], run.multiplier[:, :1])
    return Panel(
        title="",
        batch=batch._replace(run=first),
        views=(replace(view, coordinates=tuple(one[:, :1] for one in view.coordinates)),),
        alt=say("story.only_starts", runs=count),
        outcome=np.full((count, 4), np.nan),
        verdicts=np.zeros(count, np.uint8),
        verdict_words=(say("story.not_run"),),
        extras=extras,
    )
