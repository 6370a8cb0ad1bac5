"""The app as a process of its own, asked for what it must not give."""

import http.client
import os
import struct
import tomllib
import urllib.parse
from pathlib import Path

import pytest
from websockets.exceptions import InvalidStatus, WebSocketException
from websockets.sync.client import connect

from benchmarks.app_server import app_server
from ui.serving.headers import HEADERS

ROOT = Path(__file__).resolve().parents[2]
# Python runs this before anything else: each address that the process wants to reach.
GUARD = """
import sys
def note(event, arguments):
    if event in ("socket.connect", "socket.sendto"):
        place = arguments[1]
    elif event == "socket.getaddrinfo":
        place = arguments[0]
    else:
        return
    with open({file!r}, "a") as file:
        print(repr(place[0] if isinstance(place, tuple) else place), file=file)
sys.addaudithook(note)
"""


class Server:
    """A running app: where it is, what it has logged, and what it has wanted to reach."""

    def __init__(self, url, log, reached):
        self.url, self.log, self.reached = url, log, reached
        self.at = urllib.parse.urlsplit(url).netloc

    def get(self, path, method="GET", headers=None, body=None):
        """An answer, and its body."""
        connection = http.client.HTTPConnection(self.at, timeout=30)
        connection.request(method, path, body, headers or {})
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer, body

    def visit(self, origin=None, **options):
        """A session, seen from a page with this origin."""
        options = {"max_size": None, "open_timeout": 30, **options}
        return connect(f"ws://{self.at}/_stcore/stream", origin=origin, **options)


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("guarded")
    reached, log = folder / "reached.txt", folder / "log.txt"
    reached.touch()
    (folder / "sitecustomize.py").write_text(GUARD.format(file=str(reached)))
    before = os.environ.get("PYTHONPATH", "")
    path = os.pathsep.join(filter(None, [str(folder), before]))
    with (
        log.open("w") as output,
        app_server(log=output, PYTHONPATH=path) as url,
    ):
        yield Server(url, log, reached)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 200),
        ("/Damping", 200),
        ("/_stcore/health", 200),
        ("/_stcore/host-config", 200),
        ("/favicon.png", 200),
        ("/app/static/nothing.js", 404),
        ("/media/nothing.csv", 404),
        ("/component/nothing/index.html", 404),
        ("/_stcore/bidi-components/nothing/x.js", 404),
        ("/..%2f..%2fetc/passwd", 400),
        ("/?" + "x" * 20_000, 414),
        ("/app/static/" + "x" * 300, 414),
    ],
)
def test_every_answer_has_the_headers_and_none_against_frames(server, path, status):
    answer, _ = server.get(path)
    assert answer.status == status
    for name, text in HEADERS.items():
        assert answer.headers.get_all(name) == [text]
    assert "X-Frame-Options" not in answer.headers
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_so_has_the_handshake_of_a_session(server):
    with server.visit() as session:
        for name, text in HEADERS.items():
            assert session.response.headers[name] == text


def secrets():
    """Texts that are in files here, and in no answer."""
    return (b"root:", b"import streamlit", b"[server]", b"PYTHONPATH=", b"repositoryformat")


@pytest.mark.parametrize(
    "prefix", ["/", "/app/static/", "/static/", "/media/", "/component/"]
)
@pytest.mark.parametrize(
    "path",
    [
        "../../../../../../etc/passwd",
        "..%2f..%2f..%2f..%2f..%2fetc%2fpasswd",
        "%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
        "%252e%252e%252f%252e%252e%252fetc%252fpasswd",
        "..%5c..%5c..%5cetc%5cpasswd",
        "..%c0%af..%c0%afetc%c0%afpasswd",
        "%2fetc%2fpasswd",
        "/etc/passwd",
        "etc/passwd%00.png",
        "../app.py",
        "..%2f.streamlit%2fconfig.toml",
        "../.git/config",
        "%2fproc%2fself%2fenviron",
        "../../../../../../proc/self/environ",
        "file:%2f%2f%2fetc%2fpasswd",
        "a/" * 3000,
        "%00",
    ],
)
def test_no_path_leads_to_a_file_of_the_server(server, prefix, path):
    answer, body = server.get(prefix + path)
    assert answer.status in (200, 301, 400, 404, 414)
    assert not [secret for secret in secrets() if secret in body]
    # Any other path is the page itself, which finds its own way.
    if answer.status == 200:
        assert b"<title>Streamlit</title>" in body


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE", "PATCH"])
@pytest.mark.parametrize("path", ["/_stcore/upload_file/a/b", "/_stcore/agent/mcp", "/"])
def test_nothing_can_be_left_on_the_server(server, method, path):
    answer, _ = server.get(path, method, body=b"x" * 100_000)
    assert answer.status == 405
    assert answer.headers["Allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize(
    "origin", ["https://elsewhere.example", "null", "http://127.0.0.2"]
)
def test_a_page_of_somebody_else_cannot_talk_to_the_app(server, origin):
    with pytest.raises(InvalidStatus), server.visit(origin):
        pass
    answer, _ = server.get("/_stcore/health", headers={"Origin": origin})
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_a_page_of_the_app_itself_can(server):
    with server.visit(f"http://{server.at}") as session:
        session.ping().wait(30)


def frame(payload, opcode=2, announced=None):
    """A frame as a client sends it, that may announce more than it has."""
    length = len(payload) if announced is None else announced
    head = struct.pack("!BBQ", 0x80 | opcode, 0x80 | 127, length)
    return head + b"\0\0\0\0" + payload


@pytest.mark.parametrize(
    "sent",
    [
        frame(b"\xff" * 50),
        frame(b"words", opcode=1),
        frame(b"\xff\xfe", opcode=1),
        frame(b"", opcode=3),
        frame(b"x" * 200, opcode=9),
        frame(b"", announced=2**62),
        frame(b"x" * 1_100_000),
        b"\x00" * 100,
        b"GET / HTTP/1.1\r\n\r\n" * 50,
    ],
    ids=range(9),
)
def test_who_sends_nonsense_is_cut_off_and_nobody_else_notices(server, sent):
    with server.visit() as good, server.visit() as bad:
        bad.socket.sendall(sent)
        with pytest.raises((WebSocketException, ConnectionError)):
            list(bad)
        good.ping().wait(60)


def test_the_server_asks_nobody_for_anything(server):
    with pytest.raises(InvalidStatus), server.visit("https://elsewhere.example"):
        pass
    with server.visit() as session:
        session.send(b"")
        session.ping().wait(60)
    here = {"None", *map(repr, ("127.0.0.1", "::1", "localhost", "0.0.0.0", "::"))}
    assert set(server.reached.read_text().splitlines()) <= here


def test_errors_stay_here_visits_are_not_counted_and_other_pages_are_kept_out():
    settings = tomllib.loads((ROOT / ".streamlit/config.toml").read_text())
    assert settings["client"]["showErrorDetails"] == "none"
    assert settings["browser"]["gatherUsageStats"] is False
    assert settings["server"]["enableCORS"] is True
    assert settings["server"]["enableXsrfProtection"] is True
