"""A lecture pack that is being made: by a process of its own, one at a time for all."""

import atexit
import hashlib
import os
import re
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import streamlit as st

from ui.folders import CACHE
from ui.kept_pictures import ROOT, sources

FOLDER = CACHE / "packs"
# What a pack is made of besides what the small pictures in the app are.
MORE_SOURCES = ("exports/*.*", "ui/frontend/**/*.*", "static/*.woff2", "LICENSE")
# Each is some dozens of megabytes.
MOST_KEPT = 4
_AT = re.compile(rb"(\d+) of (\d+)")


class Asked(NamedTuple):
    """What a pack depends on.

    Attributes:
        language: Of its words.
        address: Of the app, to which its links lead.
    """

    language: str
    address: str

    def file(self) -> Path:
        """Where it is kept, for as long as nothing that it is made of has changed."""
        digest = hashlib.blake2b(f"{self} {sources(*MORE_SOURCES)}".encode(), digest_size=8)
        return FOLDER / f"{digest.hexdigest()}.zip"


class Building:
    """The one pack that is being made, if any."""

    def __init__(self) -> None:
        """Nothing is being made."""
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._asked: Asked | None = None

    def begin(self, asked: Asked) -> bool:
        """Have one made; returns whether it is being made now, and not another one."""
        with self._lock:
            if self._is_under_way():
                return self._asked == asked
            FOLDER.mkdir(parents=True, exist_ok=True)
            for old in sorted(FOLDER.glob("*.zip"), key=os.path.getmtime)[: 1 - MOST_KEPT]:
                old.unlink(missing_ok=True)
            self._asked = asked
            with _log(asked).open("wb") as log:
                self._process = subprocess.Popen(
                    [
                        # Whoever watches comes first.
                        *("nice", "-n", "19", sys.executable, "-m", "exports.lecture_pack"),
                        str(asked.file().with_suffix(".part.zip")),
                        *("--language", asked.language, "--address", asked.address),
                    ],
                    cwd=ROOT,
                    stdout=subprocess.DEVNULL,
                    stderr=log,
                )
            return True

    def share(self, asked: Asked) -> float | None:
        """How much of one is done, from 0 to 1; None if it is not being made."""
        with self._lock:
            if self._asked != asked or self._process is None:
                return None
            if self._is_under_way():
                done = _AT.findall(_log(asked).read_bytes())
                return int(done[-1][0]) / int(done[-1][1]) if done else 0.0
            if self._process.returncode == 0:
                with suppress(FileNotFoundError):
                    asked.file().with_suffix(".part.zip").replace(asked.file())
            return None

    def cancel(self, asked: Asked) -> None:
        """Stop making one."""
        if self._asked == asked:
            self.end()

    def end(self) -> None:
        """Stop whatever is being made."""
        with self._lock:
            if self._process is not None:
                self._process.kill()
                self._process.wait()
            self._asked = self._process = None

    def _is_under_way(self) -> bool:
        return self._process is not None and self._process.poll() is None


@st.cache_resource(show_spinner=False)
def building() -> Building:
    """The same for all who visit."""
    made = Building()
    atexit.register(made.end)
    return made


def _log(asked: Asked) -> Path:
    return asked.file().with_suffix(".log")
