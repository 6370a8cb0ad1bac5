"""Makes a server ready that has just started, in the background.

What its first page shows is imported and compiled in the server itself. All else is left to
a process of the lowest priority, which takes no time from whoever visits meanwhile, and
ends with what it has compiled on disk; see `ui/warming.py`.
"""

import asyncio
import os
import platform
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from subprocess import DEVNULL, Popen
from threading import Thread
from typing import Any

from result_memory import keep_none
from ui import heap
from ui.first_page import made_ready
from ui.folders import CACHE
from ui.kept_pictures import ROOT, sources
from ui.serving.first_element import ask_nothing
from ui.serving.in_line import answer_in_line
from ui.serving.plain_state import read_plainly
from ui.serving.same_core import stay_on_one_core

# Says of which version, and for which processor, the folder has all that is compiled.
STAMP = CACHE / "warmed"


@asynccontextmanager
async def lifespan(_app: object) -> AsyncIterator[None]:
    """What a server does besides serving, from its start to its end."""
    heap.keep_small()
    read_plainly()
    ask_nothing()
    answer_in_line()
    # It may be tens of megabytes, which count more here than some milliseconds.
    keep_none()
    readying = Readying()
    readying.start()
    staying = asyncio.create_task(stay_on_one_core())
    yield
    staying.cancel()
    readying.end()


class Readying(Thread):
    """Imports, compiles, and has compiled."""

    def __init__(self) -> None:
        """Not begun yet; nothing heavy is imported before it is."""
        super().__init__(name="readying", daemon=True)
        self.process: Popen[Any] | None = None
        self.is_over = False

    def run(self) -> None:
        """Make the first page ready; then start the process, unless it has been done."""
        for _ in made_ready():
            if self.is_over:
                return
        if is_warm() or os.environ.get("PARETOSCOPE_WARMING") == "off":
            return
        # Where there is no `nice`, nothing is compiled before it is asked for.
        with suppress(OSError):
            self.process = Popen(
                ["nice", "-n", "19", sys.executable, "-m", "ui.warming", str(os.getpid())],
                cwd=ROOT,
                stdout=DEVNULL,
                stderr=DEVNULL,
            )

    def end(self) -> None:
        """Stop after the piece at hand: Python cannot end while XLA compiles."""
        self.is_over = True
        self.join()
        if self.process:
            self.process.kill()
            self.process.wait()


def is_warm() -> bool:
    """Whether all is compiled for this version and this kind of processor."""
    with suppress(OSError):
        return STAMP.read_text(encoding="utf-8") == _made_of()
    return False


def mark_warm() -> None:
    """Say that all is compiled; a disk that cannot be written costs time, nothing else."""
    with suppress(OSError):
        STAMP.write_text(_made_of(), encoding="utf-8")


def _made_of() -> str:
    return f"{sources()} {platform.machine()} {_processor()}"


def _processor() -> str:
    """What the processor can do, which compiled code makes use of."""
    with suppress(OSError):
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        return next((line for line in lines if line.startswith(("flags", "Features"))), "")
    return platform.processor()
