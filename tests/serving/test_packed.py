"""Scripts are sent as they were packed, to whoever can unpack them; nothing else is."""

import asyncio
import gzip

import pytest

from tests.serving.loop import run
from ui import assets
from ui.serving.packed import Packed

NAME = "player-0123456789ab.js"
SCRIPT = b"export default 1;"


@pytest.fixture(autouse=True)
def static(tmp_path, monkeypatch):
    monkeypatch.setattr(assets, "STATIC", tmp_path / "static")
    assets._put(NAME, SCRIPT)
    (tmp_path / "secret.js.gz").write_bytes(b"of nobody's business")


def asked(path, encodings=b"gzip, deflate, br", kind="http", method="GET"):
    """Messages of the answer; None in their place if it is left to Streamlit."""
    sent = []

    async def streamlit(scope, receive, send):
        sent.append(None)

    async def stays():
        await asyncio.Event().wait()

    async def send(message):
        sent.append(message)

    headers = [(b"accept-encoding", encodings)] if encodings else []
    scope = {"type": kind, "path": path, "headers": headers, "method": method}
    run(Packed(streamlit)(scope, stays, send))
    return sent


@pytest.mark.parametrize("root", ["", "/app", "/course/week 3"])
def test_a_script_is_sent_packed_and_to_be_kept_for_good(root):
    start, *bodies = asked(f"{root}/app/static/{NAME}")
    headers = {name.decode(): text.decode() for name, text in start["headers"]}
    assert start["status"] == 200
    assert headers["content-encoding"] == "gzip"
    assert headers["content-type"].startswith("text/javascript")
    assert "immutable" in headers["cache-control"]
    assert headers["vary"] == "Accept-Encoding"
    body = b"".join(one["body"] for one in bodies)
    assert len(body) == int(headers["content-length"])
    assert gzip.decompress(body) == SCRIPT == (assets.STATIC / NAME).read_bytes()


def test_whether_it_is_there_can_be_asked_without_taking_it():
    start, *bodies = asked(f"/app/static/{NAME}", method="HEAD")
    assert start["status"] == 200
    assert not b"".join(one["body"] for one in bodies)


@pytest.mark.parametrize("encodings", [None, b"identity", b"br"])
def test_whoever_cannot_unpack_is_left_to_streamlit(encodings):
    assert asked(f"/app/static/{NAME}", encodings) == [None]


@pytest.mark.parametrize(
    "path",
    [
        "/",
        f"/{NAME}",
        "/app/static/",
        "/app/static/none-0123456789ab.js",
        "/app/static/noto-sans-sc.woff2",
        f"/app/static/{NAME}.gz",
        f"/app/static/{NAME}\n",
        "/app/static/../secret.js",
        "/app/static/..%2fsecret.js",
        "/app/static/%2e%2e/secret.js",
        "/app/static//../secret.js",
        "/app/static/.js",
    ],
)
def test_all_else_is_left_to_streamlit(path):
    assert asked(path) == [None]


def test_a_session_is_left_to_streamlit():
    assert asked(f"/app/static/{NAME}", kind="websocket") == [None]
