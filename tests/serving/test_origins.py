import pytest
from streamlit import config

from tests.serving.loop import run
from ui.serving.origins import Origins


def is_let_in(origin, host="lecture.example:8501", kind="websocket"):
    headers = [(b"host", host.encode())]
    if origin is not None:
        headers.append(
            (b"origin", origin if isinstance(origin, bytes) else origin.encode())
        )
    asked, sent = [], []

    async def app(scope, receive, send):
        asked.append(scope)

    async def receive():
        return {"type": "websocket.connect"}

    async def send(message):
        sent.append(message["type"])

    run(Origins(app)({"type": kind, "headers": headers}, receive, send))
    assert sent == ([] if asked else ["websocket.close"])
    return bool(asked)


@pytest.mark.parametrize(
    "origin",
    [None, "https://lecture.example:8501", "http://localhost:3000", "http://127.0.0.1"],
)
def test_pages_of_the_app_and_of_this_machine_may_open_a_session(origin):
    assert is_let_in(origin)


@pytest.mark.parametrize(
    "origin",
    [
        *(
            "https://elsewhere.example",
            "https://lecture.example",
            "null",
            "",
            "http://[",
            b"\xff",
        ),
        *(
            "https://lecture.example:8501.elsewhere.example",
            "https://localhost.elsewhere.example",
        ),
    ],
)
def test_pages_of_others_may_not(origin):
    assert not is_let_in(origin)


def test_anybody_may_get_a_page():
    assert is_let_in("https://elsewhere.example", kind="http")


def test_nor_is_anybody_kept_out_whom_the_settings_name(monkeypatch):
    named = {"server.enableCORS": True, "browser.serverAddress": "class.example"}
    named["server.corsAllowedOrigins"] = ["https://slides.example"]
    monkeypatch.setattr(config, "get_option", named.get)
    assert is_let_in("https://slides.example")
    assert is_let_in("https://class.example")
    assert not is_let_in("https://elsewhere.example")
    monkeypatch.setitem(named, "server.enableCORS", False)
    assert is_let_in("https://elsewhere.example")
