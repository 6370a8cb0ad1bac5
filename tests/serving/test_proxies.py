"""Where the proxies lead whom, before replicas that only say who they are."""

import re
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from benchmarks.app_server import free_port
from tests.serving.proxies import HOSTS, asked, before, program

# Of files that not every replica may have.
FOLDERS = "media", "app/static"


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        is_file = any(f"/{folder}/" in self.path for folder in FOLDERS)
        is_missing = is_file and self.path not in self.server.files
        self.send_response(404 if is_missing else 200)
        self.end_headers()
        self.wfile.write(self.server.host.encode())

    def log_message(self, *_):
        pass


class Replica(ThreadingHTTPServer):
    """Answers everything with its own address, but for files that it does not have."""

    def __init__(self, host, port):
        super().__init__((host, port), _Handler)
        self.host, self.port, self.files = host, port, set()
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()

    def end(self):
        self.shutdown()
        self.server_close()


@pytest.fixture(params=["haproxy", "nginx"])
def name(request):
    program(request.param)
    return request.param


@pytest.fixture
def replicas(name):
    port = free_port()
    both = [Replica(host, port) for host in HOSTS]
    yield both
    for replica in both:
        replica.end()


@pytest.fixture
def proxy(name, replicas, tmp_path):
    with before(name, replicas, tmp_path) as url:
        # It may have seen only one of them yet.
        wait_until(lambda: {asked(url).body for _ in range(10)} == set(HOSTS))
        yield url


def wait_until(holds):
    end = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < end, "It should be so within a minute."
        time.sleep(0.1)


def cookie_of(answer):
    return answer.headers["Set-Cookie"].partition(";")[0]


def test_whoever_was_there_comes_back_to_the_same_replica(proxy):
    first = asked(proxy)
    again = [asked(proxy, Cookie=cookie_of(first)) for _ in range(10)]
    assert {answer.body for answer in again} == {first.body}
    assert {answer.headers["Set-Cookie"] for answer in again} == {None}


def test_whoever_is_new_goes_to_either_though_all_have_one_address(proxy):
    found = [asked(proxy).body for _ in range(40)]
    assert min(map(found.count, HOSTS)) >= 5


def test_the_cookie_is_kept_from_scripts_and_ends_with_the_browser(proxy):
    said = asked(proxy).headers["Set-Cookie"]
    assert re.fullmatch(r"replica=[0-9a-f]+; path=/; httponly", said, re.I)


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_file_is_found_without_a_cookie_whichever_replica_has_it(proxy, replicas, folder):
    for replica in replicas:
        replica.files.add(f"/{folder}/{replica.host}.csv")
    for host in HOSTS:
        answers = [asked(f"{proxy}{folder}/{host}.csv") for _ in range(6)]
        assert {(answer.status, answer.body) for answer in answers} == {(200, host)}
    assert asked(f"{proxy}{folder}/nobody.csv").status == 404


def test_where_one_replica_is_gone_all_are_led_to_the_other(proxy, replicas):
    gone, left = replicas
    cookies = {}
    while len(cookies) < 2:
        answer = asked(proxy)
        cookies[answer.body] = cookie_of(answer)
    gone.end()
    answers = [asked(proxy, Cookie=cookies[gone.host]), asked(proxy), asked(proxy)]
    assert {(answer.status, answer.body) for answer in answers} == {(200, left.host)}
    replicas[0] = Replica(gone.host, gone.port)
    wait_until(lambda: asked(proxy).body == gone.host)


def test_how_many_are_there_is_not_told_to_visitors(proxy):
    assert asked(f"{proxy}_stcore/health").status == 200
    assert asked(f"{proxy}_stcore/metrics").status == 404
