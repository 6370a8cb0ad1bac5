"""What a client that means harm can do to the app, and to others who visit it meanwhile.

    python benchmarks/hostile.py [--connections 2000] [--seconds 10] [--only ATTACK ...]

Starts the app as a process of its own on this machine and attacks it there, in one way
after another. Meanwhile a visitor moves a slider, three times a second. For each attack:
how long that visitor waits while it lasts, and afterwards; memory, and open files of the
app. A move that fails counts as infinitely long. Ends with 1 if the app does not live on.
"""

import argparse
import asyncio
import os
import random
import statistics
import struct
import sys
import time
from contextlib import suppress
from pathlib import Path

from app_server import app_process, free_port
from streamlit.proto.BackMsg_pb2 import BackMsg  # noqa: TID251
from visitor import Visitor
from websockets.asyncio.client import connect
from websockets.exceptions import WebSocketException

VIEW = "v=1&view=lab"
KNOBS = "lab knobs of the method"
STARTS = ";".join(f"{1 + index / 64:.3f},1.5" for index in range(64))
PATIENCE = 30
FAILURES = (OSError, WebSocketException, TimeoutError, asyncio.IncompleteReadError)


class Attack:
    """An app to attack, with so many connections, for so many seconds."""

    def __init__(self, port, connections, seconds):
        self.port, self.connections, self.seconds = port, connections, seconds

    async def over(self):
        await asyncio.sleep(self.seconds)

    def visit(self, **options):
        url = f"ws://127.0.0.1:{self.port}/_stcore/stream"
        return connect(url, max_size=None, open_timeout=60, **options)

    async def each(self, count, one):
        """So many of one thing at a time, until the time is over."""

        async def again():
            while True:
                with suppress(*FAILURES):
                    await one()
                await asyncio.sleep(0.05)

        tasks = [asyncio.create_task(again()) for _ in range(count)]
        await self.over()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def malformed_frames(self):
        """Frames that break every rule, in four sessions."""

        async def one():
            async with self.visit() as session:
                session.transport.write(random.randbytes(2000))
                await session.wait_closed()

        await self.each(4, one)

    async def wrong_messages(self):
        """Bytes that are no message, words, and messages with nonsense in them."""

        async def one():
            for wrong in (random.randbytes(500), "words", b"", _bogus()):
                async with self.visit() as session:
                    await session.send(wrong)
                    with suppress(TimeoutError):
                        async with asyncio.timeout(1):
                            await session.wait_closed()

        await self.each(4, one)

    async def huge_messages(self):
        """Messages of 20 MB, and frames that announce much more, in eight sessions."""
        announced = struct.pack("!BBQI", 0x82, 0xFF, 2**40, 0)

        async def one():
            async with self.visit() as session:
                await session.send(b"x" * 20_000_000)
                await session.wait_closed()
            async with self.visit() as session:
                session.transport.write(announced + b"x" * 1_000_000)
                await session.wait_closed()

        await self.each(8, one)

    async def floods_of_reruns(self):
        """Requests to run the page, as fast as they can be sent, in four sessions."""

        async def one():
            async with self.visit() as session:
                asked = BackMsg()
                asked.rerun_script.query_string = VIEW
                while True:
                    await session.send(asked.SerializeToString())
                    # The visitor has its turn, too, in this process.
                    await asyncio.sleep(0.001)

        await self.each(4, one)

    async def heaviest_work(self):
        """The largest sweeps there are, all different, in eight sessions."""

        async def one():
            async with self.visit() as session:
                steps = random.randint(4000, 5000)
                await session.send(_page("Sweep", f"v=1&steps={steps}&starts={STARTS}"))
                while True:
                    await session.recv()

        await self.each(8, one)

    async def deaf_readers(self):
        """Large pictures, asked for again and again and never taken, in eight sessions."""

        async def one():
            async with self.visit(max_queue=1) as session:
                for seed in range(1000):
                    picture = f"{VIEW}&starts=random&n=4096&steps=5000&seed={seed}"
                    await session.send(_page("", picture))
                    await asyncio.sleep(0.5)

        await self.each(8, one)

    async def many_sessions(self):
        """Thousands of sessions at a time, which ask for nothing."""
        await self._held(b"", handshake=True)

    async def slow_requests(self):
        """Thousands of requests at a time, a byte every second."""
        await self._held(b"GET / HTTP/1.1\r\nHost: ", handshake=False)

    async def many_pages(self):
        """Pages and long addresses, as fast as they come, over 32 connections."""

        async def one():
            reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
            path = random.choice(
                ["/", "/?" + "x" * 30_000, "/%2e%2e/etc/passwd", "/a" * 4000]
            )
            writer.write(f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            await reader.read(100_000)
            writer.close()

        await self.each(32, one)

    async def _held(self, begun, handshake):
        writers, refused = [], 0
        for _ in range(self.connections):
            try:
                async with asyncio.timeout(5):
                    reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
                    writer.write(_handshake() if handshake else begun)
                    writers.append(writer)
                    if handshake and b" 101 " not in await reader.readline():
                        refused += 1
            except FAILURES:
                refused += 1
        print(f"    {len(writers)} connections held, {refused} refused")
        end = time.monotonic() + self.seconds
        while time.monotonic() < end:
            for writer in [] if handshake else writers:
                writer.write(b"x")
            await asyncio.sleep(1)
        for writer in writers:
            writer.close()


ATTACKS = (
    *(Attack.malformed_frames, Attack.wrong_messages, Attack.huge_messages),
    *(Attack.floods_of_reruns, Attack.heaviest_work, Attack.deaf_readers),
    *(Attack.many_sessions, Attack.slow_requests, Attack.many_pages),
)


def _page(name, query):
    asked = BackMsg()
    asked.rerun_script.page_name, asked.rerun_script.query_string = name, query
    return asked.SerializeToString()


def _bogus():
    """Of widgets that there are not, and of those that there are, another kind of value."""
    asked = BackMsg()
    script = asked.rerun_script
    script.query_string, script.fragment_id = "eps=" + "9" * 500_000, "nothing"
    script.page_script_hash = "../../etc/passwd"
    for name in ("$$ID-0-address", "$$ID-0-lab player", "\0", "x" * 100_000):
        script.widget_states.widgets.add(id=name, json_value='{"input": {"values": 7}}')
        script.widget_states.widgets.add(id=name, trigger_value=True)
        script.widget_states.widgets.add(id=name, string_value="[" * 100_000)
    return asked.SerializeToString()


def _handshake():
    return (
        b"GET /_stcore/stream HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\n"
        b"Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        b"Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
    )


async def moved(url, until):
    """How long each move of ε took, until something is done; inf where one failed."""
    took, visitor = [], None
    while True:
        begun = time.perf_counter()
        try:
            async with asyncio.timeout(PATIENCE):
                if visitor is None:
                    visitor = Visitor(url, VIEW, KNOBS)
                    await visitor.open()
                    begun = time.perf_counter()
                await visitor.move(round(random.uniform(0.3, 0.7), 3))
            took.append(time.perf_counter() - begun)
        except (RuntimeError, *FAILURES) as error:
            if float("inf") not in took:
                print(f"    a move failed: {error!r}"[:120])
            took.append(float("inf"))
            visitor = None
        if until.done():
            if visitor:
                await visitor.close()
            return took
        await asyncio.sleep(0.3)


def said(took):
    took = sorted(took)
    worst = took[-1]
    return f"{1000 * statistics.median(took):6.0f} {1000 * worst:6.0f}"


def of_process(process):
    """Resident memory in MB, and open files."""
    status = Path(f"/proc/{process.pid}/status").read_text()
    memory = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(memory.split()[1]) // 1024, len(os.listdir(f"/proc/{process.pid}/fd"))


async def attack_all(process, port, asked):
    seconds, url = asked.seconds, f"http://127.0.0.1:{port}/"
    attack = Attack(port, asked.connections, seconds)
    waiting = asyncio.create_task(asyncio.sleep(seconds))
    print("                          during: median, worst ms   after   MB  files")
    print(f"{'nothing':24} {said(await moved(url, waiting))}")
    for one in ATTACKS:
        if asked.only and one.__name__ not in asked.only:
            continue
        task = asyncio.create_task(one(attack))
        during = await moved(url, task)
        await task
        await asyncio.sleep(2)
        waiting = asyncio.create_task(asyncio.sleep(seconds / 2))
        after = await moved(url, waiting)
        if process.poll() is not None:
            print(f"{one.__name__}: the app has ended with {process.returncode}.")
            return 1
        memory, files = of_process(process)
        print(f"{one.__name__:24} {said(during)} {said(after)} {memory:6} {files:5}")
    return 0


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--connections", type=int, default=2000)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--only", nargs="*", metavar="ATTACK")
    asked, port = parser.parse_args(), free_port()
    with app_process(port) as process:
        return asyncio.run(attack_all(process, port, asked))


if __name__ == "__main__":
    sys.exit(main())
