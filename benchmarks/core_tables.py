"""Findings of the benchmark of the core as a page of Markdown."""

import math
import os
import platform
import statistics
from collections.abc import Iterable, Sequence
from pathlib import Path

import jax
import numpy as np

from benchmarks.core_findings import LINEAR_FROM, STEPS, Findings, Size

# Two runs further apart than this, in θ or a loss, are not the same in float32.
SAME_IN_FLOAT32 = 1e-4
INTRODUCTION = """\
# Speed of the core

Written by `make bench`, which measures it all again. Each rival gives the same numbers, to
1e-9 in float64, and is given the same: a method on a problem, starts spread at random, and
how many steps. It hands back all iterates of θ, both losses and λ.

* **ours**: `simulate`.
* **NumPy**: vectorised by hand, with hand-written gradients, into memory set aside before.
  Ours, NumPy and Numba write over that of the last result of the same size.
* **Numba**: a compiled loop over steps and runs, on all cores from 2,048 runs on, with sine
  and cosine of the C library; or, as about the limit of what the machine can do, with
  **polynomials** for them, which go through its vector units.
* **plain JAX**: `jit(vmap(scan))`, as its tutorials have it.
* **mdmm**, **cooper**: the published packages on PyTorch, all runs in one tensor.

All run in one process; the first three in turn, then the others. Each is called at least
three times at each size, more often where it is quick, and fewer times where that takes
more than five seconds. Numbers are medians.
"""

FIGURE = f"""\
## Cost against work

MDMM on the concave problem: a line joins the readings of {STEPS} steps; open circles are
those of more or fewer.

![Time of a call against runs times steps](speed.svg)
"""


def page(findings: Findings) -> str:
    """The whole page; `speed.svg` beside it has the figure."""
    parts = (
        INTRODUCTION,
        _machine(findings),
        _summary(findings),
        FIGURE,
        _mdmm(findings),
        _methods(findings),
        _steps(findings),
        _memory(findings),
        _compiled(findings),
        _float32(findings),
    )
    return "\n".join(parts)


def _machine(findings: Findings) -> str:
    spread = statistics.median(findings.spreads("ours"))
    worst = max(findings.spreads("ours"))
    before, after = findings.load
    return (
        f"Measured on {_processor()}, {os.cpu_count()} cores, {platform.system()}, Python "
        f"{platform.python_version()}, NumPy {np.__version__}, JAX {jax.__version__}, in "
        f"{findings.minutes:.0f} minutes. How noisy it was: the quartiles of our calls "
        f"were ±{spread:.0%} about the median for the typical size and ±{worst:.0%} for "
        f"the worst. The system's load was {before:.1f} before and {after:.1f} after, "
        "where one busy process is 1.\n"
    )


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    for line in info.read_text("utf-8").splitlines() if info.exists() else ():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def _summary(findings: Findings) -> str:
    faster = findings.ratios("NumPy", "ours")
    slower = findings.ratios("ours", "Numba")
    least, most = min(faster, key=faster.__getitem__), max(slower, key=slower.__getitem__)
    mdmm = {size: ratio for size, ratio in faster.items() if size.method == "mdmm"}
    least_mdmm = min(mdmm, key=mdmm.__getitem__)
    costs = findings.nanoseconds_of_a_step("ours").values()
    longest = max(findings.compiled, key=findings.compiled.__getitem__)
    worst = _worst_in_float32(findings)
    lines = [
        f"MDMM in NumPy takes at least {mdmm[least_mdmm]:.1f} times as long as ours: "
        f"{_said(least_mdmm)}. Of all methods the least is {faster[least]:.1f}: "
        f"{_said(least)}.",
        f"Ours takes at most {slower[most]:.1f} times as long as the Numba loop: "
        f"{_said(most)}.",
        f"From {LINEAR_FROM:,} runs on, a step of one run of MDMM on concave costs from "
        f"{min(costs, default=math.nan):.1f} to {max(costs, default=math.nan):.1f} ns.",
        f"The first call takes at most {findings.compiled[longest]:.2f} s longer than the "
        f"next: {' on '.join(reversed(longest))}.",
        f"Over {STEPS} steps the rivals that have float32 are at most {worst:.0e} off, "
        f"where rounding the starts moves the runs by less than {SAME_IN_FLOAT32:g}.",
    ]
    return "## In short\n\n" + "\n".join(f"* {line}" for line in lines) + "\n"


def _said(size: Size) -> str:
    return f"{size.method} on {size.problem}, {size.runs:,} runs of {size.steps:,} steps"


