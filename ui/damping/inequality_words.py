"""What is said of an inequality that is treated in several ways: chips, sentence, table."""

from collections.abc import Callable, Sequence
from html import escape

import numpy as np

from damping.held import Held
from optimizers import OPTIMIZERS
from ui import compute
from ui.compute import Batch
from ui.joined import items, sentences
from ui.report import counted, short_words
from ui.state import State
from ui.words import say, translated, with_minus
from verdicts import Outcomes, Verdict

# Numbers nearer to each other than this are shown as one.
TOGETHER = 5e-4
# Of the parts of `Held`: in a chip, and in the sentence.
SHORT = {
    "pulled": "inequality.short_pulled",
    "trapped": "inequality.short_trapped",
    "free": "inequality.short_free",
}
SAID = {
    "pulled": "inequality.said_pulled",
    "trapped": "inequality.said_trapped",
    "free": "inequality.said_free",
}
AT_THE_OPTIMUM = (Verdict.SETTLED, Verdict.CHATTERING)

Treated = tuple[State, Batch, Outcomes, Held]


def chip(outcomes: Outcomes, kept: Held) -> str:
    """What became of the runs, in counts, and where they ended."""
    losses = np.column_stack([outcomes.losses, outcomes.multiplier])
    loss_1, loss_2, multiplier = (_range(column) for column in losses.T)
    ends = say("inequality.ends", loss_1=loss_1, loss_2=loss_2, multiplier=multiplier)
    return f"{_became(outcomes, kept)} · {ends}"


def sentence(state: State, treated: Sequence[Treated]) -> str:
    """Which treatments are right at this bound, which are biased, which a trap."""
    return with_minus(_sentence(state, treated))


def _sentence(state: State, treated: Sequence[Treated]) -> str:
    epsilon = state["epsilon"]
    least, most = compute.extremes_of_loss_2(state.problem)
    if epsilon < least:
        rising = _range(np.concatenate([one[2].multiplier for one in treated]))
        said = [
            say("inequality.said_infeasible", epsilon=epsilon, least=least, rising=rising)
        ]
    elif epsilon > most:
        said = [say("inequality.said_inactive", epsilon=epsilon, most=most)]
        said += [] if state["noise"] else _of_room(treated)
    else:
        said = [_optimum(state)] + ([] if state["noise"] else _of_optimum(treated))
    return sentences(*said, _of_noise(state, treated) if state["noise"] else "")


def _of_noise(state: State, treated: Sequence[Treated]) -> str:
    """Where noisy runs are on average: at the end of one of them is chance."""
    means = []
    for one, batch, _, _ in treated:
        loss_2 = batch.run.losses[:, :, 1]
        mean = float(loss_2[:, -max(1, loss_2.shape[1] // 4) :].mean())
        label = translated(OPTIMIZERS[one.optimizer].label)
        means.append(say("inequality.mean", treatment=label, mean=mean))
    return say("inequality.said_noise", noise=state["noise"], means=items(means))


def table(treated: Sequence[Treated]) -> str:
    """The same as a table, with the range of each number over the runs."""
    names = ("treatment", "became", "loss_1", "loss_2", "multiplier")
    heads = "".join(
        f"<th scope='col'>{escape(say(f'inequality.{name}'))}</th>" for name in names
    )
    rows = ""
    for state, _, outcomes, kept in treated:
        numbers = np.column_stack([outcomes.losses, outcomes.multiplier]).T
        cells = [_became(outcomes, kept), *(_range(column) for column in numbers)]
        label = escape(translated(OPTIMIZERS[state.optimizer].label))
        rows += f"<tr><th scope='row'>{label}</th>"
        rows += "".join(f"<td>{escape(cell)}</td>" for cell in cells) + "</tr>"
    caption = f"<caption>{escape(say('inequality.caption'))}</caption>"
    head = f"<thead><tr>{heads}</tr></thead>"
    return f"<table class='runs verdicts'>{caption}{head}<tbody>{rows}</tbody></table>"


def _became(outcomes: Outcomes, kept: Held) -> str:
    words = short_words(outcomes.verdict)
    for name, those in kept._asdict().items():
        short = say(SHORT[name])
        words = [short if it else word for it, word in zip(those, words, strict=True)]
    return counted(words)


def _of_room(treated: Sequence[Treated]) -> list[str]:
    """One sentence each for what pulls, what traps, and what leaves runs alone."""
    said = []
    for part, key in SAID.items():
        found = _counted(treated, lambda one, part=part: getattr(one[3], part))
        if found:
            said.append(say(key, treatments=found))
    return said


def _optimum(state: State) -> str:
    multiplier = -compute.slope(state.problem, state["epsilon"])
    # At an end of the front it may be vertical.
    shown = f"{multiplier:.3g}" if np.isfinite(multiplier) else "∞"
    return say("inequality.said_active", epsilon=state["epsilon"], multiplier=shown)


def _of_optimum(treated: Sequence[Treated]) -> list[str]:
    """Which treatments come to the optimum, which do not, and which chatter about it."""
    said = []
    right = [_right(one).all() for one in treated]
    for key, wanted in (("inequality.said_right", True), ("inequality.said_wrong", False)):
        those = [
            one for one, is_right in zip(treated, right, strict=True) if is_right == wanted
        ]
        if those:
            said.append(say(key, treatments=_counted(those, _right, True)))
    chattering = _counted(treated, lambda one: one[2].verdict == Verdict.CHATTERING)
    if chattering:
        said.append(say("inequality.said_chattering", treatments=chattering))
    return said


def _right(one: Treated) -> np.ndarray:
    return np.isin(one[2].verdict, AT_THE_OPTIMUM)


def _counted(
    treated: Sequence[Treated],
    those: Callable[[Treated], np.ndarray],
    all_too: bool = False,
) -> str:
    """Treatments with such runs, and how many of them where it is not all."""
    parts = []
    for one in treated:
        count, runs = int(those(one).sum()), len(those(one))
        label = translated(OPTIMIZERS[one[0].optimizer].label)
        if count == runs:
            parts.append(label)
        elif count or all_too:
            parts.append(say("inequality.some", treatment=label, count=count, runs=runs))
    return items(parts)


def _range(values: np.ndarray) -> str:
    """One number, or the least and the largest where they differ."""
    finite = values[np.isfinite(values)]
    if not len(finite):
        return "∞"
    # Adding zero turns −0 into 0.
    low, high = (
        f"{round(float(value), 3) + 0.0:.4g}" for value in (finite.min(), finite.max())
    )
    return low if finite.max() - finite.min() < TOGETHER else f"{low} … {high}"
