import pytest

from tests.serving.loop import run
from ui.serving.headers import HEADERS, Headers


def answered(kind):
    """What is sent on of an answer that begins with a message of this kind."""
    sent = []

    async def app(scope, receive, send):
        await send({"type": kind, "headers": [(b"content-type", b"text/plain")]})
        await send({"type": "http.response.body", "body": b"words"})

    async def send(message):
        sent.append(message)

    run(Headers(app)({"type": "http"}, None, send))
    return sent


@pytest.mark.parametrize(
    "kind", ["http.response.start", "websocket.accept", "websocket.http.response.start"]
)
def test_each_answer_keeps_its_headers_and_has_ours(kind):
    start, body = answered(kind)
    found = {name.decode(): text.decode() for name, text in start["headers"]}
    ours = {name.lower(): text for name, text in HEADERS.items()}
    assert found == {"content-type": "text/plain", **ours}
    assert body == {"type": "http.response.body", "body": b"words"}


def test_what_begins_no_answer_has_none():
    start, _ = answered("websocket.send")
    assert len(start["headers"]) == 1


def test_any_page_may_show_the_app_in_a_frame():
    assert "X-Frame-Options" not in HEADERS
    assert "frame-ancestors" not in HEADERS["Content-Security-Policy"]


def test_nothing_comes_from_elsewhere_and_no_text_is_run_as_code():
    policy = HEADERS["Content-Security-Policy"]
    assert policy.startswith("default-src 'self';")
    for source in ("http", "*", "ws:", "wss:", "unsafe-eval"):
        assert source not in policy
