"""Ceilings for what visitors send: how many they are, how often, and how much at a time.

What a browser sends for a person stays far below them. A proxy in front of the app sets
tighter ones for each address, which here may be that of a whole lecture hall.
"""

import asyncio
import contextlib
import resource
import time
from collections.abc import MutableMapping
from typing import Any

from ui.serving.headers import ASGIApp, Message, Receive, Send

# Sessions at a time: each holds up to 3 MB, and two cores serve a hundred that move.
MOST_VISITORS = 500
# Messages of one session: so many at once, and so many a second ever after. A hand that
# drags a slider sends fewer than 20 a second.
BURST, PER_SECOND = 90, 30.0
# Bytes. A file system takes no longer names than the one, and links are shorter than 2,000.
LONGEST_PATH, LONGEST_QUERY = 250, 16_000
# What takes a message no faster holds up to a picture of it in memory.
SLOWEST = 60.0
# The app takes no files and no forms.
METHODS = ("GET", "HEAD", "OPTIONS")
FILES = 65_536


def raise_open_files() -> None:
    """Let the process have as many connections as its user may have, up to 65,536.

    Many systems give 1,024 unless a process asks for more.
    """
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = FILES if most == resource.RLIM_INFINITY else min(FILES, most)
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))


class Ceilings:
    """ASGI middleware that refuses, or slows down, what is above a ceiling."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an app."""
        self.app = app
        self.visitors = 0

    async def __call__(
        self, scope: MutableMapping[str, Any], receive: Receive, send: Send
    ) -> None:
        """Pass on what is asked, unless it is too much."""
        if scope["type"] == "websocket":
            await self._visit(scope, receive, send)
        elif scope["type"] == "http" and (refusal := _refusal(scope)):
            await _answer(send, *refusal)
        else:
            await self.app(scope, receive, send)

    async def _visit(
        self, scope: MutableMapping[str, Any], receive: Receive, send: Send
    ) -> None:
        refusal = _refusal(scope)
        if self.visitors >= MOST_VISITORS:
            refusal = 503, "This server is full. Try again later."
        if refusal:
            await _answer(send, *refusal, prefix="websocket.")
            return
        self.visitors += 1
        try:
            await self.app(scope, _Slowed(receive).receive, _timed(send))
        finally:
            self.visitors -= 1


class _Slowed:
    """Takes messages no faster than the ceiling; the network holds the others back."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._left, self._counted = float(BURST), time.monotonic()

    async def receive(self) -> Message:
        message = await self._receive()
        now = time.monotonic()
        self._left = min(BURST, self._left + PER_SECOND * (now - self._counted))
        self._counted = now
        if message["type"] == "websocket.receive":
            self._left -= 1
            if self._left < 0:
                await asyncio.sleep(-self._left / PER_SECOND)
        return message


def _timed(send: Send) -> Send:
    """Sends, and gives a visitor up who does not take what was sent."""

    async def send_in_time(message: Message) -> None:
        try:
            async with asyncio.timeout(SLOWEST):
                await send(message)
        except TimeoutError:
            raise OSError(f"A visitor took nothing for {SLOWEST:.0f} s.") from None

    return send_in_time


def _refusal(scope: MutableMapping[str, Any]) -> tuple[int, str] | None:
    """Status and reason of a refusal, or None."""
    path, query = scope["path"].encode(errors="replace"), scope["query_string"]
    if len(path) > LONGEST_PATH or len(query) > LONGEST_QUERY:
        return 414, "The address is too long."
    if scope["type"] == "http" and scope["method"] not in METHODS:
        return 405, "This app takes no files and no forms."
    return None


async def _answer(send: Send, status: int, reason: str, prefix: str = "") -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close")]
    if status == 405:
        headers.append((b"allow", ", ".join(METHODS).encode()))
    start = {"type": f"{prefix}http.response.start", "status": status, "headers": headers}
    await send(start)
    await send({"type": f"{prefix}http.response.body", "body": reason.encode()})
