"""The chapters, in the order in which the sources tell it all.

A chapter is one entry here, and its words: `title`, `hook`, `question` and `why` under its
name in `chapters`, and a word for each option of a choice in `chapter_options`.
"""

from collections.abc import Callable
from typing import NamedTuple

from ui.compute import Batch
from ui.story import keys
from ui.story.keys import Facts
from ui.story.questions import Choice, Count, Question, Value, on_front


class Place(NamedTuple):
    """Where in its plot an answer is drawn, and where the words for it stand.

    Attributes:
        x: Value of the first axis; NaN where the answer itself is the value.
        y: Value of the second axis, likewise.
        across: Pixels from there to the words.
        down: Pixels from there to the words, downwards.
    """

    x: float
    y: float
    across: float
    down: float


class Chapter(NamedTuple):
    """One chapter.

    Attributes:
        name: Under which its words stand, and its answer in an address.
        question: What is asked.
        query: The state that is run when the answer is shown, beyond the defaults.
        key: Computes the right answer from that run.
        place: Where an answer is drawn.
        picture: Which of `ui.story.pictures.PICTURES` shows it.
        before: The state that is seen with the question; empty for the starts alone.
        uprights: Steps that are marked in a plot over the steps.
        facts: Computes the numbers in its words, from that run.
    """

    name: str
    question: Question
    query: str
    key: Callable[[Batch], float]
    place: Place
    picture: str = "losses"
    before: str = ""
    uprights: tuple[int, ...] = ()
    facts: Callable[[Batch], Facts] = keys.ends

    @property
    def takes_clicks(self) -> bool:
        """Whether a click on the plot is an answer."""
        return isinstance(self.question, Value) and self.picture in ("losses", "loss_2")


HERE = float("nan")
CHAPTERS = (
    Chapter(
        "weights",
        on_front("convex"),
        "p=convex&m=linear&alpha=2&steps=200",
        keys.loss_2_of_end,
        Place(HERE, HERE, 60, -60),
        before="p=convex&m=linear&alpha=1&steps=200",
    ),
    Chapter(
        "clusters",
        Count(),
        "p=concave&m=linear&alpha=1&steps=400",
        keys.between_corners,
        Place(0.707, 0.707, -70, 60),
    ),
    Chapter(
        "curves",
        Choice(("yes", "no")),
        "p=concave&m=linear&alpha=1&steps=400",
        keys.one_model,
        Place(0.0, 1.0, 90, 60),
        picture="curves",
        before="p=concave&m=linear&alpha=1&steps=400&total=1",
        facts=keys.totals,
    ),
    Chapter(
        "plane",
        Count(),
        "p=concave&m=linear&alpha=2&steps=400",
        keys.with_least_loss_2,
        Place(1.0, 0.0, -80, -40),
        picture="plane",
        before="p=concave&m=linear&alpha=1&steps=400",
    ),
    Chapter(
        "dual",
        Count(),
        "p=concave&m=dual&eps=0.7&steps=400",
        keys.violating,
        Place(0.0, 1.0, 90, 60),
        facts=keys.of_dual,
    ),
    Chapter(
        "hard",
        Value("L₂", 0.0, 1.2, 0.01, 0.05),
        "p=convex&m=hard_constraint_first&eps=0.8&sigma=0.2&steps=1000",
        keys.mean_loss_2,
        Place(700, HERE, 0, -90),
        picture="loss_2",
        facts=keys.of_mean,
    ),
    Chapter(
        "bdmm",
        Choice(("yes", "no")),
        "p=concave&m=bdmm&eps=0.7&steps=800&box=0",
        keys.same_at_all_stops,
        Place(700, 0.7, 0, -120),
        picture="loss_2",
        uprights=keys.STOPS,
        facts=keys.at_stops,
    ),
    Chapter(
        "mdmm",
        on_front("concave"),
        "p=concave&m=mdmm&eps=0.4&delta=10&steps=200",
        keys.loss_2_of_end,
        Place(HERE, HERE, -70, 50),
    ),
    Chapter(
        "damping",
        Value("δ", 0.0, 15.0, 0.25, 0.5),
        "p=concave&m=mdmm&eps=0.7&delta=4&steps=1000",
        keys.needed_damping,
        Place(HERE, 0.9, 0, 0),
        picture="damping",
        facts=keys.of_law,
    ),
)
BY_NAME = {chapter.name: chapter for chapter in CHAPTERS}
NAMES = tuple(BY_NAME)
# Of the end of the story, which comes after all chapters.
END = len(CHAPTERS) + 1
