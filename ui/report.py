"""What became of the runs: in a sentence, which is also the plot's text, and in a table."""

from collections import Counter
from collections.abc import Iterable, Sequence
from html import escape

import numpy as np
from jaxtyping import Float

from optimizers.base import Optimizer, hyperparameters
from toy_problems import PROBLEMS
from ui.changes import spoken_name
from ui.compute import Batch
from ui.joined import clauses, sentences
from ui.state import State
from ui.words import say, translated, translated_inside
from verdicts import Outcomes, Verdict

# Hyperparameters that say how fast a run goes, and not where.
RATES = ("learning_rate", "multiplier_rate")
# A table has at most this many rows.
ROWS = 64
# Verdicts of runs that are at no place to speak of.
RESTLESS = (Verdict.DIVERGED, Verdict.MOVING, Verdict.OSCILLATING)
MOST_PLACES = 3
# A λ that was ever larger than this had no place to come to.
RUN_AWAY = 50.0
# Runs that end within this of one another have ended at one point.
TOGETHER = 0.02


def sentence(batch: Batch, outcomes: Outcomes) -> str:
    """Method, problem, setting, and how many runs ended how, where and when."""
    constrained = batch.method.constrained
    parts = [
        _part(outcomes, Verdict(verdict), constrained)
        for verdict, _ in Counter(outcomes.verdict).most_common()
    ]
    parts += _multipliers(batch, outcomes)
    said = _start(batch, outcomes) + say("sentence.join").join(parts) + say("sentence.stop")
    return said + _average(batch)


def total_sentence(batch: Batch, outcomes: Outcomes) -> str:
    """Method, problem, setting, and between which values the total loss ends."""
    total = np.asarray(batch.method.total_loss(batch.run.losses, batch.run.multiplier))
    ends = total[:, -1]
    finite = ends[np.isfinite(ends)]
    parts = []
    if len(finite):
        low, high = (finite.min().round(3) + 0.0, finite.max().round(3) + 0.0)
        key = "sentence.total" if low == high else "sentence.total_between"
        parts = [say(key, count=len(finite), runs=len(ends), low=low, high=high)]
    if len(finite) < len(ends):
        count, words = len(ends) - len(finite), verdict_words(Verdict.DIVERGED, True)
        parts.append(say("sentence.part", count=count, runs=len(ends), verdict=words))
    return _start(batch, outcomes) + say("sentence.join").join(parts) + say("sentence.stop")


def _multipliers(batch: Batch, outcomes: Outcomes) -> list[str]:
    """Of a λ that runs away, or of a weight that changes, where it has come to."""
    lost = outcomes.verdict == Verdict.DIVERGED
    sizes = np.abs(batch.run.multiplier)
    largest = np.where(np.isnan(sizes), 0.0, sizes).max(axis=1)
    if lost.any() and (largest[lost] > RUN_AWAY).all():
        return [say("sentence.ran_away", count=int(lost.sum()))]
    ends = batch.run.multiplier[:, -1]
    is_learned = batch.method.phases and not batch.method.constrained
    if not is_learned or not np.isfinite(ends).all():
        return []
    return [say("sentence.learned", low=ends.min(), high=ends.max())]


