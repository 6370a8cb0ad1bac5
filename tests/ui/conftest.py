"""What all tests of the interface share."""

import pytest

from ui import pictures


@pytest.fixture(autouse=True)
def nothing_in_the_background(monkeypatch):
    """No page of a test draws pictures meanwhile, of which those changed here are made."""
    monkeypatch.setattr(pictures, "draw_now", lambda: None)


@pytest.fixture(scope="session")
def draw_all():
    """Draws all pictures that are not kept, here and now."""

    def draw_all():
        pictures.Drawing().run()

    return draw_all
