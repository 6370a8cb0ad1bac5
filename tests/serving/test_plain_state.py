"""The state of a component, read as it is: as Streamlit shows it, but as a plain dict."""

import json

import pytest
from streamlit.components.v2.bidi_component import main as mounting
from streamlit.components.v2.bidi_component.serialization import deserialize_trigger_list
from streamlit.components.v2.presentation import make_bidi_component_presenter
from streamlit.runtime.state import SessionState
from streamlit.runtime.state.common import WidgetMetadata

from ui.serving.plain_state import read_plainly

EVENTS = "events of a component"
PAYLOADS = (
    None,
    [],
    [{"event": "asked", "value": {"n": 3}}],
    [{"event": "asked", "value": 1}, {"event": "asked", "value": 2}],
    [{"event": "kept", "value": "not this"}],
    {"event": "asked", "value": 1},
    ["nonsense", 3, None, {"value": 4}, {"event": 3, "value": 4}, {"event": []}],
)


@pytest.fixture
def presenter(monkeypatch):
    monkeypatch.setattr(
        mounting, "make_bidi_component_presenter", make_bidi_component_presenter
    )
    read_plainly()
    return mounting.make_bidi_component_presenter


def session(sent):
    """A session in which a component has sent events."""
    found = SessionState()
    found._new_widget_state.set_widget_metadata(
        WidgetMetadata(
            EVENTS, deserialize_trigger_list, json.dumps, value_type="json_trigger_value"
        )
    )
    if sent is not None:
        found._new_widget_state.set_from_value(
            EVENTS, deserialize_trigger_list(json.dumps(sent))
        )
    return found


@pytest.mark.parametrize("sent", PAYLOADS, ids=repr)
@pytest.mark.parametrize("state", [{}, {"kept": 7}], ids=repr)
def test_shows_what_streamlit_shows(sent, state, presenter):
    ours = presenter(EVENTS, "component", None)(state, session(sent))
    theirs = make_bidi_component_presenter(EVENTS, "component", None)(state, session(sent))
    assert type(ours) is dict
    assert ours == theirs


def test_shows_the_state_alone_before_there_can_be_events(presenter):
    for state in ({"kept": 7}, None, [1, 2]):
        assert presenter(EVENTS)(state, SessionState()) is state