def _mdmm(findings: Findings) -> str:
    text = f"## MDMM, {STEPS} steps, in ms\n"
    sizes = [
        size for size in findings.readings if (size.method, size.steps) == ("mdmm", STEPS)
    ]
    for problem in dict.fromkeys(size.problem for size in sizes):
        mine = [size for size in sizes if size.problem == problem]
        names = list(findings.readings[mine[0]])
        rows = (
            [f"{size.runs:,}", *(_ms(findings, size, name) for name in names)]
            for size in mine
        )
        text += f"\n**{problem}**\n\n" + _table(["runs", *names], rows)
    return text


def _ms(findings: Findings, size: Size, name: str) -> str:
    return f"{1000 * findings.readings[size][name].median:,.3g}"


def _methods(findings: Findings) -> str:
    faster = findings.ratios("NumPy", "ours")
    slower = findings.ratios("ours", "Numba")
    limit = findings.ratios("ours", "Numba, polynomials")
    runs = list(dict.fromkeys(size.runs for size in faster))
    pairs = dict.fromkeys((size.method, size.problem) for size in faster)
    rows = []
    for method, problem in pairs:
        cells = []
        for count in runs:
            size = Size(problem, method, count, STEPS)
            numbers = faster[size], slower[size], limit[size]
            cells.append(" · ".join(f"{number:.1f}" for number in numbers))
        rows.append([method, problem, *cells])
    return (
        f"## Each method, {STEPS} steps, by runs\n\nHow many times as long NumPy takes as "
        "ours · ours as Numba · ours as Numba with polynomials.\n\n"
        + _table(["method", "problem", *(f"{count:,}" for count in runs)], rows)
    )


def _steps(findings: Findings) -> str:
    sizes = sorted(
        size
        for size in findings.readings
        if (size.problem, size.method) == ("concave", "mdmm")
    )
    names = list(findings.readings[sizes[0]])
    rows = (
        [f"{size.runs:,}", f"{size.steps:,}"]
        + [
            f"{1e9 * findings.readings[size][name].median / size.work:.1f}"
            for name in names
        ]
        for size in sizes
    )
    text = "## One step of one run of MDMM on concave, in ns\n\n"
    text += _table(["runs", "steps", *names], rows)
    if findings.skipped:
        largest = ", ".join(f"{size.runs:,} × {size.steps:,}" for size in findings.skipped)
        text += f"\nLeft out, since several copies of them fill the memory: {largest}.\n"
    return text


def _memory(findings: Findings) -> str:
    size = findings.memory_of
    rows = ([name, f"{grown:.2f}"] for name, grown in findings.memory.items())
    return (
        f"## Memory\n\nBy how much the process is larger at its largest during a call, in "
        f"units of the {size.output_bytes / 1e6:,.0f} MB that it returns: "
        f"{_said(size)}.\n\n" + _table(["", "times the output"], rows)
    )


def _compiled(findings: Findings) -> str:
    problems = list(dict.fromkeys(problem for problem, _ in findings.compiled))
    methods = dict.fromkeys(method for _, method in findings.compiled)
    rows = (
        [method, *(f"{findings.compiled[problem, method]:.2f}" for problem in problems)]
        for method in methods
    )
    return (
        "## First call, in s\n\nBy how much it takes longer than the next, with nothing "
        "compiled or kept on disk.\n\n" + _table(["method", *problems], rows)
    )


def _float32(findings: Findings) -> str:
    names = [name for name in next(iter(findings.errors.values())) if name != "chaos"]
    rows = [
        [method, problem, *(f"{of[name]:.0e}" for name in names), f"{of['chaos']:.0e}"]
        for (problem, method), of in findings.errors.items()
    ]
    return (
        "## Float32\n\nThe largest difference in θ or a loss between runs in float32 and "
        f"in float64, over {STEPS} steps of 64 runs; and how far float64 runs themselves "
        "come to be from such whose starts are moved by one rounding of float32. Where the "
        f"last is above {SAME_IN_FLOAT32:g}, no precision would keep them together.\n\n"
        + _table(["method", "problem", *names, "starts moved"], rows)
    )


def _worst_in_float32(findings: Findings) -> float:
    tame = [
        error
        for of in findings.errors.values()
        for name, error in of.items()
        if name != "chaos" and of["chaos"] <= SAME_IN_FLOAT32
    ]
    return max(tame, default=math.nan)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---:" for _ in head], *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
