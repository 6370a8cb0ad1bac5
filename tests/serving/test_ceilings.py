import asyncio
import resource

import pytest

from tests.serving.loop import run
from ui.serving import ceilings
from ui.serving.ceilings import Ceilings, raise_open_files

VISIT = {"type": "websocket", "path": "/_stcore/stream", "query_string": b""}


def get(path="/", query=b"", method="GET"):
    return {"type": "http", "path": path, "query_string": query, "method": method}


def answer_to(scope):
    """Status of the answer, and whether it is that of the app itself."""
    sent, asked = [], []

    async def app(scope, receive, send):
        asked.append(scope)
        await send({"type": "http.response.start", "status": 200, "headers": []})

    async def send(message):
        sent.append(message)

    run(Ceilings(app)(scope, None, send))
    return sent[0]["status"], bool(asked)


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_what_only_asks_passes(method):
    assert answer_to(get(method=method)) == (200, True)


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE", "PATCH", "TRACE", "ANYTHING"])
def test_what_brings_something_does_not(method):
    assert answer_to(get("/_stcore/upload_file/a/b", method=method)) == (405, False)


def test_an_address_may_be_long_but_not_without_end():
    assert answer_to(get(query=b"x" * 15_000)) == (200, True)
    assert answer_to(get(query=b"x" * 16_001)) == (414, False)
    assert answer_to(get("/" + "x" * 249)) == (200, True)
    assert answer_to(get("/" + "é" * 130)) == (414, False)
    assert answer_to({**VISIT, "query_string": b"x" * 16_001}) == (414, False)


def test_as_many_visitors_as_there_is_room_for_and_one_more_once_one_has_left(monkeypatch):
    monkeypatch.setattr(ceilings, "MOST_VISITORS", 2)

    async def visits():
        leave, sent = asyncio.Event(), []

        async def app(scope, receive, send):
            await leave.wait()

        async def send(message):
            sent.append(message)

        serving = Ceilings(app)
        inside = [asyncio.create_task(serving(VISIT, None, send)) for _ in range(2)]
        await asyncio.sleep(0)
        await serving(VISIT, None, send)
        refused = [message.get("status") for message in sent]
        leave.set()
        await asyncio.gather(*inside)
        sent.clear()
        await serving(VISIT, None, send)
        return refused, sent

    refused, after = run(visits())
    assert refused == [503, None]
    assert after == []


def test_a_visitor_who_fails_makes_room_too(monkeypatch):
    async def app(scope, receive, send):
        raise RuntimeError

    serving = Ceilings(app)
    for _ in range(3):
        with pytest.raises(RuntimeError):
            run(serving(VISIT, None, None))
    assert serving.visitors == 0


def taken_in_a_second(messages, monkeypatch, apart=0.0):
    """Of messages that all come so many seconds apart, how long each had to wait."""
    clock, waited = [0.0], []
    monkeypatch.setattr(ceilings.time, "monotonic", lambda: clock[0])

    async def sleep(seconds):
        waited[-1] = seconds
        clock[0] += seconds

    async def receive():
        clock[0] += apart
        return {"type": "websocket.receive", "bytes": b""}

    async def app(scope, receive, send):
        for _ in range(messages):
            waited.append(0.0)
            await receive()

    monkeypatch.setattr(ceilings.asyncio, "sleep", sleep)
    run(Ceilings(app)(VISIT, receive, None))
    return waited


def test_a_hand_that_drags_never_waits(monkeypatch):
    assert set(taken_in_a_second(1000, monkeypatch, apart=1 / 25)) == {0.0}


def test_who_sends_without_end_waits_a_thirtieth_of_a_second_for_each(monkeypatch):
    waited = taken_in_a_second(300, monkeypatch)
    assert set(waited[: ceilings.BURST]) == {0.0}
    assert sum(waited) == pytest.approx((300 - ceilings.BURST) / ceilings.PER_SECOND)


def test_who_takes_nothing_is_given_up(monkeypatch):
    monkeypatch.setattr(ceilings, "SLOWEST", 0.01)

    async def send(message):
        await asyncio.Event().wait()

    async def app(scope, receive, send):
        await send({"type": "websocket.send", "bytes": b"picture"})

    with pytest.raises(OSError, match="took nothing"):
        run(Ceilings(app)(VISIT, None, send))


def test_a_process_may_have_as_many_connections_as_its_user(monkeypatch):
    set_to = []
    monkeypatch.setattr(resource, "getrlimit", lambda _: (1024, 4096))
    monkeypatch.setattr(resource, "setrlimit", lambda _, limits: set_to.append(limits))
    raise_open_files()
    monkeypatch.setattr(resource, "getrlimit", lambda _: (1024, resource.RLIM_INFINITY))
    raise_open_files()
    assert set_to == [(4096, 4096), (65_536, resource.RLIM_INFINITY)]
