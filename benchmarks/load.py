"""How many people one process serves at once, and what the next process adds.

    python benchmarks/load.py [--sessions 10 50 100 200] [--seconds 10] [--write]
    python benchmarks/load.py --kept [--sessions 1000]

Each session has its own cookie and WebSocket and moves ε once a second. An answer counts
when the run of the script has ended, and only if the picture is of the new ε. The visitors
are in this process, the app is in one of its own, or in two between which the sessions are
split. `--write` puts the table into `docs/load.md`.

`--kept` measures memory instead: what a session takes that does nothing, and what is left
of a thousand that were opened and closed. Linux only, for what a process uses is in /proc.
"""

import argparse
import asyncio
import contextlib
import itertools
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from app_server import ROOT, free_port, wait_until_healthy
from crowd import VIEWS, Crowd, Seen, part

PAGE = ROOT / "docs" / "load.md"
COLUMNS = (
    *("processes", "view", "sessions", "first picture, s", "median, ms", "95 %, ms"),
    *("longest, ms", "answers/s", "kB/answer", "errors", "dropped", "app, cores"),
    *("visitors, cores", "app, MB"),
)
HEAD = f"| {' | '.join(COLUMNS)} |\n|{'--:|' * len(COLUMNS)}"
# Streamlit forgets a session two minutes after its tab was closed.
FORGOTTEN_AFTER = 125
IDLE = 100
AT_ONCE = 20


class Used(NamedTuple):
    """What processes have used: seconds of the processor, and bytes in memory."""

    seconds: float
    memory: int


class App(NamedTuple):
    """A running app."""

    url: str
    pid: int


def used(*pids: int) -> Used:
    ticks, pages = 0, 0
    for pid in pids:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
        pages += int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return Used(ticks / os.sysconf("SC_CLK_TCK"), pages * os.sysconf("SC_PAGE_SIZE"))


@contextlib.contextmanager
def apps(count: int) -> Iterator[list[App]]:
    """Start the app so many times, warm; end them.

    What a server compiles in the background after its start has to be another time's.
    """
    environment = {**os.environ, "PARETOSCOPE_WARMING": "off"}
    with contextlib.ExitStack() as running:
        started = []
        for _ in range(count):
            port = free_port()
            command = [sys.executable, "-m", "streamlit", "run", "app.py"]
            process = subprocess.Popen(
                [*command, f"--server.port={port}"],
                cwd=ROOT,
                env=environment,
                stdout=subprocess.DEVNULL,
            )
            running.callback(process.wait, timeout=20)
            running.callback(process.terminate)
            started.append(App(f"http://localhost:{port}/", process.pid))
            wait_until_healthy(started[-1].url, process)
        urls = [app.url for app in started]
        for view in VIEWS:
            asyncio.run(visit(Crowd(urls, view, 2 * len(urls)), 5))
        yield started


async def visit(crowd: Crowd, seconds: int) -> Seen:
    await crowd.open()
    await crowd.move(seconds)
    await crowd.close()
    return crowd.seen


async def row(started: list[App], view: str, sessions: int, seconds: int) -> str:
    pids = [app.pid for app in started]
    crowd = Crowd([app.url for app in started], view, sessions)
    await crowd.open()
    await asyncio.sleep(2)
    begun, before, own = time.perf_counter(), used(*pids), used(os.getpid())
    received = crowd.received()
    await crowd.move(seconds)
    spent = time.perf_counter() - begun
    after, own_after = used(*pids), used(os.getpid())
    received = crowd.received() - received
    await crowd.close()
    seen = crowd.seen
    for said in {*seen.errors, *seen.dropped}:
        print(said, file=sys.stderr)
    median, most, longest = (1000 * part(seen.latencies, share) for share in (0.5, 0.95, 1))
    return (
        f"| {len(started)} | {view} | {sessions} | {part(seen.openings, 0.5):.2f} "
        f"| {median:.0f} | {most:.0f} | {longest:.0f} | {seen.messages / spent:.0f} "
        f"| {received / 1000 / max(1, seen.messages):.0f} "
        f"| {len(seen.errors)} | {len(seen.dropped)} "
        f"| {(after.seconds - before.seconds) / spent:.2f} "
        f"| {(own_after.seconds - own.seconds) / spent:.2f} | {after.memory / 1e6:.0f} |"
    )


def measure(sessions: list[int], seconds: int) -> list[str]:
    rows = [HEAD]
    print(HEAD, flush=True)
    for processes in (1, 2):
        with apps(processes) as started:
            for view, count in itertools.product(VIEWS, sessions):
                rows.append(asyncio.run(row(started, view, count, seconds)))
                print(rows[-1], flush=True)
    return rows


def measure_kept(sessions: int) -> None:
    with apps(1) as [app]:
        asyncio.run(idle(app))
    with apps(1) as [app]:
        asyncio.run(come_and_go(app, AT_ONCE))
        print(f"{megabytes(app):.0f} MB after {AT_ONCE} sessions", flush=True)
        for count in range(AT_ONCE, sessions + 1, AT_ONCE):
            asyncio.run(come_and_go(app, AT_ONCE))
            if count % 200 == 0:
                print(f"{megabytes(app):.0f} MB after {count} more", flush=True)
        time.sleep(FORGOTTEN_AFTER)
        asyncio.run(come_and_go(app, 1))
        print(f"{megabytes(app):.0f} MB when they are forgotten", flush=True)


async def idle(app: App) -> None:
    before = megabytes(app)
    crowd = Crowd([app.url], "lab", IDLE)
    await crowd.open()
    await asyncio.sleep(5)
    each = (megabytes(app) - before) / IDLE
    print(f"{each:.2f} MB for each of {IDLE} sessions that do nothing", flush=True)
    await crowd.close()


async def come_and_go(app: App, count: int) -> None:
    seen = await visit(Crowd([app.url], "lab", count), 1)
    if seen.errors or seen.dropped:
        raise RuntimeError(f"All should be served. Found {seen.errors + seen.dropped}.")


def megabytes(app: App) -> float:
    return used(app.pid).memory / 1e6


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sessions", type=int, nargs="+")
    parser.add_argument("--seconds", type=int, default=10)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--kept", action="store_true")
    arguments = parser.parse_args()
    if arguments.kept:
        return measure_kept(*(arguments.sessions or [1000]))
    rows = measure(arguments.sessions or [10, 50, 100, 200], arguments.seconds)
    if arguments.write:
        page = PAGE.read_text(encoding="utf-8")
        table = "\n".join(rows)
        page = re.sub(r"\| processes \|.*?\n\n", f"{table}\n\n", page, flags=re.S)
        PAGE.write_text(page, encoding="utf-8")
    return None


if __name__ == "__main__":
    main()
