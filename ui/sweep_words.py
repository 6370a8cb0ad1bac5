"""What is said of a sweep: how many runs failed, why, and what would help."""

import numpy as np

from sweeps import Sweep
from ui.changes import spoken_name
from ui.joined import clauses, sentences
from ui.report import counted, short_words
from ui.words import say


def notes(of: Sweep) -> np.ndarray:
    """What became of each run, and for a failed one why, of shape (values, starts)."""
    words = np.array(short_words(of.verdict.ravel()), object).reshape(of.verdict.shape)
    reasons = [
        say("sweep.too_small", needed=_number(needed)) if is_underdamped else ""
        for needed, is_underdamped in zip(of.needed_damping, of.underdamped, strict=True)
    ]
    shown = np.where(of.failed, np.array(reasons, object)[:, None], "")
    return np.vectorize(lambda *parts: clauses(parts), otypes=[object])(words, shown)


def summary(of: Sweep) -> str:
    """How many runs failed and what became of them, and where the damping is to blame."""
    failed, runs = int(of.failed.sum()), of.failed.size
    if not failed:
        return say("sweep.all_settled", runs=runs)
    verdicts = counted(short_words(of.verdict[of.failed]))
    words = say("sweep.failed", failed=failed, runs=runs, verdicts=verdicts)
    if of.name == "damping":
        return sentences(words, _of_damping(of))
    return sentences(words, _of_law(of) if is_underdamped(of) else "")


def is_underdamped(of: Sweep) -> bool:
    """Whether runs have failed where the law asks for more damping."""
    return bool(of.failed[of.underdamped].any())


def _of_law(of: Sweep) -> str:
    values, needed = of.values[of.underdamped], of.needed_damping[of.underdamped]
    return say(
        "sweep.underdamped",
        count=len(values),
        values=len(of.values),
        knob=spoken_name(of.name),
        first=values[0],
        last=values[-1],
        needed=_number(needed.min()),
    )


def _of_damping(of: Sweep) -> str:
    """From which damping on all runs settle, beside what the law asks for."""
    settled = _longest_row([not runs.any() for runs in of.failed])
    if not settled:
        words = say("sweep.never_settled")
    else:
        first, last = of.values[settled[0]], of.values[settled[-1]]
        key = "settled_from" if last == of.values[-1] else "settled_between"
        words = say(f"sweep.{key}", first=first, last=last)
    needed = float(of.needed_damping[0])
    law = "" if np.isnan(needed) else say("sweep.law", needed=_number(needed))
    return sentences(words, law)


def _number(needed: float) -> str:
    """A damping in words; close to an end of a front it has no bound."""
    return f"{needed:.3g}" if needed < 1000 else f"{float(f'{needed:.2g}'):,.0f}"


def _longest_row(holds: list[bool]) -> list[int]:
    """Indices of the longest row of values of which something holds."""
    rows: list[list[int]] = [[]]
    for index, here in enumerate(holds):
        if here:
            rows[-1].append(index)
        elif rows[-1]:
            rows.append([])
    return max(rows, key=len)
