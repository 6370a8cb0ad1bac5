"""A browser is told of Plotly's script with the page, and with nothing else."""

import pytest

from tests.serving.loop import run
from ui import assets
from ui.serving.ahead import Ahead


def answered(content_type, kind="http.response.start"):
    """Headers of an answer of this type of content."""
    sent = []

    async def app(scope, receive, send):
        headers = [(b"content-type", content_type)] if content_type else []
        await send({"type": kind, "headers": headers})
        await send({"type": "http.response.body", "body": b"words"})

    async def send(message):
        sent.append(message)

    run(Ahead(app)({"type": "http"}, None, send))
    start, body = sent
    assert body == {"type": "http.response.body", "body": b"words"}
    return dict(start["headers"])


def test_a_page_names_the_file_that_is_served():
    link = answered(b"text/html; charset=utf-8")[b"link"].decode()
    address, *rest = link.split("; ")
    assert rest == ["rel=prefetch", "as=script"]
    name = address.removeprefix("<./app/static/").removesuffix(">")
    assert name == assets.plotly_file()
    assert (assets.STATIC / name).is_file()


@pytest.mark.parametrize("content_type", [b"text/javascript", b"application/json", None])
def test_what_is_no_page_names_nothing(content_type):
    assert b"link" not in answered(content_type)


def test_what_begins_no_answer_names_nothing():
    assert b"link" not in answered(b"text/html", "websocket.accept")
