"""Scripts of all sessions, one after the other."""

import threading
import time

import pytest
from streamlit.runtime.scriptrunner.script_runner import ScriptRunner

from ui.serving import in_line
from ui.serving.in_line import ALONE, Line, answer_in_line


class Crowd:
    """Threads that come one after the other, and what they did, in order."""

    def __init__(self, line):
        self.line, self.seen, self.threads = line, [], []

    def come(self, name, seconds=0.0, error=None):
        def stand():
            try:
                with self.line.turn():
                    self.seen.append((name, "begins"))
                    time.sleep(seconds)
                    if error:
                        raise error
            except RuntimeError:
                pass
            finally:
                self.seen.append((name, "ends"))

        before = self.line._last
        self.threads.append(threading.Thread(target=stand))
        self.threads[-1].start()
        while self.line._last is before:
            time.sleep(0.0001)

    def wait(self):
        for thread in self.threads:
            thread.join()
        return self.seen


@pytest.fixture
def crowd():
    return Crowd(Line())


def test_each_begins_when_the_one_before_is_over(crowd, monkeypatch):
    monkeypatch.setattr(in_line, "ALONE", 10)
    for name in range(8):
        crowd.come(name, seconds=0.01)
    assert crowd.wait() == [
        (name, what) for name in range(8) for what in ("begins", "ends")
    ]


def test_who_takes_long_is_passed_by_and_those_behind_still_wait_for_one_another(crowd):
    crowd.come("slow", seconds=5 * ALONE)
    crowd.come("first", seconds=ALONE / 4)
    crowd.come("second")
    found = crowd.wait()
    assert found[0] == ("slow", "begins")
    assert found[1:] == [
        *(("first", "begins"), ("first", "ends")),
        *(("second", "begins"), ("second", "ends")),
        ("slow", "ends"),
    ]


def test_who_fails_is_over(crowd, monkeypatch):
    monkeypatch.setattr(in_line, "ALONE", 10)
    begun = time.monotonic()
    crowd.come("fails", error=RuntimeError())
    crowd.come("next")
    assert ("next", "ends") in crowd.wait()
    assert time.monotonic() - begun < 5


def test_the_scripts_of_streamlit_run_that_way(monkeypatch):
    together, most = 0, 0

    def run(self):
        nonlocal together, most
        together += 1
        most = max(most, together)
        time.sleep(ALONE / 10)
        together -= 1
        self.append("ran")

    monkeypatch.setattr(ScriptRunner, "_run_script_thread", run)
    answer_in_line()
    ran = []
    threads = [
        threading.Thread(target=ScriptRunner._run_script_thread, args=(ran,))
        for _ in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(ran), most) == (6, 1)
    # What Streamlit starts as a thread.
    assert "_run_script_thread" in ScriptRunner.start.__code__.co_names
