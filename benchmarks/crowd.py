"""Many visitors at once, each of whom moves ε once a second, and how long answers take."""

import asyncio
import math
import random
import statistics
import sys
import time
from dataclasses import dataclass, field

from app_server import ROOT
from visitor import Visitor
from websockets.exceptions import ConnectionClosed

sys.path.insert(0, str(ROOT))

from optimizers import OPTIMIZERS
from optimizers.base import hyperparameters
from toy_problems import PROBLEMS

# Those with ε, which is what is moved.
METHODS = [name for name, kind in OPTIMIZERS.items() if "epsilon" in hyperparameters(kind)]
# Address, with a number of each visitor's own, key of the component that has the slider,
# and positions of the slider: that of the Lab goes from 0 to 1.3 in a hundred steps, that
# of the lesson from 0.1 to 0.8 in steps of 0.01.
LAB = "lab knobs of the method", [0.013 * k for k in range(8, 70)]
VIEWS = {
    "lab": ("view=lab&delta={number}", *LAB),
    "any": ("view=lab&p={problem}&m={method}&delta={number}", *LAB),
    "lesson": ("view=lesson&alpha={number}", "lesson", [0.01 * k for k in range(10, 81)]),
}
ARRIVALS_PER_SECOND = 20
# Longer than anybody waits.
PATIENCE = 60


@dataclass
class Seen:
    """What a crowd has seen.

    Attributes:
        openings: Seconds from asking for the page to the first picture, one per visitor.
        latencies: Seconds from each move to the end of the run that has its picture.
        messages: How many messages the moves were sent in.
        errors: Wrong answers.
        dropped: Sessions that the server did not keep, or did not answer in time.
    """

    openings: list[float] = field(default_factory=list)
    latencies: list[float] = field(default_factory=list)
    messages: int = 0
    errors: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)


def part(values: list[float], share: float) -> float:
    """The value that a share of all values does not exceed; NaN where there is none."""
    if not values:
        return math.nan
    if share == 0.5:
        return statistics.median(values)
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


class Crowd:
    """Visitors of one view, spread evenly over servers."""

    def __init__(self, urls: list[str], view: str, count: int) -> None:
        address, knobs, self.positions = VIEWS[view]
        self.seen = Seen()
        self.visitors = [
            Visitor(
                urls[index % len(urls)],
                address.format(
                    number=round(random.uniform(1, 10), 3),
                    problem=random.choice(list(PROBLEMS)),
                    method=random.choice(METHODS),
                ),
                knobs,
            )
            for index in range(count)
        ]

    async def open(self) -> None:
        """Let them arrive one after the other; those that cannot enter leave."""
        begun = time.perf_counter()
        arrivals = [
            self._open(visitor, begun + index / ARRIVALS_PER_SECOND)
            for index, visitor in enumerate(self.visitors)
        ]
        entered = await asyncio.gather(*arrivals)
        self.visitors = [
            visitor for visitor, is_in in zip(self.visitors, entered, strict=True) if is_in
        ]

    async def move(self, seconds: int) -> None:
        """Let each of them move ε once a second, at moments of their own."""
        await asyncio.gather(*(self._move(visitor, seconds) for visitor in self.visitors))

    async def close(self) -> None:
        """Let all of them leave."""
        closings = (visitor.close() for visitor in self.visitors)
        await asyncio.gather(*closings, return_exceptions=True)

    def received(self) -> int:
        """Bytes that they have been sent so far."""
        return sum(visitor.received for visitor in self.visitors)

    async def _open(self, visitor: Visitor, at: float) -> bool:
        await _until(at)
        if not await self._answered(visitor.open()):
            return False
        self.seen.openings.append(visitor.finished - at)
        return True

    async def _move(self, visitor: Visitor, seconds: int) -> None:
        begun, moved = time.perf_counter() + random.random(), 0
        while moved < seconds:
            await _until(begun + moved)
            # As in a browser, moves made while an answer is awaited go in one message.
            due = min(seconds, 1 + int(time.perf_counter() - begun))
            position = round(random.choice(self.positions), 4)
            if not await self._answered(visitor.move(position)):
                return
            self.seen.messages += 1
            while moved < due:
                self.seen.latencies.append(visitor.finished - begun - moved)
                moved += 1

    async def _answered(self, answer) -> bool:
        """Whether an answer came; what went wrong otherwise is noted."""
        try:
            async with asyncio.timeout(PATIENCE):
                await answer
        except RuntimeError as error:
            self.seen.errors.append(str(error))
        except (ConnectionClosed, OSError, TimeoutError) as error:
            self.seen.dropped.append(repr(error))
        else:
            return True
        return False


async def _until(moment: float) -> None:
    await asyncio.sleep(max(0.0, moment - time.perf_counter()))
