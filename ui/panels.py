"""From a batch of runs to what the player shows of it: views, outcome and texts."""

from html import escape
from typing import Any

import numpy as np
from jaxtyping import Float

from figures.time_series import DIVERGING, nice_extent
from ui import report, series, stills
from ui.changes import accepted, spoken_name
from ui.compute import Batch
from ui.listing import listing
from ui.player import RANGE, Panel, View
from ui.state import MOST_STARTS, State
from ui.words import say
from verdicts import Outcomes, Verdict

# So many runs the smaller plots show at most; of more, evenly chosen ones.
MOST_IN_SMALL_PLOTS = 256
# What is quantized of parameters, and of a plot over time beyond its ends.
THETA_RANGE = (-4.0, 4.0)
BEYOND = 1.0


def panel(
    state: State, batch: Batch, outcomes: Outcomes, views: tuple[View, ...], **parts: Any
) -> Panel:
    """A panel with what became of its runs.

    Args:
        state: Which made the batch.
        batch: The runs.
        outcomes: What became of them.
        views: Its plots.
        **parts: Other parts of a `Panel`.
    """
    said = report.total_sentence if state.total_only else report.sentence
    words = said(batch, outcomes)
    verdicts = tuple(Verdict)
    settled_by = np.where(
        np.isin(outcomes.verdict, report.RESTLESS)
        | (outcomes.settled_by >= outcomes.num_steps),
        np.nan,
        outcomes.settled_by,
    )
    outcome = np.column_stack([outcomes.losses, outcomes.multiplier, settled_by])
    # Of the total loss alone nobody can tell where a run has ended.
    table = "" if state.total_only else report.table(batch, outcomes)
    extras = {"table": table, **parts.pop("extras", {})}
    shown: dict[str, Any] = {"title": "", "alt": words, "extras": extras, **parts}
    return Panel(
        batch=batch,
        views=views,
        outcome=outcome,
        verdicts=np.array([verdicts.index(one) for one in outcomes.verdict], np.uint8),
        verdict_words=tuple(
            report.verdict_words(one, batch.method.constrained) for one in verdicts
        ),
        **shown,
    )


def loss_view(state: State, batch: Batch) -> View:
    """Loss space."""
    epsilon = getattr(batch.method, "epsilon", None)
    names = stills.themes(state.theme)
    return View(
        kind="loss",
        name="",
        title=say("views.loss"),
        coordinates=(batch.run.losses[..., 0], batch.run.losses[..., 1]),
        ranges=(RANGE, RANGE),
        stills=stills.loss_stills(batch.problem, epsilon, state.show_front, names),
        labels=_labels(batch),
    )


def parameter_view(state: State, batch: Batch) -> View:
    """Parameter space."""
    epsilon = getattr(batch.method, "epsilon", None)
    names = stills.themes(state.theme)
    return View(
        kind="parameter",
        name="",
        title=say("views.parameter"),
        coordinates=(batch.run.theta[..., 0], batch.run.theta[..., 1]),
        ranges=(THETA_RANGE, THETA_RANGE),
        stills=stills.parameter_stills(batch.problem, epsilon, state.show_front, names),
        labels=_labels(batch),
        every=_every(batch),
    )


def time_view(state: State, batch: Batch, name: str, shown: str) -> View:
    """One of `SERIES` over time.

    Args:
        state: Which made the batch.
        batch: The runs.
        name: Of the part of the state that says what is shown; empty where nothing does.
        shown: What is shown.
    """
    values, level = series.series(shown, batch), series.level(shown, batch)
    extent = _extent(values, level)
    span = BEYOND * (extent[1] - extent[0])
    names = stills.themes(state.theme)
    options = tuple((key, say(f"series.{key}")) for key in series.offered(batch))
    return View(
        kind="time",
        name=name,
        title=say(f"series.{shown}"),
        coordinates=(values,),
        ranges=((extent[0] - span, extent[1] + span),),
        stills=stills.time_stills(values.shape[1] - 1, extent, level, names),
        of_multiplier=shown in series.OF_MULTIPLIER,
        options=options if name else (),
        every=_every(batch),
    )


def bound(state: State, batch: Batch) -> dict[str, Any] | None:
    """What the player needs so that the line at ε can be dragged."""
    if not batch.method.constrained or "epsilon" in state.hidden:
        return None
    low, high = accepted("epsilon")
    return {"name": "epsilon", "value": state["epsilon"], "low": max(low, 0), "high": high}


def texts(state: State, batch: Batch, outcomes: Outcomes) -> dict[str, Any]:
    """Gradients spent, the listing, and what can be touched."""
    run = batch.run
    return {
        "spent": "" if state.total_only else report.spent(batch, outcomes),
        "listing": escape(
            listing(
                batch.problem,
                batch.method,
                run.theta[:, 0],
                run.multiplier[:, 0],
                run.losses.shape[1] - 1,
                state.keep_in_domain,
                weights=batch.weights,
                noise=batch.noise,
                seed=batch.seed,
            )
        ),
        "bound": bound(state, batch),
        "touchable": can_be_touched(state, batch),
    }


def can_be_touched(state: State, batch: Batch) -> bool:
    """Whether starts can be moved: each on its own, and not nudged from where it is put."""
    alone = not batch.weights and not state["jitter"]
    few = batch.run.losses.shape[0] <= MOST_STARTS
    return alone and few and "starts" not in state.hidden


def _extent(
    values: Float[np.ndarray, "runs iterates"], level: float | None
) -> tuple[float, float]:
    """Of the runs that stay within reason, if any do; the others leave the plot."""
    staying = values[np.abs(values).max(axis=1) <= DIVERGING]
    shown = staying if len(staying) else values
    return nice_extent(shown if level is None else np.append(shown, level))


def _labels(batch: Batch) -> tuple[str, ...]:
    if not batch.weights:
        return ()
    return spoken_name("alpha"), *(f"{weight:.3g}" for weight in batch.weights)


def _every(batch: Batch) -> int:
    return -(-batch.run.losses.shape[0] // MOST_IN_SMALL_PLOTS)
