"""What a component has sent, read as it is.

Streamlit 1.67 makes a class each time it looks at the state of a component, so that this
state can also be written; nobody here writes it. A run of the Lab looks at eleven, and each
class is thirty objects of garbage in circles: of half a second that nobody was answered,
now and then, two thirds were theirs.
"""

from collections.abc import Callable
from typing import Any

from streamlit.components.v2.bidi_component import main as mounting


def read_plainly() -> None:
    """Have the components that are mounted from now on read that way."""
    mounting.make_bidi_component_presenter = _presenter  # type: ignore[assignment]


def _presenter(events: str, *_of_writing: Any) -> Callable[[Any, Any], Any]:
    """What shows the state of a component: with the events, as of this run, under its own.

    Args:
        events: Name of the widget that has the events.
    """

    def presented(state: Any, session: Any) -> Any:
        widgets = session._new_widget_state
        if not isinstance(state, dict) or events not in widgets.widget_metadata:
            return state
        sent = [one for one in widgets.get(events) or [] if isinstance(one, dict)]
        named = [one for one in sent if isinstance(one.get("event"), str)]
        return {one["event"]: one.get("value") for one in named} | state

    return presented
