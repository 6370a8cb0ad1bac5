"""What all tests of the interface share."""

import pytest

from ui import limits, pictures


@pytest.fixture(autouse=True)
def nothing_in_the_background(monkeypatch):
    """No page of a test draws pictures meanwhile, of which those changed here are made."""
    monkeypatch.setattr(pictures, "draw_now", lambda: None)


@pytest.fixture(autouse=True)
def nothing_is_refused(monkeypatch):
    """On a busy machine all that a test has computed may well take half a minute."""
    monkeypatch.setattr(limits, "BUDGET", 1e9)


@pytest.fixture(scope="session")
def draw_all():
    """Draws all pictures that are not kept, here and now."""

    def draw_all():
        pictures.Drawing().run()

    return draw_all
