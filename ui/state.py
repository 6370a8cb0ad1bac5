"""The state of the whole app: one immutable value, all of it in the address."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from applications import APPLICATIONS
from optimizers import OPTIMIZERS
from optimizers.base import Optimizer, hyperparameters
from ranges import Range
from starts import COUNTED, STARTS
from toy_problems import PROBLEMS
from ui.application_numbers import numbers_of_applications
from ui.words import AUTO, LANGUAGES

# Runs times steps of one batch: what two cores compute and send in half a second.
MOST_ITERATES = 1_000_000
# Starts that a person may place.
MOST_STARTS = 64
# Weights that runs may have at once: as many as there are colours.
MOST_WEIGHTS = 7
VIEWS = ("lesson", "lab", "figure")
THEMES = ("auto", "light", "dark", "projector")
CUSTOM = "custom"
# What can be swept beside the weight.
SWEPT = ("epsilon", "damping", "learning_rate", "multiplier_rate")
# Parts of the page on damping.
PANELS = ("law", "oscillator", "trade_off", "matrix", "example", "notation", "inequality")
# What is chosen of an application: bounds, weights, or bounds that come first.
WAYS = ("value", "weight", "first")
# Parts of the page for lecturers.
KITS = ("embed", "preflight", "lessons", "exercises", "misconceptions", "pack")
# What a plot over time can show.
SERIES = ("loss_1", "loss_2", "violation", "multiplier", "damping_force", "force", "total")


@dataclass(frozen=True)
class Whole:
    """A whole number that is not a hyperparameter of a method.

    Attributes:
        low: Low end of the slider.
        high: High end of the slider.
        accepted: What is accepted, ends included.
        default: To begin with.
        scale: Whether equal steps of the slider add or multiply.
    """

    low: int
    high: int
    accepted: tuple[int, int]
    default: int
    scale: Literal["linear", "log"] = "linear"


WHOLES = {
    "num_steps": Whole(50, 2000, (1, 5000), 400, "log"),
    "num_runs": Whole(1, 4096, (1, 4096), 49, "log"),
    "seed": Whole(0, 99, (0, 2**31 - 1), 0),
}
CHOICES = {
    "view": VIEWS,
    "problem": tuple(PROBLEMS),
    "optimizer": tuple(OPTIMIZERS),
    "starts": (*STARTS, CUSTOM),
    "theme": THEMES,
    "language": (AUTO, *LANGUAGES),
    "upper_series": SERIES,
    "lower_series": SERIES,
    "swept": SWEPT,
    "panel": PANELS,
    "application": tuple(APPLICATIONS),
    "way": WAYS,
    "kit": KITS,
}
FLAGS = (
    *("keep_in_domain", "show_front", "total_only", "adaptive", "play"),
    *("far", "alternating", "printed", "mini_batches"),
)


def _all_hyperparameters() -> dict[str, tuple[Range, float]]:
    """Each hyperparameter of any method once; its first range and default count."""
    found: dict[str, tuple[Range, float]] = {}
    for optimizer in OPTIMIZERS.values():
        found = {**hyperparameters(optimizer), **found}
    return found


HYPERPARAMETERS = _all_hyperparameters()
# Numbers of a run that are no method's own.
OF_ANY_RUN = {
    "noise": (Range("σ", "noise of losses and gradients", 0, 0.5, 0, (0, 10)), 0.0),
    "jitter": (Range("Δθ", "nudge of the starts", 0, 0.1, 0, (0, 1)), 0.0),
}
OF_APPLICATIONS = numbers_of_applications()
RANGED = {**OF_ANY_RUN, **HYPERPARAMETERS, **OF_APPLICATIONS}
# What a link can take away, one by one; the outcome is never among it.
HIDEABLE = (
    *RANGED,
    *WHOLES,
    "problem",
    "optimizer",
    "weights",
    "starts",
    "keep_in_domain",
    "show_front",
    "total_only",
    "adaptive",
    "far",
    "alternating",
    "printed",
    "application",
    "way",
    "mini_batches",
    "transport",
    "theme",
    "language",
    "share",
)


@dataclass(frozen=True)
class State:
    """Everything that a person has chosen.

    Attributes:
        view: One of `VIEWS`.
        problem: Key of `PROBLEMS`.
        optimizer: Key of `OPTIMIZERS`.
        weights: Weights α that each start is run with, one after the other; empty for one.
        starts: One of `STARTS`, or `CUSTOM` for those that a person has placed.
        custom_starts: Losses (L₁, L₂) of the starts that a person has placed.
        keep_in_domain: Whether θ is kept in its box.
        show_front: Whether the true front is shown, which nobody sees in practice.
        total_only: Whether only the total loss over time is shown.
        upper_series: What the upper plot over time shows, one of `SERIES`.
        lower_series: What the lower plot over time shows.
        swept: What is swept beside the weight, one of `SWEPT`.
        adaptive: Whether a sweep of ε takes as much damping as each bound needs.
        panel: Part of the page on damping, one of `PANELS`.
        far: Whether its map is of the seven starts rather than of one near the optimum.
        alternating: Whether λ moves at the new θ there, rather than with it.
        printed: Whether the damping matrix is that of the slides, with its slip.
        application: Key of `APPLICATIONS`.
        way: What is chosen of its losses, one of `WAYS`.
        mini_batches: Whether it is trained with a tenth of its examples in each step.
        kit: Part of the page for lecturers, one of `KITS`.
        theme: One of `THEMES`.
        language: Code of one of `LANGUAGES`, or `AUTO` for what the browser asks for.
        hidden: Names of `HIDEABLE` controls that are not shown.
        frame: Step at which a link opens, perhaps a half one; None for the last.
        pinned: Number of the run that stays lifted out, counted from 1; 0 for none.
        play: Whether a link opens playing from the start.
        chapter: Number of the chapter of the story, counted from 1; its end is one more.
        answers: Names of chapters that have been revealed, in their order, each with what
            was predicted; None where nothing was.
        votes: Names of chapters, in their order, each with the hands for each option.
        presenting: Whether the story is told to a class, by a show of hands.
        numbers: All other values by name, those of hidden controls too, as sorted pairs.
    """

    view: str = "lesson"
    problem: str = "concave"
    optimizer: str = "mdmm"
    weights: tuple[float, ...] = ()
    starts: str = "seven"
    custom_starts: tuple[tuple[float, float], ...] = ()
    keep_in_domain: bool = True
    show_front: bool = True
    total_only: bool = False
    upper_series: str = "loss_2"
    lower_series: str = "multiplier"
    swept: str = "epsilon"
    adaptive: bool = False
    panel: str = "law"
    far: bool = False
    alternating: bool = False
    printed: bool = False
    application: str = next(iter(APPLICATIONS))
    way: str = "value"
    mini_batches: bool = False
    kit: str = "embed"
    theme: str = "auto"
    language: str = AUTO
    hidden: tuple[str, ...] = ()
    frame: float | None = None
    pinned: int = 0
    play: bool = False
    chapter: int = 1
    answers: tuple[tuple[str, float | None], ...] = ()
    votes: tuple[tuple[str, tuple[int, ...]], ...] = ()
    presenting: bool = False
    numbers: tuple[tuple[str, float], ...] = tuple(
        sorted(
            [(name, float(default)) for name, (_, default) in RANGED.items()]
            + [(name, float(whole.default)) for name, whole in WHOLES.items()]
        )
    )

    def __getitem__(self, name: str) -> float:
        return self._by_name[name]

    @cached_property
    def _by_name(self) -> dict[str, float]:
        return dict(self.numbers)

    def only(self, *names: str) -> "State":
        """These parts and numbers, the rest as to begin with: what a result depends on."""
        numbers = dict(State().numbers)
        parts = {name: getattr(self, name) for name in names if name not in numbers}
        numbers |= {name: self[name] for name in names if name in numbers}
        taken: dict[str, Any] = {"numbers": tuple(sorted(numbers.items())), **parts}
        return State(**taken)

    def affordable_steps(self) -> int:
        """The steps that are run: those asked for, unless so many runs are too many."""
        runs = self.counted_starts() * max(1, len(self.several_weights()))
        return min(int(self["num_steps"]), MOST_ITERATES // max(1, runs))

    def counted_starts(self) -> int:
        """How many starts a person has asked for; 1 where they come with the problem."""
        if self.starts == CUSTOM:
            return len(self.custom_starts)
        return int(self["num_runs"]) if self.starts in COUNTED else 1

    def method(self) -> Optimizer:
        """The chosen method with its hyperparameters."""
        chosen = OPTIMIZERS[self.optimizer]
        return chosen(**{name: self[name] for name in hyperparameters(chosen)})

    def takes_several_weights(self) -> bool:
        """Whether the chosen method keeps to a weight that it is given."""
        chosen = OPTIMIZERS[self.optimizer]
        return "alpha" in hyperparameters(chosen) and not chosen.phases

    def several_weights(self) -> tuple[float, ...]:
        """The weights that each start is run with; empty for one."""
        return self.weights if self.takes_several_weights() else ()
