"""What is known of applications before anybody trains one, kept beside the code.

    python -m kept_trainings [NAME ...]      trains anew and writes it to applications/kept

Nobody knows the fronts of real models. They are estimated, by training at many bounds, and
so is what weights find of them.
"""

import itertools
import json
import sys
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, get_args

import numpy as np
from jaxtyping import Float

from applications import APPLICATIONS
from applications.base import Application, Training
from applications.pictures import Picture
from model_training import MINI_BATCH, trained
from optimizers.training import Method

FOLDER = Path(__file__).parent / "applications" / "kept"
# Values of the bound or the weight of one loss; of each of two, fewer.
VALUES = {1: 25, 2: 7}
DIGITS = 5


class Sweep(NamedTuple):
    """What trainings come to, one for each value of a knob.

    Attributes:
        values: The bound, or the weight, of each bounded loss.
        losses: At the end: the minimized loss, and each of the bounded ones; NaN where a
            training diverged.
    """

    values: Float[np.ndarray, "trainings bounded"]
    losses: Float[np.ndarray, "trainings losses"]


class Result(NamedTuple):
    """What is shown of one training.

    Attributes:
        steps: At which steps losses were noted down.
        losses: Then: the minimized loss, and each of the bounded ones.
        multipliers: Then, one for each side of each; no columns for a method without.
        picture: What was made of the model.
    """

    steps: Float[np.ndarray, "records"]
    losses: Float[np.ndarray, "records losses"]
    multipliers: Float[np.ndarray, "records sides"]
    picture: Picture


class Kept(NamedTuple):
    """What is kept of an application.

    Attributes:
        by_bound: The estimated front: with bounds all along their sliders.
        by_weight: With weights along theirs.
        first: The training that a page opens with: the default bounds, all examples.
        noisy: Losses with the default bounds and mini-batches, as means over the second
            half of a training: with MDMM.
        noisy_first: The same with hard constraint first; NaN where nothing can come first.
    """

    by_bound: Sweep
    by_weight: Sweep
    first: Result
    noisy: Float[np.ndarray, "losses"]
    noisy_first: Float[np.ndarray, "losses"]


def made_anew(application: Application) -> Kept:
    """Train an application at bounds and weights all along their sliders."""
    count = VALUES[len(application.bounded)]
    bounds = [np.linspace(one.low, one.high, count) for one in application.bounded]
    weights = [np.geomspace(*one.weights, count) for one in application.bounded]
    return Kept(
        _swept(application, bounds, by_weight=False),
        _swept(application, weights, by_weight=True),
        result_of(application, trained(application, application.kept_to())),
        _late(application, application.kept_to()),
        _late(application, application.kept_to_first())
        if application.can_come_first
        else np.full(1 + len(application.bounded), np.nan),
    )


def _late(application: Application, method: Method) -> Float[np.ndarray, "losses"]:
    losses = trained(application, method, batch_share=MINI_BATCH).losses
    return losses[len(losses) // 2 :].mean(axis=0)


def result_of(application: Application, training: Training) -> Result:
    """What is shown of a training."""
    losses, multipliers = training.losses, training.multipliers
    return Result(training.steps, losses, multipliers, application.picture(training))


@cache
def kept(name: str) -> Kept:
    """What is kept of an application, key of `APPLICATIONS`; made anew if nothing is."""
    file = FOLDER / f"{name}.json"
    if not file.exists():
        return made_anew(APPLICATIONS[name]())
    return _decoded(json.loads(file.read_text(encoding="utf-8")))


def keep(name: str) -> None:
    """Train an application anew, and write what comes of it beside the code."""
    FOLDER.mkdir(exist_ok=True)
    text = json.dumps(_encoded(made_anew(APPLICATIONS[name]())), separators=(",", ":"))
    (FOLDER / f"{name}.json").write_text(text + "\n", encoding="utf-8")


def _swept(application: Application, values: list[np.ndarray], *, by_weight: bool) -> Sweep:
    keys = [one.key for one in application.bounded]
    method = application.weighted if by_weight else application.kept_to
    all_values = np.array(list(itertools.product(*values)))
    losses = [
        trained(application, method(dict(zip(keys, each, strict=True)))).losses[-1]
        for each in all_values
    ]
    return Sweep(all_values, np.array(losses))


# What is written by its name.
_KINDS = {kind.__name__: kind for kind in (Kept, Sweep, Result, *get_args(Picture))}


def _encoded(value: Any) -> Any:
    """As JSON has it: arrays with few digits, and null for what is not finite."""
    if isinstance(value, np.ndarray):
        return {"array": _short(value.tolist())}
    if type(value).__name__ in _KINDS:
        return {type(value).__name__: [_encoded(part) for part in value]}
    return value


def _short(value: Any) -> Any:
    if isinstance(value, list):
        return [_short(one) for one in value]
    return float(f"{value:.{DIGITS}g}") if np.isfinite(value) else None


def _decoded(value: Any) -> Any:
    if not isinstance(value, dict):
        return tuple(value) if isinstance(value, list) else value
    ((name, parts),) = value.items()
    if name == "array":
        return np.array(parts, dtype=float)
    return _KINDS[name](*map(_decoded, parts))


if __name__ == "__main__":
    for name in sys.argv[1:] or APPLICATIONS:
        keep(name)
        print(name)
