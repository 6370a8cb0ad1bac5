"""All that a benchmark of the core has found, and the few numbers that sum it up."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from benchmarks.core_measures import Reading
from benchmarks.rivals.case import ROWS

# The steps of most readings.
STEPS = 200
# Cost should be linear from so many runs on.
LINEAR_FROM = 1024


class Size(NamedTuple):
    """What was run, and how much of it."""

    problem: str
    method: str
    runs: int
    steps: int

    @property
    def work(self) -> int:
        """Steps of single runs."""
        return self.runs * self.steps

    @property
    def output_bytes(self) -> int:
        """The size of a trajectory in float64."""
        return 8 * ROWS * self.runs * (self.steps + 1)


class Findings(NamedTuple):
    """All readings of one benchmark.

    Attributes:
        readings: Of each rival at each size.
        skipped: Sizes that were left out.
        memory: By how much the process grew during a call of each rival, in units of what
            the call returned.
        memory_of: The size of that call.
        compiled: Seconds that the first of our calls takes longer, by problem and method.
        errors: By problem and method, how far float32 runs of each rival come to be from
            float64 runs; and under `chaos`, float64 runs from such with starts rounded.
        load: Mean number of processes at work, before and after; the benchmark is one.
        minutes: How long it all took.
    """

    readings: Mapping[Size, Mapping[str, Reading]]
    skipped: Sequence[Size]
    memory: Mapping[str, float]
    memory_of: Size
    compiled: Mapping[tuple[str, str], float]
    errors: Mapping[tuple[str, str], Mapping[str, float]]
    load: tuple[float, float]
    minutes: float

    def ratios(self, slower: str, faster: str) -> dict[Size, float]:
        """How many times the time of one rival that of another is, over `STEPS`."""
        return {
            size: of[slower].median / of[faster].median
            for size, of in self.readings.items()
            if size.steps == STEPS
        }

    def nanoseconds_of_a_step(self, rival: str) -> dict[Size, float]:
        """Of MDMM on concave, from `LINEAR_FROM` runs on: alike where cost is linear."""
        return {
            size: 1e9 * of[rival].median / size.work
            for size, of in self.readings.items()
            if size.runs >= LINEAR_FROM
            and (size.problem, size.method) == ("concave", "mdmm")
        }

    def spreads(self, rival: str) -> list[float]:
        """Half the distance of the quartiles per median, of all readings of a rival."""
        return [of[rival].spread for of in self.readings.values() if rival in of]
