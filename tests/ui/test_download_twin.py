from contextlib import contextmanager

import pytest
from streamlit.testing.v1 import AppTest

from tests.oracles.twin import data_of, values_of
from ui import download_twin
from ui.limits import NoTurnError, RefusedError
from ui.link import read


def page():
    """What a page does that has the section."""
    import streamlit as st

    from ui.download_twin import twin_section

    twin_section(st.session_state["shown"], "https://example.org/")


def opened(query):
    app = AppTest.from_function(page, default_timeout=60)
    app.session_state["shown"] = read(query).state
    app.run()
    assert not app.exception
    return app


def made(app, monkeypatch):
    """What is offered for download after the button was pressed."""
    offered = []
    real = download_twin.static_twin

    def remembered(*given, **named):
        offered.append(real(*given, **named))
        return offered[-1]

    monkeypatch.setattr(download_twin, "static_twin", remembered)
    app.button[0].click().run()
    assert not app.exception
    return offered


def test_the_file_is_made_only_when_it_is_asked_for(monkeypatch):
    app = opened("m=mdmm&eps=0.5&steps=20")
    assert "41 values" in app.caption[0].value
    assert [button.label for button in app.button] == ["Make the file"]
    (file,) = made(app, monkeypatch)
    header, _ = values_of(data_of(file))
    assert header["values"][header["own"]] == 0.5
    assert b'href="https://example.org/?' in file
    (button,) = app.get("download_button")
    assert button.proto.label == f"Download as HTML ({len(file) / 1e6:.1f} MB)"


def test_a_state_without_a_slider_says_so():
    app = opened("m=linear&weights=1,2&steps=20")
    assert "no slider" in app.caption[0].value


def test_whoever_asks_for_too_much_is_told_so(monkeypatch):
    @contextmanager
    def refusing(*_, **__):
        raise RefusedError("Later, please.")
        yield

    monkeypatch.setattr(download_twin, "turn", refusing)
    app = opened("m=mdmm&steps=20")
    app.button[0].click().run()
    assert [warning.value for warning in app.warning] == ["Later, please."]
    assert not app.get("download_button")


def test_it_waits_for_its_turn_with_a_bar(monkeypatch):
    waited, real = [], download_twin.turn

    @contextmanager
    def busy_at_first(*given, **named):
        if len(waited) < 3:
            waited.append(1)
            raise NoTurnError("Busy.")
        with real(*given, **named):
            yield

    monkeypatch.setattr(download_twin, "turn", busy_at_first)
    app = opened("m=mdmm&steps=20")
    assert len(made(app, monkeypatch)) == 1
    assert len(waited) == 3


@pytest.mark.parametrize("error", [ValueError("odd"), FloatingPointError("odd")])
def test_what_cannot_be_computed_is_said(error, monkeypatch):
    def failing(*_):
        raise error

    monkeypatch.setattr(download_twin, "snapshot", failing)
    app = opened("m=mdmm&steps=20")
    app.button[0].click().run()
    assert "odd" in app.warning[0].value
