"""One session's state never shows in another's."""

import json
from pathlib import Path
from urllib.parse import parse_qs

from streamlit.testing.v1 import AppTest

from ui.changes import with_number
from ui.link import query
from ui.session import KEY

ROOT = Path(__file__).resolve().parents[2]
ADDRESSES = (
    "view=lab&p=concave&m=mdmm&eps=0.6&damping=8",
    "view=lab&p=mixed&m=linear&weights=0.5,2&starts=row&n=9&theme=dark",
    "view=figure&p=convex&m=bdmm&eps=0.4&starts=1.5,1.5&hidden=epsilon",
)
MOVES = {"epsilon": 0.55, "alpha": 1.25}


def opened(address):
    app = AppTest.from_file(ROOT / "app.py", default_timeout=60)
    for key, values in parse_qs(address).items():
        app.query_params[key] = values
    return app


def moved(app, name):
    state = app.session_state[KEY]
    app.session_state[KEY], _ = with_number(state, name, MOVES[name])
    return app


def shown(app):
    """All that a person is shown: the picture, byte for byte, and the address."""
    assert not app.exception
    sent = {
        element.proto.component_name: element.proto
        for element in app.main
        if element.type == "bidi_component"
    }
    address = json.loads(sent["paretoscope_address"].json)["query"]
    assert address == query(app.session_state[KEY])
    return sent["paretoscope_player"].bytes, address


def test_sessions_that_take_turns_each_see_what_they_would_see_alone():
    alone = {}
    for address in ADDRESSES:
        app = opened(address).run()
        alone[address] = [shown(app)]
        for name in MOVES:
            alone[address].append(shown(moved(app, name).run()))
    together = {address: opened(address).run() for address in ADDRESSES}
    seen = {address: [shown(app)] for address, app in together.items()}
    for name in MOVES:
        for address, app in together.items():
            seen[address].append(shown(moved(app, name).run()))
    assert seen == alone