def _average(batch: Batch) -> str:
    """Where runs with noise, which never come to rest, are on average."""
    second_half = batch.run.losses[:, batch.run.losses.shape[1] // 2 :]
    means = second_half.mean(axis=(0, 1))
    if not batch.noise or not np.isfinite(means).all():
        return ""
    return say("sentence.average", loss_1=means[0], loss_2=means[1])


def _start(batch: Batch, outcomes: Outcomes) -> str:
    return say(
        "sentence.start",
        method=translated(batch.method.label),
        problem=translated_inside(PROBLEMS[batch.problem].label),
        setting=_setting(batch.method, batch.weights, batch.noise),
        steps=outcomes.num_steps,
    )


def title(state: State) -> str:
    """Method, problem and setting."""
    method = state.method()
    problem = translated_inside(PROBLEMS[state.problem].label)
    return say(
        "sentence.title",
        method=translated(method.label),
        problem=problem,
        setting=_setting(method, state.several_weights(), state["noise"]),
    )


def _setting(method: Optimizer, weights: Sequence[float], noise: float) -> str:
    shown = {}
    for name, (values, _) in hyperparameters(type(method)).items():
        if name == "alpha" and weights:
            shown[values.symbol] = " / ".join(f"{weight:.3g}" for weight in weights)
        elif name not in RATES:
            shown[values.symbol] = f"{getattr(method, name):.3g}"
    if noise:
        shown[spoken_name("noise")] = f"{noise:.3g}"
    return clauses(f"{symbol} = {value}" for symbol, value in shown.items())


def verdict_words(verdict: Verdict, constrained: bool) -> str:
    """A verdict in words; a weighted sum has no constraint to speak of."""
    if verdict is Verdict.SETTLED and not constrained:
        return say("verdicts.settled_unconstrained")
    return say(f"verdicts.{verdict}")


def counted(words: Iterable[str]) -> str:
    """How many runs there are of each verdict in short, most of them first."""
    return clauses(
        say("sentence.counted", count=count, verdict=verdict)
        for verdict, count in Counter(words).most_common()
    )


def short_words(verdicts: Iterable[str]) -> list[str]:
    """Verdicts in short."""
    return [say(f"short.{verdict}") for verdict in verdicts]


def _part(outcomes: Outcomes, verdict: Verdict, constrained: bool) -> str:
    those = outcomes.verdict == verdict
    words = say(
        "sentence.part",
        count=int(those.sum()),
        runs=len(those),
        verdict=verdict_words(verdict, constrained),
    )
    if verdict in RESTLESS:
        return words
    words += _places(outcomes.losses[those])
    if verdict is Verdict.SETTLED:
        step = int(outcomes.settled_by[those].max())
        multiplier = outcomes.multiplier[those]
        if constrained and np.isfinite(multiplier).all() and np.ptp(multiplier) < TOGETHER:
            words += say("sentence.multiplier", multiplier=multiplier.mean())
        # A run that settled late was on its way until its last step.
        if step < outcomes.num_steps:
            words += say("sentence.by_step", step=step)
    return words


def _places(losses: Float[np.ndarray, "runs 2"]) -> str:
    """Where runs ended, if at a few points only; nothing otherwise."""
    places: list[np.ndarray] = []
    while len(losses):
        if len(places) == MOST_PLACES:
            return ""
        there = np.abs(losses - losses[0]).max(axis=1) < TOGETHER
        places.append(losses[there])
        losses = losses[~there]
    # Adding zero turns the −0.000 of a tiny negative number into 0.000.
    means = [place.mean(axis=0).round(3) + 0.0 for place in places]
    if len(places) == 1:
        return say("sentence.at", loss_1=means[0][0], loss_2=means[0][1])
    counts = [
        say("sentence.place", count=len(place), loss_1=mean[0], loss_2=mean[1])
        for place, mean in zip(places, means, strict=True)
    ]
    return say("sentence.places", places=clauses(counts))


def spent(batch: Batch, outcomes: Outcomes) -> str:
    """Gradient evaluations, and for a method with a dual the duality gap."""
    per_run = outcomes.gradient_evaluations
    words = say(
        "sentence.spent",
        per_run=f"{per_run:,}",
        total=f"{per_run * len(outcomes.verdict):,}",
    )
    gap = getattr(batch.method, "duality_gap", None)
    if gap is None:
        return words
    value = float(gap(PROBLEMS[batch.problem]()))
    if not np.isfinite(value):
        return words
    best = batch.run.multiplier[0, 0]
    return sentences(words, say("sentence.gap", gap=abs(value), multiplier=best))


def table(batch: Batch, outcomes: Outcomes) -> str:
    """A table with one row for each run, as HTML."""
    columns = ("loss_1", "loss_2", "violation", "multiplier", "front_distance")
    heads = (
        "run",
        *(["weight"] if batch.weights else []),
        "verdict",
        *columns,
        "settled_by",
    )
    head = "".join(f"<th scope='col'>{escape(say(f'table.{name}'))}</th>" for name in heads)
    numbers = np.column_stack(
        [
            outcomes.losses,
            outcomes.violation,
            outcomes.multiplier,
            outcomes.front_distance,
        ]
    )
    rows, weights = [], np.repeat(batch.weights, len(numbers) // max(1, len(batch.weights)))
    for run, verdict in enumerate(outcomes.verdict[:ROWS]):
        cells = [_three_digits(value) for value in numbers[run]]
        at_rest = verdict not in RESTLESS
        step = outcomes.settled_by[run]
        at_rest &= step < outcomes.num_steps
        cells.append(str(step) if at_rest else say("table.none"))
        weight = f"<td>{weights[run]:.3g}</td>" if batch.weights else ""
        rows.append(
            f"<tr data-verdict='{verdict}' data-run='{run}' tabindex='-1'>"
            f"<th scope='row'>{run + 1}</th>{weight}"
            f"<td class='verdict'>{escape(say(f'short.{verdict}'))}</td>"
            + "".join(f"<td>{cell}</td>" for cell in cells)
            + "</tr>"
        )
    left = len(outcomes.verdict) - ROWS
    more = f"<p>{escape(say('table.more', count=left))}</p>" if left > 0 else ""
    caption = f"<caption>{escape(say('table.caption'))}</caption>"
    return (
        f"<div class='runs-frame' tabindex='0'><table class='runs'>{caption}"
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>{more}</div>"
    )


def _three_digits(value: float) -> str:
    if not np.isfinite(value):
        return say("table.none")
    # Adding zero turns the −0.000 of a tiny negative number into 0.000.
    return f"{round(value, 3) + 0.0:.3f}"
